/** The credential for the vendor: one `Authorization` header, built from the environment. */
import { Buffer } from 'node:buffer';
import type { Environment } from '../core/environment.js';
import { BulkError } from '../core/errors.js';

export interface Credential {
  /** Value of the `Authorization` header. */
  readonly header: string;
  /** Everything that must never appear in any output, including the joined and base64 forms. */
  readonly secrets: readonly string[];
  /** The variables that it was made from. */
  readonly variables: readonly string[];
}

const NAMES = ['BITPOWR_TOKEN', 'BITPOWR_PUBLIC_KEY', 'BITPOWR_SECRET_KEY', 'BITPOWR_API_KEY'] as const;
type Name = (typeof NAMES)[number];

/**
 * The credential in the environment. An empty variable counts as not set.
 * Throws `credential_missing` (none, or half a pair), `config_invalid` (two kinds at once, or a value that can't be one);
 * no message contains a value.
 */
export function toCredential(environment: Environment): Credential {
  const set = NAMES.filter((name) => (environment[name] ?? '').trim() !== '');
  assertOneKind(set);
  const value = (name: Name): string => assertHeaderText(name, environment[name] ?? '');
  if (set.includes('BITPOWR_TOKEN')) {
    const token = value('BITPOWR_TOKEN');
    return { header: `Bearer ${token}`, secrets: [token], variables: ['BITPOWR_TOKEN'] };
  }
  if (set.includes('BITPOWR_API_KEY')) {
    const key = value('BITPOWR_API_KEY');
    return {
      header: `Basic ${key}`,
      secrets: [key, ...toDecoded(key)],
      variables: ['BITPOWR_API_KEY'],
    };
  }
  assertPair(set);
  const style = toKeyStyle(environment['BITPOWR_KEY_STYLE']);
  return toPairCredential(value('BITPOWR_PUBLIC_KEY'), value('BITPOWR_SECRET_KEY'), style);
}

/** A key for `Basic` may be the base64 of a pair: the pair and its halves are secrets too. */
function toDecoded(key: string): string[] {
  const decoded = Buffer.from(key, 'base64').toString('latin1');
  return /^[\x21-\x7e]+:[\x21-\x7e]+$/.test(decoded) ? [decoded, ...decoded.split(':')] : [];
}

function toPairCredential(publicKey: string, secretKey: string, style: 'dot' | 'base64'): Credential {
  const joined = `${publicKey}.${secretKey}`;
  const base64 = Buffer.from(`${publicKey}:${secretKey}`, 'utf8').toString('base64');
  return {
    header: `Bearer ${style === 'dot' ? joined : base64}`,
    // Longest first, so that removing the secret alone leaves nothing of the joined form.
    secrets: [joined, `${publicKey}:${secretKey}`, base64, secretKey, publicKey],
    variables: ['BITPOWR_PUBLIC_KEY', 'BITPOWR_SECRET_KEY'],
  };
}

function assertOneKind(set: readonly Name[]): void {
  const kinds = [
    set.filter((name) => name === 'BITPOWR_TOKEN'),
    set.filter((name) => name === 'BITPOWR_PUBLIC_KEY' || name === 'BITPOWR_SECRET_KEY'),
    set.filter((name) => name === 'BITPOWR_API_KEY'),
  ].filter((names) => names.length > 0);
  if (kinds.length > 1) {
    throw new BulkError('config_invalid', `More than one credential is set: ${set.join(', ')}.`, {
      hint: 'Keep one of BITPOWR_TOKEN, BITPOWR_PUBLIC_KEY with BITPOWR_SECRET_KEY, or BITPOWR_API_KEY, and unset the others.',
    });
  }
  if (kinds.length === 0) throw new BulkError('credential_missing', 'No credential is set.');
}

function assertPair(set: readonly Name[]): void {
  for (const [there, missing] of [
    ['BITPOWR_PUBLIC_KEY', 'BITPOWR_SECRET_KEY'],
    ['BITPOWR_SECRET_KEY', 'BITPOWR_PUBLIC_KEY'],
  ] as const) {
    if (set.includes(there) && !set.includes(missing)) {
      throw new BulkError('credential_missing', `${there} is set, but ${missing} is not.`, {
        hint: `Set ${missing} too.`,
      });
    }
  }
}

function toKeyStyle(text: string | undefined): 'dot' | 'base64' {
  const style = (text ?? '').trim().toLowerCase();
  if (style === '' || style === 'dot') return 'dot';
  if (style === 'base64') return 'base64';
  throw new BulkError('config_invalid', 'Expected BITPOWR_KEY_STYLE to be `dot` or `base64`.');
}

/** The trimmed value, if a header can carry it: printable ASCII, no inner blanks, no quotes around it. */
function assertHeaderText(name: Name, value: string): string {
  const text = value.trim();
  const refuse = (what: string, hint: string): never => {
    throw new BulkError('config_invalid', `The value of ${name} ${what}.`, { hint });
  };
  if (/^["'`]|["'`]$/.test(text)) refuse('has quotes around it', `Set ${name} without the quotes.`);
  if (/^(bearer|basic)\s/i.test(text)) {
    refuse('begins with the word Bearer or Basic', `Set ${name} to the bare key; the word is added.`);
  }
  if (!/^[\x21-\x7e]+$/.test(text)) {
    refuse('has a blank, a line break or another character that no key has', `Copy ${name} again.`);
  }
  return text;
}
