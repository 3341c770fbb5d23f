/** What is wrong with a command line, in words that a user types. Pure. */
import type { ListedCommand, ListedOption } from '../../config/list-options.js';
import { toKebab } from '../../core/kebab.js';
import { suggestName } from '../../core/suggest.js';
import { toSyntax } from './help-text.js';

export interface Misuse {
  readonly message: string;
  readonly hint: string;
}

/** Undefined where nothing is wrong. */
export function findMisuse(words: readonly string[], commands: readonly ListedCommand[]): Misuse | undefined {
  const command = findCommand(words, commands);
  if (command === undefined) return toNoCommand(words, commands);
  const [first = ''] = listOthers(words, command);
  if (commands.every((one) => one.command !== first)) return toUnknownCommand(first, commands);
  if (first !== command.command || isAnswered(first)) return toNotFirst(first);
  const message = findWrongOption(words, command, commands) ?? findWrongArgument(words, command);
  return message === undefined
    ? findFlagValue(words, command)
    : { message, hint: `See \`bitpowr-bulk ${command.command} --help\`.` };
}

/** `help` and `version` are answered before anything is read, where they are the first word. */
function isAnswered(name: string): boolean {
  return name === 'help' || name === 'version';
}

function toNotFirst(name: string): Misuse {
  return { message: `Expected \`${name}\` to be the first word.`, hint: `Type \`bitpowr-bulk ${name}\`.` };
}

/** A flag with a value that is neither true nor false. */
function findFlagValue(words: readonly string[], command: ListedCommand): Misuse | undefined {
  for (const word of words.filter(isOption)) {
    const [, typed = '', value] = /^([^=]*)=(.*)$/s.exec(word) ?? [];
    const option = findOption(typed, command);
    if (option === undefined || takesValue(typed, option) || value === 'true' || value === 'false') continue;
    return {
      message: `\`${typed}\` takes no value.`,
      hint: `Type \`${option.name}\`, or \`${toNegation(option) ?? option.name}\`.`,
    };
  }
  return undefined;
}

/** The first word that is one. */
export function findCommand(
  words: readonly string[],
  commands: readonly ListedCommand[],
): ListedCommand | undefined {
  const name = words.find((word) => commands.some(({ command }) => command === word));
  return commands.find(({ command }) => command === name);
}

const HELP_HINT = 'See `bitpowr-bulk help`.';

function toNoCommand(words: readonly string[], commands: readonly ListedCommand[]): Misuse {
  const name = words.find((word) => !word.startsWith('-'));
  if (name === undefined) return { message: 'Expected the name of a command.', hint: HELP_HINT };
  return toUnknownCommand(name, commands);
}

export function toUnknownCommand(name: string, commands: readonly ListedCommand[]): Misuse {
  const near = suggestName(
    name,
    commands.map(({ command }) => command),
  );
  return { message: `There is no command ${name}.${toSuggestion(near)}`, hint: HELP_HINT };
}

function findWrongOption(
  words: readonly string[],
  command: ListedCommand,
  commands: readonly ListedCommand[],
): string | undefined {
  for (const [at, word] of words.entries()) {
    if (!isOption(word)) continue;
    const [typed = ''] = word.split('=');
    const option = findOption(typed, command);
    if (option === undefined) return toUnknown(typed, command, commands);
    const next = words[at + 1];
    if (!takesValue(typed, option) || word.includes('=') || (next !== undefined && !isOption(next))) continue;
    return `Expected a value after \`${typed}\`: ${option.name} <${option.value}>.`;
  }
  return undefined;
}

function toUnknown(typed: string, command: ListedCommand, commands: readonly ListedCommand[]): string {
  const start = `\`${command.command}\` has no option ${typed}.`;
  const names = command.options.filter(({ isHidden }) => !isHidden).flatMap(toNames);
  const near = suggestName(`--${toKebab(typed.replace(/^-+/, ''))}`, names) ?? findLonger(typed, names);
  if (near !== undefined) return `${start}${toSuggestion(near)}`;
  const owners = commands
    .filter((one) => findOption(typed, one)?.isHidden === false)
    .map((one) => `\`${one.command}\``);
  return owners.length === 0 ? start : `${start} It is an option of ${owners.join(', ')}.`;
}

/** The only name that begins so. */
function findLonger(typed: string, names: readonly string[]): string | undefined {
  const longer = names.filter((name) => name.startsWith(typed));
  return longer.length === 1 ? longer[0] : undefined;
}

function findWrongArgument(words: readonly string[], command: ListedCommand): string | undefined {
  const given = listArguments(words, command);
  const missing = command.arguments.filter(({ isRequired }) => isRequired)[given.length];
  if (missing !== undefined) {
    return `\`${command.command}\` needs <${missing.name}> (${missing.help}): bitpowr-bulk ${toSyntax(command)}.`;
  }
  const surplus = given[command.arguments.length];
  if (surplus === undefined) return undefined;
  return `\`${command.command}\` does not take the word ${surplus}: bitpowr-bulk ${toSyntax(command)}. If it belongs to the word before, put both in quotes.`;
}

/** The words that are neither the command, nor an option, nor its value. */
export function listArguments(words: readonly string[], command: ListedCommand): readonly string[] {
  const others = listOthers(words, command);
  const at = others.indexOf(command.command);
  return others.filter((_, index) => index !== at);
}

/** The words that are neither an option, nor its value. */
function listOthers(words: readonly string[], command: ListedCommand): readonly string[] {
  return words.filter((word, at) => {
    if (isOption(word)) return false;
    const before = words[at - 1];
    if (before === undefined || !isOption(before) || before.includes('=')) return true;
    const option = findOption(before, command);
    return option === undefined || !takesValue(before, option);
  });
}

/** `--dryRun` and `--no-header` are taken as well. */
export function findOption(typed: string, { options }: ListedCommand): ListedOption | undefined {
  const name = typed.startsWith('--') ? `--${toKebab(typed.slice(2))}` : typed;
  return options.find((option) => toNames(option).includes(name));
}

function toNames(option: ListedOption): string[] {
  const off = toNegation(option);
  return off === undefined ? [option.name] : [option.name, off];
}

/** How it is turned off: any flag, and an option whose help says so, such as `--no-config`. */
export function toNegation({ name, value, help }: ListedOption): string | undefined {
  const off = name.replace(/^--/, '--no-');
  return value === undefined || help.includes(off) ? off : undefined;
}

/** Whether the next word belongs to an option as it is typed. */
export function takesValue(typed: string, { value }: ListedOption): boolean {
  return value !== undefined && !typed.startsWith('--no-');
}

/** A lone `-` and a negative number are no options. */
export function isOption(word: string): boolean {
  return /^-./.test(word) && !/^-[\d.]+$/.test(word);
}

function toSuggestion(near: string | undefined): string {
  return near === undefined ? '' : ` Did you mean ${near}?`;
}
