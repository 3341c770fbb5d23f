/** The options of each command, as `--help` shows them. */
import { listOptions } from '../../src/config/list-options.js';

const LISTED = listOptions();

export type CommandName = string;
export const COMMANDS: readonly CommandName[] = LISTED.map(({ command }) => command);

export interface Option {
  readonly name: string;
  readonly meaning: string;
  /** As told; empty where nothing is. */
  readonly default: string;
  readonly isFlag: boolean;
  /** Accepted, but not shown. */
  readonly isHidden: boolean;
}

export function readOptions(command: CommandName): readonly Option[] {
  return readAllOptions(command).filter(({ isHidden }) => !isHidden);
}

/** With those that are accepted, but not shown. */
export function readAllOptions(command: CommandName): readonly Option[] {
  const { options = [] } = LISTED.find((listed) => listed.command === command) ?? {};
  return options.map(({ name, help, value, default: fallback = '', isHidden }) => ({
    name: name.replace(/^--/, ''),
    meaning: help,
    default: fallback,
    isFlag: value === undefined,
    isHidden,
  }));
}
