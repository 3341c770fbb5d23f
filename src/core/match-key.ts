/** The forms in which keys are compared: in the source, in the directory, and between the two. */
import type { RowKeys } from './types.js';

/** Email in the form compared: NFC, lower case. Sending keeps the case that the source has. */
export function toEmailKey(email: string): string {
  return email.trim().toLowerCase().normalize('NFC');
}

/** Uid in the form compared: UUIDs differ in case only by accident. */
export function toUidKey(uid: string): string {
  return uid.trim().toLowerCase();
}

/** Keys of whatever has some of the three, in the form compared; empty and null ones are left out. */
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
