/** Where the value of each option comes from: flags over environment over profile over file over default. Pure. */
import { toKebab } from '../../core/kebab.js';
import { toCommandEntry, type CommandName } from '../commands.js';
import type { Option } from '../options/option.js';
import type { Environment } from '../resolve.js';
import type { KeyPath } from './parse.js';
import type { ConfigFile, FileLayer, FileValue } from './schema.js';

export type Origin =
  | { readonly kind: 'flag' }
  | { readonly kind: 'variable'; readonly variable: string }
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
  readonly environment: Environment;
  readonly file: ConfigFile | undefined;
  /** The profile in use. */
  readonly profile: string | undefined;
  /** A path of the file as this process can open it. */
  readonly toPath: (path: string) => string;
}

/** The options of a command, in its order. */
export function settleOptions(command: CommandName, layers: Layers): readonly SettledOption[] {
  const { options } = toCommandEntry(command);
  const settled = Object.entries(options).map(([name, option]) => settle(name, option, command, layers));
  return settled.map((one) => (settled.some((other) => unseats(other, one)) ? toUnset(one) : one));
}

function settle(name: string, option: Option, command: CommandName, layers: Layers): SettledOption {
  const given = layers.flags[name];
  if (given !== undefined) return { name, option, value: given, origin: { kind: 'flag' } };
  const { variable } = option;
  const set = variable === undefined ? undefined : layers.environment[variable] || undefined;
  if (variable !== undefined && set !== undefined) {
    return { name, option, value: set, origin: { kind: 'variable', variable } };
  }
  const found = option.isFlagOnly ? undefined : findInFile(toKebab(name), command, layers);
  if (found === undefined) return { name, option, value: undefined, origin: { kind: 'default' } };
  return { name, option, value: toTyped(found.value, option, layers.toPath), origin: found.origin };
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

const NEARNESS: Readonly<Record<Origin['kind'], number>> = {
  flag: 4,
  variable: 0,
  profile: 2,
  file: 1,
  default: 0,
};

function unseats(one: SettledOption, other: SettledOption): boolean {
  const isRival = RIVALS.some(
    ([a, b]) => (one.name === a && other.name === b) || (one.name === b && other.name === a),
  );
  if (!isRival || one.value === undefined || one.value === false) return false;
  const { kind } = other.origin;
  return (kind === 'profile' || kind === 'file') && NEARNESS[one.origin.kind] > NEARNESS[kind];
}

const toUnset = (one: SettledOption): SettledOption => ({
  ...one,
  value: undefined,
  origin: { kind: 'default' },
});
