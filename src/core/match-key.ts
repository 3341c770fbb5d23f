/** The comparable form of keys: within the source, within the directory, and between the two. */
import type { RowKeys } from './types.js';

/** Email for comparing: NFC, lower case. Requests keep the case of the source. */
export function toEmailKey(email: string): string {
  return email.trim().toLowerCase().normalize('NFC');
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
  if (from.externalId) keys.externalId = from.externalId;
  const email = from.email ? toEmailKey(from.email) : '';
  if (email !== '') keys.email = email;
  return keys;
}
