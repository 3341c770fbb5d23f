/** The options that commands would run with, each with where its value comes from, for `config show`. Pure. */
import { toKebab } from '../../core/kebab.js';
import { hideUrlSecrets } from '../../core/url-secrets.js';
import { toCommandEntry, type CommandName } from '../commands.js';
import { COMMAND_NAMES } from './schema.js';
import type { SettledOption } from './settle.js';

export interface Setting {
  /** As it is typed: `--max-drift`. */
  readonly name: string;
  /** As a user types it; null: none is given. */
  readonly value: string | boolean | readonly string[] | null;
  /** What the option comes to where none is given, in words; null where there is nothing to say. */
  readonly default: string | null;
  readonly origin: SettledOption['origin'];
  readonly commands: readonly CommandName[];
  /** Whether these are all the commands that have the option. */
  readonly isEverywhere: boolean;
}

type Settle = (command: CommandName) => readonly SettledOption[];

/** What chooses the file itself, and a former name. */
const NOT_SHOWN: ReadonlySet<string> = new Set(['config', 'profile', 'envFile']);

/** All options of a command, or those of all commands that have a value. */
export function listSettings(command: CommandName | undefined, settle: Settle): readonly Setting[] {
  if (command !== undefined) return listOf(command, settle);
  const settings = new Map<string, Setting>();
  for (const one of COMMAND_NAMES.flatMap((name) => listOf(name, settle))) {
    if (one.origin.kind === 'default') continue;
    const key = JSON.stringify([one.name, one.value, one.origin]);
    const commands = [...(settings.get(key)?.commands ?? []), ...one.commands];
    settings.set(key, { ...one, commands });
  }
  return [...settings.values()].map((one) => ({
    ...one,
    isEverywhere: COMMAND_NAMES.filter((name) => hasOption(name, one.name)).length === one.commands.length,
  }));
}

function hasOption(command: CommandName, name: string): boolean {
  return Object.keys(toCommandEntry(command).options).some((key) => toFlag(key) === name);
}

const toFlag = (name: string): string => `--${toKebab(name)}`;

function listOf(command: CommandName, settle: Settle): Setting[] {
  return settle(command)
    .filter(({ name }) => !NOT_SHOWN.has(name))
    .map(({ name, option, value, origin }) => ({
      name: toFlag(name),
      value: toShown(value, option),
      default: option.fallback ?? null,
      origin,
      commands: [command],
      isEverywhere: false,
    }));
}

/** Without what lets others in. */
function toShown(value: unknown, { isSecret }: SettledOption['option']): Setting['value'] {
  if (value === undefined) return null;
  if (typeof value === 'boolean') return value;
  const toText = (one: unknown): string => hideUrlSecrets(String(one), { hasSecretPath: isSecret });
  return Array.isArray(value) ? value.map(toText) : toText(value);
}
