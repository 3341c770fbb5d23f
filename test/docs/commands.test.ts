import { describe, expect, it } from 'vitest';
import { mergeMappings, parseMapFlags, parseSetFlags, parseWhereFlags } from '../../src/config/map-flags.js';
import {
  applyOptionsSchema,
  connectionOptionsSchema,
  doctorOptionsSchema,
  exportOptionsSchema,
  importOptionsSchema,
  mapOptionsSchema,
  reconcileOptionsSchema,
  resumeOptionsSchema,
  undoOptionsSchema,
  validateOptionsSchema,
} from '../../src/config/options.js';
import { resolveOptions } from '../../src/config/resolve.js';
import { applySwitches } from '../../src/sandbox/faults/check-switches.js';
import { defaultFaults } from '../../src/sandbox/index.js';
import { COMMANDS, readOptions, type CommandName } from './help.js';
import { PAGES, readCode, readCommandLines, readPage, toWords } from './pages.js';

/** What `--rules rules.json` of the guide reads. */
const RULES: unknown = JSON.parse(
  readCode(readPage('docs/guides/custom-rules.md').text).find(({ language }) => language === 'json')?.text ??
    '',
);

const LINES = [...new Set(PAGES.flatMap(readCommandLines))];

/** Positional arguments of each command; those with options only have none. */
const POSITIONALS: Readonly<Record<CommandName, number>> = {
  validate: 1,
  map: 1,
  import: 1,
  review: 1,
  apply: 1,
  resume: 1,
  undo: 1,
  reconcile: 1,
  show: 1,
};

/** Commands whose argument may be left out. */
const OPTIONALS = ['explain', 'completion', 'help'];

const SCHEMAS = {
  validate: validateOptionsSchema,
  map: mapOptionsSchema,
  import: importOptionsSchema,
  review: importOptionsSchema,
  apply: applyOptionsSchema,
  resume: resumeOptionsSchema,
  undo: undoOptionsSchema,
  export: exportOptionsSchema,
  reconcile: reconcileOptionsSchema,
  auth: connectionOptionsSchema,
  doctor: doctorOptionsSchema,
} as const;

const isKnown = (command: string): command is keyof typeof SCHEMAS => command in SCHEMAS;

interface Parsed {
  readonly positionals: readonly string[];
  readonly flags: Readonly<Record<string, string | boolean>>;
  /** What is given to options that may be repeated. */
  readonly lists: Readonly<Record<'map' | 'set' | 'where', readonly string[]>>;
}

/** Reads the words after the command's name; throws for an option that the command does not have. */
function parse(command: CommandName, words: readonly string[]): Parsed {
  const options = new Map(readOptions(command).map((option) => [option.name, option]));
  const positionals: string[] = [];
  const flags: Record<string, string | boolean> = {};
  const lists = { map: [] as string[], set: [] as string[], where: [] as string[] };
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (!word.startsWith('--')) {
      positionals.push(word);
      continue;
    }
    const negated = /^--no-(.+)$/.exec(word)?.[1];
    if (negated !== undefined && options.get(negated)?.isFlag === true) {
      flags[toCamel(negated)] = false;
      continue;
    }
    const option = options.get(word.slice(2));
    if (option === undefined) throw new Error(`${command} has no option ${word}.`);
    const value = option.isFlag ? true : words[(at += 1)];
    if (value === undefined) throw new Error(`${word} has no value.`);
    if (isList(option.name)) lists[option.name].push(String(value));
    else flags[toCamel(option.name)] = value;
  }
  return { positionals, flags, lists };
}

const isList = (name: string): name is keyof Parsed['lists'] => ['map', 'set', 'where'].includes(name);

const toCamel = (name: string): string =>
  name.replace(/-([a-z])/g, (_dash, letter: string) => letter.toUpperCase());

describe('command lines in the docs', () => {
  it('are found', () => {
    expect(LINES.length).toBeGreaterThan(20);
    const shown = new Set(LINES.map((line) => toWords(line)[0]));
    for (const command of COMMANDS) expect(shown).toContain(command);
  });

  it.each(LINES)('%s', (line) => {
    const [command = '', ...words] = toWords(line);
    if (command === '--help') return;
    expect(COMMANDS).toContain(command);
    if (words.includes('--help')) return;
    if (command === 'config') {
      const [action, shown = 'config', ...options] = words;
      expect(action).toBe('show');
      expect(parse(shown, options).positionals).toEqual([]);
      return;
    }
    const { positionals, flags, lists } = parse(command, words);
    if (OPTIONALS.includes(command)) expect(positionals.length).toBeLessThanOrEqual(1);
    else expect(positionals).toHaveLength(POSITIONALS[command] ?? 0);
    const map = mergeMappings(parseMapFlags(lists.map), parseSetFlags(lists.set), {
      where: parseWhereFlags(lists.where),
    });
    const rules = flags['rules'] === undefined ? {} : { rules: RULES };
    if (isKnown(command)) {
      const { shape } = SCHEMAS[command];
      resolveOptions(SCHEMAS[command], { ...flags, ...rules, ...('map' in shape ? { map } : {}) });
    }
    const { faults } = flags;
    if (typeof faults === 'string' && !faults.startsWith('@'))
      applySwitches(defaultFaults, JSON.parse(faults));
  });
});
