/** The comparable form of keys: within the source, within the directory, and between the two. */
import { domainToUnicode } from 'node:url';
import { withoutTextMark } from './normalise.js';
import type { RowKeys } from './types.js';

/** Printable ASCII without capitals and spaces is its own comparable form. */
const COMPARABLE = /^[!-@[-~]+$/;

/**
 * Email for comparing: NFC, lower case, and the letters of a domain that is written in ASCII (`xn--bcher-kva.example`). Requests keep
 * the form of the source.
 */
export function toEmailKey(email: string): string {
  if (COMPARABLE.test(email) && !email.includes('xn--')) return email;
  const key = email.trim().toLowerCase().normalize('NFC');
  return key.includes('xn--') ? withDomainLetters(key) : key;
}

function withDomainLetters(key: string): string {
  const at = key.lastIndexOf('@') + 1;
  const domain = key.slice(at);
  // An empty text is the answer for what is no domain.
  return key.slice(0, at) + (domainToUnicode(domain).normalize('NFC') || domain);
}

/** Uid for comparing: UUIDs differ in case only by accident. */
export function toUidKey(uid: string): string {
  return uid.trim().toLowerCase();
}

/** The keys, in comparable form, of a record that has some of the three; empty and null ones are left out. */
export function toRowKeys(from: {
  readonly uid?: string | null | undefined;
  readonly externalId?: string | null | undefined;
  readonly email?: string | null | undefined;
}): RowKeys {
  const keys: RowKeys = {};
  const uid = from.uid ? toUidKey(from.uid) : '';
  if (uid !== '') keys.uid = uid;
  // An earlier import, or another program, may have stored the apostrophe.
  if (from.externalId) keys.externalId = withoutTextMark(from.externalId);
  const email = from.email ? toEmailKey(from.email) : '';
  if (email !== '') keys.email = email;
  return keys;
}
