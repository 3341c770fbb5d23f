/** An option is declared once, in src/config/options; everything else is derived from the declaration. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS, toCommandEntry, type CommandName } from '../../src/config/commands.js';
import type { Option } from '../../src/config/options/option.js';
import { toKebab } from '../../src/core/kebab.js';

interface SourceFile {
  readonly path: string;
  readonly content: string;
}

/** The sandbox is a program of its own, which shares nothing with the rest. */
const FILES: readonly SourceFile[] = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.startsWith('sandbox'))
  .map((name) => ({ path: join('src', name), content: readFileSync(join('src', name), 'utf8') }));

const DECLARATIONS = join('src', 'config', 'options');
const OUTSIDE = FILES.filter(({ path }) => !path.startsWith(DECLARATIONS + '/'));

const NAMES = Object.keys(COMMANDS) as CommandName[];

const DECLARED: readonly (readonly [string, Option])[] = NAMES.flatMap((name) =>
  Object.entries(toCommandEntry(name).options),
);

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];

/** Where a text is found, once for each time. */
function findText(text: string, files = FILES): string[] {
  return files.flatMap(({ path, content }) =>
    content
      .split(text)
      .slice(1)
      .map(() => path),
  );
}

function findPattern(pattern: RegExp, files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, content }) =>
    [...content.matchAll(pattern)].map(([found]) => `${path}: ${found}`),
  );
}

describe('an option', () => {
  it('has its help text in one place of the source', () => {
    const helps = unique(DECLARED.map(([, { help }]) => help));
    expect(helps.length).toBeGreaterThan(50);
    const places = helps.map((help) => ({
      help,
      found: ["'", '"', '`'].flatMap((quote) => findText(`${quote}${help}${quote}`)),
    }));
    expect(places.filter(({ found }) => found.length > 1)).toEqual([]);
    // The others are made of a list of choices, or of the name of a file.
    const whole = places.filter(({ found }) => found.length === 1);
    expect(whole.length).toBeGreaterThan(helps.length - 10);
  });

  it('tells its default in no help text by hand', () => {
    expect(unique(findText('[default:'))).toEqual([join('src', 'cli', 'help', 'help-text.ts')]);
  });

  it('has its default in one place of the source', () => {
    const values = DECLARED.flatMap(([name, { value, defaultText }]) => {
      const isTyped = defaultText !== undefined && value().safeParse(defaultText).success;
      return isTyped ? [[`${name} ${defaultText}`, [name, defaultText]] as const] : [];
    });
    const byText = new Map<string, readonly [string, string]>(values);
    expect([...byText.keys()]).toEqual(expect.arrayContaining(['concurrency 32', 'reportsDir reports']));
    const repeated = [...byText.values()].flatMap(([name, typed]) => {
      const literal = `(?:'${escape(typed)}'|${escape(typed)}\\b)`;
      return findPattern(new RegExp(`\\b${name}(?:Ms)?\\)? (?:=|\\?\\?) ${literal}`, 'g'), OUTSIDE);
    });
    expect(repeated).toEqual([]);
    expect(findPattern(/\.(?:default|prefault)\(/g, OUTSIDE.filter(isConfig))).toEqual([]);
  });

  it('is not declared apart from its place, under the name that a user types', () => {
    const names = unique(DECLARED.map(([name]) => toKebab(name))).filter((name) => name.includes('-'));
    expect(names.length).toBeGreaterThan(20);
    const typed = names.flatMap((name) => findText(`'${name}':`, OUTSIDE).map((path) => `${path}: ${name}`));
    expect(typed).toEqual([]);
  });

  it('lists the values that it takes as its schema does', () => {
    for (const [name, { choices, value }] of DECLARED) {
      for (const choice of choices) {
        expect([name, choice, value().safeParse(choice).success]).toEqual([name, choice, true]);
      }
      const schema = value();
      const options: unknown = 'options' in schema ? schema.options : [];
      expect([name, choices]).toEqual([name, options]);
    }
  });

  it('takes its own default', () => {
    // Of some commands.
    const REQUIRED = new Set(['output', 'queue', 'store', 'credentials']);
    for (const [name, { schema }] of DECLARED) {
      if (REQUIRED.has(name)) continue;
      expect([name, schema().safeParse(undefined).success]).toEqual([name, true]);
    }
  });
});

function isConfig({ path }: SourceFile): boolean {
  return path.startsWith(join('src', 'config'));
}

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
