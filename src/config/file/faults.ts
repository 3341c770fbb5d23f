/** What is wrong in a configuration file, in words. No value is shown: it may be a secret in a wrong place. */
import type { z } from 'zod';
import { toKebab } from '../../core/kebab.js';
import { suggestName } from '../../core/suggest.js';
import { toMeant, toPlace } from '../wrong-places.js';
import type { KeyPath } from './parse.js';
import { COMMAND_NAMES, listCommonOptions, listFileOptions, listMeanings } from './schema.js';

export interface FileFault {
  readonly place: KeyPath;
  readonly message: string;
}

/** `data`: what is judged. */
export function listFaults({ issues }: z.ZodError, data: unknown): readonly FileFault[] {
  return issues.flatMap(toMeant).flatMap((issue): FileFault[] => {
    const { path, message } = issue;
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({ place: [...path, key], message: toUnknownText(path, key) }));
    }
    if (issue.code === 'invalid_key') {
      return [{ place: path, message: `expected ${issue.issues[0]?.message ?? 'another key'}` }];
    }
    return [{ place: path, message: `expected ${message}${toQuotesText(data, path)}` }];
  });
}

/** YAML takes a text such as 2026 or NULL for something else, unless it is in quotes. */
function toQuotesText(data: unknown, path: KeyPath): string {
  const value = path.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined,
    data,
  );
  if (value === null) return ', found null; put a text in quotes';
  if (typeof value !== 'number' && typeof value !== 'boolean') return '';
  const name = path.findLast((part) => typeof part === 'string');
  const options = COMMAND_NAMES.map((command) => listFileOptions(command).get(name ?? ''));
  const isText = options.some(
    (option) => (option?.inFile ?? option?.value)?.().safeParse(String(value)).success,
  );
  return isText ? `, found a ${typeof value}; put it in quotes` : '';
}

/** `line 12: profiles.nightly.options.max-drfit: there is no such option. …` */
export function toFaultText({ place, message }: FileFault, line: number | undefined): string {
  return `${line === undefined ? '' : `line ${line}: `}${toPlace(place)}: ${message}`;
}

const TOP = ['default-profile', 'options', 'commands', 'profiles', '$schema'];
const LAYER = ['options', 'commands'];

function toUnknownText(path: KeyPath, key: string): string {
  const inner = path[0] === 'profiles' ? path.slice(2) : path;
  const [part, command] = inner;
  if (part === undefined) return toText('key', key, path.length === 0 ? TOP : LAYER);
  if (part === 'commands' && command === undefined) return toText('command', key, COMMAND_NAMES);
  return toOptionText(
    key,
    COMMAND_NAMES.find((name) => name === command),
  );
}

function toOptionText(key: string, command: (typeof COMMAND_NAMES)[number] | undefined): string {
  const name = toKebab(key.replace(/^--/, '')).replaceAll('_', '-');
  const known = [...(command === undefined ? listCommonOptions() : listFileOptions(command)).keys()];
  const positive = name.replace(/^no-/, '');
  if (name === 'live' && known.includes(name)) {
    return 'expected it in a profile, which a command names, because it allows LIVE writes';
  }
  if (name === 'env-file') return 'expected its newer name, `credentials`';
  const meanings = command === undefined ? listMeanings(name) : [];
  if (meanings.length > 0) {
    const places = meanings.map((meaning) => `commands.${meaning}`).join(', ');
    return `expected it in ${places}, because it has another meaning in each`;
  }
  if (positive !== name && known.includes(positive)) return `expected \`"${positive}": false\` in its place`;
  const having = COMMAND_NAMES.filter((one) => listFileOptions(one).has(name));
  if (command !== undefined && having.length > 0 && !known.includes(name)) {
    return `expected an option of \`${command}\`; it is one of ${having.join(', ')}`;
  }
  return toText('option', name, known, command);
}

function toText(what: string, name: string, known: readonly string[], command?: string): string {
  const near = known.includes(name) ? name : suggestName(name, known);
  const list = what === 'option' ? '' : ` Use one of: ${known.join(', ')}.`;
  const owner = command === undefined ? '' : ` of \`${command}\``;
  const meant = near === undefined ? list : ` Did you mean \`${near}\`?`;
  return `there is no such ${what}${owner}.${meant}`;
}
