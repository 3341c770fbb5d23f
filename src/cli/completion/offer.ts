/** What fits the word under the cursor, by the declared commands and options. */
import { LAST } from '../../core/last.js';
import type { ListedArgument, ListedCommand, ListedOption } from '../../config/list-options.js';
import { findCommand, findOption, listArguments, toNegation } from '../help/misuse.js';

export interface Choice {
  readonly value: string;
  /** What it means, if that is to be said. */
  readonly text: string;
}

/** What is offered, before it is cut down to what begins like the word under the cursor. */
export interface Offer {
  readonly choices: readonly Choice[];
  /** What else is offered, which the declarations don't contain. */
  readonly also?: 'files' | 'folders' | 'runs' | 'runs and checks' | 'codes';
  /** Put before each value: `--mode=`. */
  readonly prefix: string;
  /** What is typed of the value. */
  readonly typed: string;
}

const HELP: readonly Choice[] = [{ value: '--help', text: 'Show the help of this command' }];

/** `words` follow the name of the program; the last is the one under the cursor, and may be empty. */
export function toOffer(words: readonly string[], commands: readonly ListedCommand[]): Offer {
  const current = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  const command = findCommand(before, commands);
  if (command === undefined) {
    return {
      choices: commands.map(({ command: value, summary: text }) => ({ value, text })),
      prefix: '',
      typed: current,
    };
  }
  const valued = toValued(before, current, command);
  if (valued !== undefined) return valued;
  if (current.startsWith('-')) return toOptions(current, command);
  const argument = command.arguments[listArguments(before, command).length];
  return argument === undefined
    ? toOptions(current, command)
    : { ...toArgument(argument, command, commands), prefix: '', typed: current };
}

/** Where the value of an option is due: after `--mode`, after `--mode=`, and after `--mode =`, as bash splits it. */
function toValued(before: readonly string[], current: string, command: ListedCommand): Offer | undefined {
  const inWord = /^(--[^=]+=)(.*)$/s.exec(current);
  const [, prefix = '', typed = current] = inWord ?? [];
  const isSplit = before.at(-1) === '=';
  const name = inWord ? prefix.slice(0, -1) : current === '=' ? before.at(-1) : before.at(isSplit ? -2 : -1);
  const option = name === undefined ? undefined : findOption(name, command);
  if (option?.value === undefined) return undefined;
  return { ...toValues(option, option.value), prefix, typed: typed === '=' ? '' : typed };
}

function toValues(
  { choices, suggestions }: ListedOption,
  valueName: string,
): Omit<Offer, 'prefix' | 'typed'> {
  const values = [...choices, ...suggestions].map((value) => ({ value, text: '' }));
  const kinds = valueName.split(/[|.]/);
  if (kinds.includes('RUN')) return { choices: values, also: 'runs' };
  if (kinds.some((kind) => /^@?FILE$/.test(kind))) return { choices: values, also: 'files' };
  return kinds.includes('DIR') ? { choices: values, also: 'folders' } : { choices: values };
}

function toArgument(
  { name, choices }: ListedArgument,
  { command: of }: ListedCommand,
  commands: readonly ListedCommand[],
): Omit<Offer, 'prefix' | 'typed'> {
  switch (name) {
    case 'source':
    case 'file-or-run':
      return { choices: [], also: 'files' };
    case 'run':
      return {
        choices: [{ value: LAST, text: 'The newest run' }],
        also: of === 'show' ? 'runs and checks' : 'runs',
      };
    case 'code':
      return { choices: [], also: 'codes' };
    case 'command':
      return {
        choices: commands
          .filter(({ command }) => choices.includes(command))
          .map(({ command: value, summary: text }) => ({ value, text })),
      };
    case 'action':
    case 'shell':
      return { choices: choices.map((value) => ({ value, text: '' })) };
  }
}

function toOptions(typed: string, { options }: ListedCommand): Offer {
  const choices = options.filter(({ isHidden }) => !isHidden).flatMap(toNames);
  return { choices: [...choices, ...HELP], prefix: '', typed };
}

/** A flag that is on is there to be turned off. */
function toNames(option: ListedOption): Choice[] {
  const { name, help, default: fallback } = option;
  const off = toNegation(option);
  const isOffered = off !== undefined && (fallback === 'on' || help.includes(off));
  return [{ value: name, text: help }, ...(isOffered ? [{ value: off, text: `Not: ${help}` }] : [])];
}
