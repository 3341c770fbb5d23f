/** What the words of a command line say, right or wrong; `findMisuse` tells whether they are right. Pure. */
import { Parser } from 'yargs/helpers';
import type { ListedCommand, ListedOption } from '../config/list-options.js';
import { toCamel, toKebab } from '../core/kebab.js';
import { readAfterDashes } from './after-dashes.js';
import type { Arguments } from './arguments.js';
import { findCommand, findOption, isOption, listArguments, takesValue } from './help/misuse.js';

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

/** Values stay the texts that were typed: the option schemas judge them. */
const PARSING = {
  'parse-numbers': false,
  'parse-positional-numbers': false,
  'dot-notation': false,
  'short-option-groups': false,
};

/**
 * The options by their names in the code, and the arguments by theirs. What is absent stays absent, so that the configuration file,
 * the environment and then the default can fill in. An option typed several times is a list.
 */
export function readFlags(words: readonly string[], command: ListedCommand): Arguments {
  const [valued, flags] = [true, false].map((hasValue) =>
    command.options
      .filter(({ value }) => (value !== undefined) === hasValue)
      .map(({ name }) => name.slice(2)),
  );
  const values = Parser(joinValues(words, command).map(toOptionWord), {
    boolean: flags,
    string: valued,
    configuration: PARSING,
  });
  const given = listArguments(words, command);
  const entries = [
    ...command.options.map((option) => [toCamel(option.name), toFlag(values[option.name.slice(2)], option)]),
    ...command.arguments.map(({ name }, at) => [name, given[at]]),
  ] as const;
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as Arguments;
}

/** An option and its value as one word, so that a value such as `-` is taken for nothing else. */
function joinValues(words: readonly string[], command: ListedCommand): readonly string[] {
  const hasNext = (at: number): boolean => {
    const [word = '', next] = words.slice(at, at + 2);
    if (!isOption(word) || word.includes('=') || next === undefined || isOption(next)) return false;
    const option = findOption(word, command);
    return option !== undefined && takesValue(word, option);
  };
  return words.flatMap((word, at) => {
    if (hasNext(at)) return [`${word}=${words[at + 1] ?? ''}`];
    return hasNext(at - 1) ? [] : [word];
  });
}

/** `--dryRun` is `--dry-run`. */
function toOptionWord(word: string): string {
  return word.replace(/^--[^=]+/, toKebab);
}

function toFlag(given: unknown, { value }: ListedOption): unknown {
  return value === undefined && Array.isArray(given) ? given.at(-1) : given;
}
