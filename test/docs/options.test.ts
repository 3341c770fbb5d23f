import { describe, expect, it } from 'vitest';
import { COMMANDS, readAllOptions, readOptions, type CommandName } from './help.js';
import { ALL_TEXT, readPage, readTable, readTables, toHeadings } from './pages.js';

/** The option tables: the line before each names its commands. */
const TABLES = ['commands', 'options']
  .flatMap((name) => readTables(readPage(`docs/reference/${name}.md`).text))
  .filter(({ head }) => head[0] === 'option')
  .map(({ lead, rows }) => ({
    commands: /^For: /.test(lead) ? [...lead.matchAll(/`(\w+)`/g)].map(([, name = '']) => name) : [],
    options: rows.map(([name = '', meaning = '', value = '']) => ({
      name: name.replace(/^--([\w-]+).*$/, '$1'),
      meaning,
      default: value.replaceAll('`', ''),
    })),
  }));

const toDocumented = (command: CommandName) =>
  TABLES.filter(({ commands }) => commands.includes(command)).flatMap(({ options }) => options);

const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  a.name < b.name ? -1 : 1;

describe('docs on commands', () => {
  it('has a section for every command, and for no other', () => {
    const titles = toHeadings(readPage('docs/reference/commands.md').text)
      .filter(({ level }) => level === 2)
      .map(({ title }) => title);
    expect(titles).toEqual(COMMANDS);
    expect(titles).toContain('import');
  });

  it('says of every option table which commands it is for', () => {
    expect(TABLES.length).toBeGreaterThan(5);
    for (const { commands } of TABLES) {
      expect(commands).not.toEqual([]);
      expect(COMMANDS).toEqual(expect.arrayContaining(commands));
    }
  });

  it.each(COMMANDS)(
    'tells the options of %s as --help does: each one, its meaning, its default',
    (command) => {
      const told = readOptions(command).map(({ name, meaning, default: value }) => ({
        name,
        meaning,
        default: value,
      }));
      expect(toDocumented(command).sort(byName)).toEqual(told.sort(byName));
    },
  );

  it('names no option that no command has', () => {
    const options = COMMANDS.flatMap((command) => readAllOptions(command));
    const known = new Set(
      options
        .flatMap(({ name, isFlag }) => (isFlag ? [name, `no-${name}`] : [name]))
        .concat('help', 'version', 'no-config'),
    );
    // What is typed for other programs.
    const text = ALL_TEXT.replaceAll('\\\n', ' ').replaceAll(
      /(?:^ *|`)(?:npm|podman|docker|curl|jq|gzip|rm|systemctl|mysql|psql|sqlite3|mongoexport) [^`\n]*/gm,
      '',
    );
    const named = [...text.matchAll(/(?<![\w-])--([a-z][a-z-]*[a-z])/g)].map(([, name = '']) => name);
    expect(named.length).toBeGreaterThan(50);
    expect([...new Set(named)].filter((name) => !known.has(name))).toEqual([]);
  });

  it('tells the statuses of the exit', () => {
    const { rows } = readTable('docs/reference/statuses.md', 'Exit statuses');
    expect(rows.map(([status]) => status)).toEqual(['0', '1', '2', '3', '4', '129', '130', '143']);
  });
});
