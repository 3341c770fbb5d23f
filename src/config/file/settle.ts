/** Where the value of each option comes from: flags over environment over profile over file over default. Pure. */
import { BulkError } from '../../core/errors.js';
import { toKebab } from '../../core/kebab.js';
import { toCommandEntry, type CommandName } from '../commands.js';
import type { CredentialsFile } from '../credentials-file.js';
import type { Option } from '../options/option.js';
import type { Environment } from '../../core/environment.js';
import type { KeyPath } from './parse.js';
import type { ConfigFile, FileLayer, FileValue } from './schema.js';

export type Origin =
  | { readonly kind: 'flag' }
  /** `file`: that of `--credentials`, which sets the variable; undefined: the environment of the process does. */
  | { readonly kind: 'variable'; readonly variable: string; readonly file: string | undefined }
  | { readonly kind: 'profile' | 'file'; readonly place: KeyPath }
  | { readonly kind: 'default' };

/** An option of a command with its value, as a user would type it. */
export interface SettledOption {
  /** As the code names it. */
  readonly name: string;
  readonly option: Option;
  /** Undefined: none is given. */
  readonly value: unknown;
  readonly origin: Origin;
}

export interface Layers {
  readonly flags: Readonly<Record<string, unknown>>;
  /** Of the process. It overrides the file of `--credentials`. */
  readonly environment: Environment;
  readonly credentials?: Pick<CredentialsFile, 'path' | 'variables'> | undefined;
  readonly file: ConfigFile | undefined;
  /** The profile in use. */
  readonly profile: string | undefined;
  /** A path of the file as this process can open it. */
  readonly toPath: (path: string) => string;
}

/** The options of a command, in its order. Throws `config_invalid` for an option that is typed twice and can't be. */
export function settleOptions(command: CommandName, layers: Layers): readonly SettledOption[] {
  const { options } = toCommandEntry(command);
  const settled = Object.entries(options).map(([name, option]) => settle(name, option, command, layers));
  return settled.map((one) => (settled.some((other) => unseats(other, one)) ? toUnset(one) : one));
}

function settle(name: string, option: Option, command: CommandName, layers: Layers): SettledOption {
  const given = layers.flags[name];
  assertOnce(name, option, given);
  if (given !== undefined) return { name, option, value: given, origin: { kind: 'flag' } };
  const set = option.variable === undefined ? undefined : findVariable(option.variable, layers);
  if (set !== undefined) return { name, option, ...set };
  const found = option.isFlagOnly ? undefined : findInFile(toKebab(name), command, layers);
  if (found === undefined) return { name, option, value: undefined, origin: { kind: 'default' } };
  return { name, option, value: toTyped(found.value, option, layers.toPath), origin: found.origin };
}

/** An option that is typed several times is a list. */
function assertOnce(name: string, { isRepeatable }: Option, given: unknown): void {
  if (isRepeatable || !Array.isArray(given)) return;
  const message = `Expected \`--${toKebab(name)}\` once, got it ${given.length} times.`;
  throw new BulkError('config_invalid', message, { hint: 'Leave out all but one.' });
}

/** An empty one is not set. */
function findVariable(
  variable: string,
  { environment, credentials }: Layers,
): Pick<SettledOption, 'value' | 'origin'> | undefined {
  const own = environment[variable];
  const value = own ?? credentials?.variables[variable];
  if (value === undefined || value === '') return undefined;
  const file = own === undefined ? credentials?.path : undefined;
  return { value, origin: { kind: 'variable', variable, file } };
}

interface Found {
  readonly value: FileValue;
  readonly origin: Origin;
}

function findInFile(key: string, command: CommandName, { file, profile }: Layers): Found | undefined {
  if (file === undefined) return undefined;
  const used = profile === undefined ? undefined : file.profiles[profile];
  return (
    (used && findInLayer(used, key, command, ['profiles', profile ?? ''])) ??
    findInLayer(file, key, command, [])
  );
}

function findInLayer(layer: FileLayer, key: string, command: CommandName, at: KeyPath): Found | undefined {
  const kind = at.length === 0 ? 'file' : 'profile';
  const own = layer.commands[command]?.[key];
  if (own !== undefined) return { value: own, origin: { kind, place: [...at, 'commands', command, key] } };
  const common = layer.options[key];
  if (common === undefined) return undefined;
  return { value: common, origin: { kind, place: [...at, 'options', key] } };
}

/** As it is typed: a text, or several of a repeatable option; a flag is true or false. */
function toTyped(value: FileValue, option: Option, toPath: Layers['toPath']): unknown {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'object') {
    return option.isRepeatable ? value.map((one) => toTypedText(one, option, toPath)) : value.join(',');
  }
  return toTypedText(String(value), option, toPath);
}

function toTypedText(text: string, option: Option, toPath: Layers['toPath']): string {
  if (!option.isPath) return text;
  const isNamed = option.valueName?.includes('@FILE') === true;
  if (isNamed) return text.startsWith('@') ? `@${toPath(text.slice(1))}` : text;
  return text === '-' ? text : toPath(text);
}

/** Of two that exclude each other, the one that is given nearer to the command line. */
const RIVALS = [
  ['sandbox', 'baseUrl'],
  ['subAccount', 'subAccountId'],
  ['credentials', 'envFile'],
] as const;

function unseats(one: SettledOption, other: SettledOption): boolean {
  const isRival = RIVALS.some(
    ([a, b]) => (one.name === a && other.name === b) || (one.name === b && other.name === a),
  );
  if (!isRival || one.value === undefined || one.value === false) return false;
  return other.origin.kind !== 'flag' && toNearness(one.origin) > toNearness(other.origin);
}

/** A variable is set for all command lines, and so is the furthest: `BITPOWR_BASE_URL` does not matter to the sandbox. */
function toNearness(origin: Origin): number {
  switch (origin.kind) {
    case 'flag':
      return 5;
    case 'profile':
      return isCommon(origin.place) ? 3 : 4;
    case 'file':
      return isCommon(origin.place) ? 1 : 2;
    case 'variable':
    case 'default':
      return 0;
  }
}

/** Whether it is said for each command that has the option, not for one. */
const isCommon = (place: KeyPath): boolean => place.at(-2) === 'options';

const toUnset = (one: SettledOption): SettledOption => ({
  ...one,
  value: undefined,
  origin: { kind: 'default' },
});
