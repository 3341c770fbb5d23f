/** What the words of a command line say, right or wrong; `findMisuse` tells whether they are right. Pure. */
import { parseArgs } from 'node:util';
import type { ListedCommand, ListedOption } from '../config/list-options.js';
import { toCamel, toKebab } from '../core/kebab.js';
import { readAfterDashes } from './after-dashes.js';
import type { Arguments } from './arguments.js';
import { findCommand, findOption, listArguments } from './help/misuse.js';

/**
 * The words as they are read: without `--`, and a flag joined to the word after it where that is `true` or `false`
 * (`--live true`).
 */
export function toWords(typed: readonly string[], commands: readonly ListedCommand[]): readonly string[] {
  const words = readAfterDashes(typed);
  const command = findCommand(words, commands);
  if (command === undefined) return words;
  const joinsNext = (at: number): boolean =>
    isFlag(words[at] ?? '', command) && /^(true|false)$/.test(words[at + 1] ?? '');
  return words.flatMap((word, at) => {
    if (joinsNext(at)) return [`${word}=${words[at + 1] ?? ''}`];
    return joinsNext(at - 1) ? [] : [word];
  });
}

function isFlag(word: string, command: ListedCommand): boolean {
  const option = word.startsWith('--') && !word.startsWith('--no-') ? findOption(word, command) : undefined;
  return option !== undefined && option.value === undefined;
}

/**
 * The options by their names in the code, and the arguments by theirs. What is absent stays absent, so that the configuration file,
 * the environment and then the default can fill in. An option typed several times is a list.
 */
export function readFlags(words: readonly string[], command: ListedCommand): Arguments {
  const { values } = parseArgs({
    args: words.map(toOptionWord),
    options: Object.fromEntries(
      command.options.map(({ name, value }) => [
        name.slice(2),
        { type: value === undefined ? 'boolean' : 'string', multiple: true } as const,
      ]),
    ),
    strict: false,
    allowNegative: true,
  });
  const given = listArguments(words, command);
  const entries = [
    ...command.options.map((option) => [toCamel(option.name), toFlag(values[option.name.slice(2)], option)]),
    ...command.arguments.map(({ name }, at) => [name, given[at]]),
  ];
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as Arguments;
}

/** `--dryRun` is `--dry-run`. */
function toOptionWord(word: string): string {
  return word.replace(/^--[^=]+/, toKebab);
}

function toFlag(given: readonly (string | boolean)[] | undefined, { value }: ListedOption): unknown {
  if (given === undefined) return undefined;
  const last = given.at(-1);
  if (value === undefined) return last !== false && last !== 'false';
  return given.length === 1 ? last : given;
}
