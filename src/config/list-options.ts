/** All options of all commands, as a page of reference shows them. */
import { COMMANDS, POSITIONALS, toCommandEntry, type CommandName } from './commands.js';
import type { Option } from './options/option.js';
import { READING } from './options/source.js';
import { toKebab } from '../core/kebab.js';

export interface ListedOption {
  /** As it is typed: `--max-errors`. */
  readonly name: string;
  /** As it is typed: `-h`. */
  readonly alias: string | undefined;
  /** What its value is called, such as `N`; undefined for a flag. */
  readonly value: string | undefined;
  readonly choices: readonly string[];
  /** As `--help` shows it; undefined where it shows none. */
  readonly default: string | undefined;
  readonly group: string;
  readonly help: string;
}

export interface ListedCommand {
  readonly command: CommandName;
  /** The argument that may follow it. */
  readonly optional: string | undefined;
  /** The argument that it needs. */
  readonly positional: { readonly name: string; readonly help: string } | undefined;
  readonly options: readonly ListedOption[];
}

/** The commands in the order of `--help`, each with its options. */
export function listOptions(): readonly ListedCommand[] {
  return (Object.keys(COMMANDS) as CommandName[]).map((command) => {
    const { positional, optional, options } = toCommandEntry(command);
    return {
      command,
      optional,
      positional: positional && { name: positional, help: POSITIONALS[positional] },
      options: Object.entries(options).map(([name, option]) => toListed(name, option)),
    };
  });
}

/** The options that say how a file is read, as the code and as the command line name them. */
export const READING_OPTIONS: readonly { readonly name: string; readonly flag: string }[] = Object.keys(
  READING,
).map((name) => ({ name, flag: `--${toKebab(name)}` }));

function toListed(name: string, option: Option): ListedOption {
  const { alias, valueName, choices, defaultText, group, help } = option;
  return {
    name: `--${toKebab(name)}`,
    alias: alias && `-${alias}`,
    value: valueName,
    choices,
    default: defaultText,
    group,
    help,
  };
}
