import { describe, expect, it } from 'vitest';
import { COMMANDS, readOptions, type CommandName } from './help.js';
import { README, readSection, readTables, toHeadings } from './pages.js';

/** The option tables: which commands each is for stands in the line before it. */
const TABLES = readTables(README)
  .filter(({ head }) => head[0] === 'option')
  .map(({ lead, rows }) => ({
    commands: /^For: /.test(lead) ? [...lead.matchAll(/`(\w+)`/g)].map(([, name = '']) => name) : [],
    options: rows.map(([name = '', meaning = '', value = '']) => ({
      name: name.replace(/^--/, ''),
      meaning,
      default: value.replaceAll('`', ''),
    })),
  }));

const toDocumented = (command: CommandName) =>
  TABLES.filter(({ commands }) => commands.includes(command)).flatMap(({ options }) => options);

const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  a.name < b.name ? -1 : 1;

describe('README on commands', () => {
  it('has a section for every command, and for no other', () => {
    const { level = 0, line = 0 } = toHeadings().find(({ title }) => title === 'Commands') ?? {};
    const next = toHeadings().find((heading) => heading.line > line && heading.level <= level);
    const titles = toHeadings()
      .filter((heading) => heading.line > line && heading.line < (next?.line ?? Infinity))
      .filter((heading) => heading.level === level + 1 && !heading.title.startsWith('Options for '))
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
    const options = COMMANDS.flatMap((command) => readOptions(command));
    const known = new Set(
      options.flatMap(({ name, isFlag }) => (isFlag ? [name, `no-${name}`] : [name])).concat('help'),
    );
    // What is typed for other programs.
    const text = README.replaceAll(/^ *(?:npm|curl|jq|gzip|rm) .*$/gm, '');
    const named = [...text.matchAll(/(?<![\w-])--([a-z][a-z-]*[a-z])/g)].map(([, name = '']) => name);
    expect(named.length).toBeGreaterThan(50);
    expect([...new Set(named)].filter((name) => !known.has(name))).toEqual([]);
  });

  it('tells the statuses of the exit', () => {
    const [table] = readTables(readSection('Exit statuses'));
    expect(table?.rows.map(([status]) => status)).toEqual(['0', '1', '2', '3', '4', '130', '143']);
  });
});
