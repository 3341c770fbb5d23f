/** All commands with all their options, as plain data: for `--help`, completion, man pages and the reference. */
import { COMMAND_TEXTS, type CommandText } from './command-texts.js';
import { COMMANDS, POSITIONALS, SHELLS, toCommandEntry, type CommandName } from './commands.js';
import { COMMAND_NAMES } from './file/schema.js';
import type { Option } from './options/option.js';
import { READING } from './options/source.js';
import { toKebab } from '../core/kebab.js';

export interface ListedOption {
  /** As it is typed: `--max-errors`. */
  readonly name: string;
  /** What its value is called, such as `N`; undefined for a flag. */
  readonly value: string | undefined;
  /** The values that it takes, where they are few. */
  readonly choices: readonly string[];
  /** Values that are offered, where it takes others as well. */
  readonly suggestions: readonly string[];
  /** As `--help` shows it; undefined where it shows none. */
  readonly default: string | undefined;
  readonly group: string;
  readonly help: string;
  /** Whether the command can't do without it. */
  readonly isRequired: boolean;
  /** Accepted, but neither shown in `--help` nor offered. */
  readonly isHidden: boolean;
}

/** An argument of a command. */
export interface ListedArgument {
  readonly name: keyof typeof POSITIONALS;
  readonly help: string;
  /** The values that it takes, where they are few. */
  readonly choices: readonly string[];
  readonly isRequired: boolean;
}

export interface ListedCommand extends CommandText {
  readonly command: CommandName;
  readonly arguments: readonly ListedArgument[];
  readonly options: readonly ListedOption[];
}

/** The commands in the order of the reference, each with its options. */
export function listOptions(): readonly ListedCommand[] {
  return (Object.keys(COMMANDS) as CommandName[]).map((command) => {
    const { positional, optional, options, hidden = {} } = toCommandEntry(command);
    return {
      command,
      ...COMMAND_TEXTS[command],
      arguments: [...toArgument(command, positional, true), ...toArgument(command, optional, false)],
      options: [
        ...Object.entries(options).map(([name, option]) => toListed(name, option)),
        ...Object.entries(hidden).map(([name, option]) => toListed(name, { ...option, isHidden: true })),
      ],
    };
  });
}

/** The options that say how a file is read, as the code and as the command line name them. */
export const READING_OPTIONS: readonly { readonly name: string; readonly flag: string }[] = Object.keys(
  READING,
).map((name) => ({ name, flag: `--${toKebab(name)}` }));

function toArgument(
  command: CommandName,
  name: ListedArgument['name'] | undefined,
  isRequired: boolean,
): ListedArgument[] {
  if (name === undefined) return [];
  return [{ name, help: POSITIONALS[name], choices: toChoices(command, name), isRequired }];
}

function toChoices(command: CommandName, name: ListedArgument['name']): readonly string[] {
  if (name === 'shell') return SHELLS;
  if (name === 'action') return ['show'];
  if (name !== 'command') return [];
  return command === 'config' ? COMMAND_NAMES : Object.keys(COMMANDS);
}

function toListed(name: string, option: Option): ListedOption {
  const { valueName, choices, suggestions, defaultText, group, help, schema, isHidden } = option;
  return {
    name: `--${toKebab(name)}`,
    value: valueName,
    choices,
    suggestions,
    default: defaultText,
    group,
    help,
    isRequired: !schema().safeParse(undefined).success,
    isHidden,
  };
}
