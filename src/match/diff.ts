/** What a row would change at the remote customer, and the whole record to send for it. */
import {
  ADDRESS_FIELDS,
  TEXT_FIELDS,
  type AddressField,
  type CustomerBody,
  type JsonValue,
  type RemoteCustomer,
  type TextField,
} from '../core/customer.js';
import { toEmailKey } from '../core/match-key.js';
import { normaliseLine, normaliseNumberText, normaliseText } from '../core/normalise.js';
import type { FieldChange, RowWish } from '../core/types.js';
import { isSameJson } from './same-json.js';
import { toZipcode, type ZipcodeMode } from './zipcode.js';

export interface Diff {
  /** Empty: the remote says all this already. */
  readonly changes: readonly FieldChange[];
  /** The remote record with the row laid over it. Left-out fields might be cleared by the vendor, so all are sent. */
  readonly body: CustomerBody;
}

export interface DiffOptions {
  readonly blank: 'keep' | 'clear';
  /** How a zipcode that changes is sent. */
  readonly zipcode: ZipcodeMode;
}

/**
 * Compares a row with the remote customer. Only what the row names is compared; an empty cell means "keep", or with
 * `blank: 'clear'` "remove". Values that the API is known to bend on the way (phone and zipcode read as numbers, which
 * lose `+` and leading zeros) are compared without what gets lost: a difference that can not be mended is none.
 */
export function toDiff(wish: RowWish, remote: RemoteCustomer, { blank, zipcode }: DiffOptions): Diff {
  const changes: FieldChange[] = [];
  const text = mergeText(wish, remote, changes);
  const address = mergeAddress(wish, remote, zipcode, changes);
  const metaData = mergeMetaData(wish, remote, changes);
  const body: CustomerBody = { ...text, name: text.name ?? remote.name };
  if (remote.address !== null || Object.keys(address).length > 0) body.address = address;
  if (remote.metaData !== null || Object.keys(metaData).length > 0) body.metaData = metaData;
  if (blank === 'clear') clearBlank(wish.blank, remote, body, changes);
  return { changes, body };
}

/** Whether a text of ours and one of the API's say the same, whatever the API is known to bend. */
export const isSameText: Readonly<Record<TextField, (a: string, b: string) => boolean>> = {
  name: (a, b) => normaliseLine(a) === normaliseLine(b),
  email: (a, b) => toEmailKey(normaliseLine(a)) === toEmailKey(normaliseLine(b)),
  phone: (a, b) => normaliseNumberText(a) === normaliseNumberText(b) || toBareDigits(a) === toBareDigits(b),
  description: (a, b) => normaliseText(a) === normaliseText(b),
};

function mergeText(
  { customer }: RowWish,
  remote: RemoteCustomer,
  changes: FieldChange[],
): Partial<Record<TextField, string>> {
  const merged: Partial<Record<TextField, string>> = {};
  for (const field of TEXT_FIELDS) {
    const [before, after] = [remote[field], customer[field]];
    if (after === undefined) {
      if (before !== null) merged[field] = before;
    } else if (before !== null && isSameText[field](after, before)) {
      // A phone may have lost its + on the way; the row's form is the better one to send back.
      merged[field] = field === 'phone' ? after : before;
    } else {
      changes.push({ field, before, after });
      merged[field] = after;
    }
  }
  return merged;
}

function mergeAddress(
  { customer }: RowWish,
  remote: RemoteCustomer,
  zipcode: ZipcodeMode,
  changes: FieldChange[],
): Record<string, JsonValue> {
  const merged: Record<string, JsonValue> = { ...remote.address };
  for (const field of ADDRESS_FIELDS) {
    const after = customer.address?.[field];
    if (after === undefined) continue;
    const before = remote.address?.[field] ?? null;
    // What is the same goes back as the server has it, in its own type.
    if (isSameAddressPart(field, after, before)) continue;
    changes.push({ field: `address.${field}`, before, after });
    merged[field] = field === 'zipcode' ? toZipcode(after, zipcode) : after;
  }
  return merged;
}

/** As a cell of the field is normalised, so that what was read from the vendor and comes back is the same. */
const normaliseAddress: Readonly<Record<AddressField, (text: string) => string>> = {
  street: normaliseText,
  city: normaliseLine,
  state: normaliseLine,
  zipcode: normaliseNumberText,
  country: normaliseLine,
};

/** Likewise of a part of the postal address. */
export function isSameAddressPart(field: AddressField, after: string, before: JsonValue): boolean {
  if (typeof before !== 'string' && typeof before !== 'number') return false;
  const normalise = normaliseAddress[field];
  const [wished, found] = [normalise(after), normalise(String(before))];
  if (wished === found) return true;
  return field === 'zipcode' && isDigits(wished) && isDigits(found) && dropZeros(wished) === dropZeros(found);
}

function mergeMetaData(
  { customer, textMetaData }: RowWish,
  remote: RemoteCustomer,
  changes: FieldChange[],
): Record<string, JsonValue> {
  const merged: Record<string, JsonValue> = { ...remote.metaData };
  const asText = new Set(textMetaData);
  for (const [key, after] of Object.entries(customer.metaData ?? {})) {
    const before = toOwn(remote.metaData, key);
    const isSame =
      before !== undefined && (isSameJson(before, after) || (asText.has(key) && isScalarText(before, after)));
    if (isSame) continue;
    changes.push({ field: `metaData.${key}`, before: before ?? null, after });
    merged[key] = after;
  }
  return merged;
}

/** A text cell says `5` or `true`; the remote may hold the number or the truth value of the same looks. */
function isScalarText(before: JsonValue, after: JsonValue): boolean {
  return (typeof before === 'number' || typeof before === 'boolean') && String(before) === after;
}

function clearBlank(
  blank: readonly string[],
  remote: RemoteCustomer,
  body: CustomerBody,
  changes: FieldChange[],
): void {
  for (const field of blank) {
    const [group, ...rest] = field.split('.');
    const key = rest.join('.');
    if (group === 'address' || (group === 'metaData' && key !== '')) {
      const before = toOwn(remote[group], key) ?? null;
      if (isBlank(field, before)) continue;
      changes.push({ field, before, after: null });
      const part = body[group];
      // An address part is set to null rather than left out: the vendor may keep what is left out.
      if (part) part[key] = null;
    } else if (field === 'email' || field === 'phone' || field === 'description') {
      if (isBlank(field, remote[field])) continue;
      changes.push({ field, before: remote[field], after: null });
      body[field] = null;
    }
  }
}

/** What a cell of the field could only show as empty: there is nothing to clear. */
function isBlank(field: string, value: JsonValue): boolean {
  const normalise = field === 'phone' || field === 'address.zipcode' ? normaliseNumberText : normaliseText;
  return value === null || (typeof value === 'string' && normalise(value) === '');
}

/** A value under a key of data: `toString` is no key unless it is there. */
function toOwn(values: Readonly<Record<string, JsonValue>> | null, key: string): JsonValue | undefined {
  return values !== null && Object.hasOwn(values, key) ? values[key] : undefined;
}

function toBareDigits(phone: string): string {
  // A trunk zero in brackets is not dialled from abroad, and E.164 is without it.
  const digits = dropZeros(phone.normalize('NFKC').replace('(0)', '').replace(/\D/g, ''));
  return digits === '' ? phone : digits;
}

function isDigits(text: string): boolean {
  return /^\d+$/.test(text);
}

function dropZeros(digits: string): string {
  return digits.replace(/^0+/, '');
}
