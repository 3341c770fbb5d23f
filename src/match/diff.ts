/** What a row would change on the remote customer, and the whole record to send for it. */
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
  /** Empty: the remote has all these values already. */
  readonly changes: readonly FieldChange[];
  /** The remote record overlaid with the row. The vendor might clear fields that are left out, so all are sent. */
  readonly body: CustomerBody;
}

export interface DiffOptions {
  readonly blank: 'keep' | 'clear';
  /** How a changed zipcode is sent. */
  readonly zipcode: ZipcodeMode;
}

/**
 * Compares a row with the remote customer. Only the row's own fields are compared; an empty cell means "keep", or with
 * `blank: 'clear'` "remove". The API is known to alter some values (it reads phone and zipcode as numbers, which lose `+`
 * and leading zeros): these are compared without what gets lost, because such a difference could not be fixed.
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

/** Whether our text and the API's mean the same, after the API's known alterations. */
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
      // The remote phone may have lost its +; the row's form is the better one to send back.
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
    // Unchanged parts are sent back as the server has them, in their own type.
    if (isSameAddressPart(field, after, before)) continue;
    changes.push({ field: `address.${field}`, before, after });
    merged[field] = field === 'zipcode' ? toZipcode(after, zipcode) : after;
  }
  return merged;
}

/** Normalises as for a cell of the field, so that a value read from the vendor compares equal after a round trip. */
const normaliseAddress: Readonly<Record<AddressField, (text: string) => string>> = {
  street: normaliseText,
  city: normaliseLine,
  state: normaliseLine,
  zipcode: normaliseNumberText,
  country: normaliseLine,
};

/** The same for a part of the postal address. */
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

/** A text cell holds `5` or `true`; the remote may hold the number or boolean that looks the same. */
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
      // A removed address part is sent as null rather than left out: the vendor may keep what is left out.
      if (part) part[key] = null;
    } else if (field === 'email' || field === 'phone' || field === 'description') {
      if (isBlank(field, remote[field])) continue;
      changes.push({ field, before: remote[field], after: null });
      body[field] = null;
    }
  }
}

/** A value that a cell of the field could only show as empty: there is nothing to clear. */
function isBlank(field: string, value: JsonValue): boolean {
  const normalise = field === 'phone' || field === 'address.zipcode' ? normaliseNumberText : normaliseText;
  return value === null || (typeof value === 'string' && normalise(value) === '');
}

/** The own value of a key: `toString` is not a key unless it is set. */
function toOwn(values: Readonly<Record<string, JsonValue>> | null, key: string): JsonValue | undefined {
  return values !== null && Object.hasOwn(values, key) ? values[key] : undefined;
}

function toBareDigits(phone: string): string {
  // A trunk zero in brackets is not dialled from abroad, and E.164 omits it.
  const digits = dropZeros(phone.normalize('NFKC').replace('(0)', '').replace(/\D/g, ''));
  return digits === '' ? phone : digits;
}

function isDigits(text: string): boolean {
  return /^\d+$/.test(text);
}

function dropZeros(digits: string): string {
  return digits.replace(/^0+/, '');
}
