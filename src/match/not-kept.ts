/** Compares what a server stored with the record that it was sent. Pure. */
import {
  ADDRESS_FIELDS,
  isUuid,
  TEXT_FIELDS,
  type AddressField,
  type CustomerBody,
  type JsonValue,
  type NotKept,
  type RemoteCustomer,
  type TextField,
} from '../core/customer.js';
import { toEmailKey } from '../core/match-key.js';
import { normaliseId, normaliseText } from '../core/normalise.js';
import { unescape } from '../core/unescape.js';
import { isSameAddressPart, isSameText } from './diff.js';
import { isSameJson } from './same-json.js';

/**
 * Fields of a body that the server stored differently or not at all. The API's known alterations don't count, as in
 * `toDiff`; null and `''` ask for the field to be empty.
 */
export function findNotKept(body: CustomerBody, remote: RemoteCustomer): NotKept[] {
  const found: NotKept[] = [];
  for (const field of TEXT_FIELDS) {
    const [sent, kept] = [body[field], remote[field]];
    if (sent === undefined || isKeptText(field, sent, kept)) continue;
    found.push({ field, kept, isUnsaid: kept === null || (field === 'name' && kept === '') });
  }
  const { externalId } = body;
  if (externalId !== undefined && !isSameId(externalId, remote.externalId)) {
    found.push({ field: 'externalId', kept: remote.externalId, isUnsaid: remote.externalId === null });
  }
  findInGroup('address', body, remote, found);
  findInGroup('metaData', body, remote, found);
  return found;
}

function isKeptText(field: TextField, sent: string | null, kept: string | null): boolean {
  if (sent === kept) return true;
  if (sent === null || sent === '') return kept === null || normaliseText(kept) === '';
  if (kept === null) return false;
  return field === 'name' ? normaliseText(sent) === normaliseText(kept) : isSameText[field](sent, kept);
}

function findInGroup(
  group: 'address' | 'metaData',
  body: CustomerBody,
  remote: RemoteCustomer,
  found: NotKept[],
): void {
  const [kept, sentGroup] = [remote[group], body[group]];
  const isSame = group === 'address' ? isSamePart : isSameValue;
  // null clears the whole group.
  for (const key of Object.keys((sentGroup === null ? kept : sentGroup) ?? {})) {
    const sent = sentGroup?.[key] ?? null;
    const value = kept !== null && Object.hasOwn(kept, key) ? (kept[key] ?? null) : null;
    if (isEmpty(sent) ? isEmpty(value) : value !== null && isSame(key, sent, value)) continue;
    found.push({ field: `${group}.${key}`, kept: value, isUnsaid: kept === null });
  }
}

const isSameValue = (_key: string, sent: JsonValue, kept: JsonValue): boolean => isSameJson(sent, kept);

function isSamePart(key: string, sent: JsonValue, kept: JsonValue): boolean {
  if (sent === kept) return true;
  const isKnown = ADDRESS_FIELDS.includes(key as AddressField) && isScalar(sent);
  return isKnown ? isSameAddressPart(key as AddressField, String(sent), kept) : isSameJson(sent, kept);
}

function isScalar(value: JsonValue): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

function isEmpty(value: JsonValue | undefined): boolean {
  return value === undefined || value === null || value === '';
}

function isSameId(sent: string, kept: string | null): boolean {
  return kept !== null && (kept === sent || normaliseId(kept) === sent);
}

/**
 * Whether a create with this body can have made this customer, on a server that may drop or rewrite fields. `no`: it is
 * another customer.
 */
export function couldBeMade(body: CustomerBody, remote: RemoteCustomer): boolean {
  const { externalId, email } = body;
  if (externalId !== undefined && isSameId(externalId, remote.externalId)) return isSameName(body, remote);
  const isMadeUp = remote.externalId === null || isUuid(remote.externalId);
  // The vendor generates a UUID for a customer whose externalId it did not accept; a server may also store it in lower case.
  const isRewritten = toFolded(externalId ?? '') === toFolded(remote.externalId ?? '');
  if (externalId !== undefined && !isMadeUp && !isRewritten) return false;
  const isOtherEmail =
    typeof email === 'string' && remote.email !== null && toEmailKey(email) !== toEmailKey(remote.email);
  return !isOtherEmail && saysTheSame(body, remote);
}

/** Every text that was sent is missing or loosely equal, and nothing else is there. */
export function saysTheSame(body: CustomerBody, remote: RemoteCustomer): boolean {
  return (
    isSameName(body, remote) &&
    (['phone', 'description', 'email'] as const).every((field) =>
      isLoosely(body[field] ?? null, remote[field], field === 'phone'),
    ) &&
    (['address', 'metaData'] as const).every((group) =>
      Object.entries(remote[group] ?? {}).every(([key, kept]) => {
        const sent = body[group] ?? {};
        return isLoosely(Object.hasOwn(sent, key) ? (sent[key] ?? null) : null, kept, key === 'zipcode');
      }),
    )
  );
}

/** A server may omit the name from its answer, rewrite it, or truncate it. */
function isSameName(body: CustomerBody, remote: RemoteCustomer): boolean {
  if (body.name === remote.name) return true;
  const [sent, kept] = [toLoose(body.name), toLoose(remote.name)];
  return sent.startsWith(kept) || kept.startsWith(sent);
}

function isLoosely(sent: JsonValue, kept: JsonValue, isNumber: boolean): boolean {
  if (isEmpty(kept)) return true;
  if (isEmpty(sent)) return false;
  if (isNumber && toDigits(sent) !== '' && toDigits(sent) === toDigits(kept)) return true;
  return isSameJson(sent, kept) || toLoose(toText(sent)) === toLoose(toText(kept));
}

function toDigits(value: JsonValue): string {
  return toText(value).replace(/\D/g, '').replace(/^0+/, '');
}

function toText(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Ignores case, the composition of accents, runs of spaces, and escapes such as `&#x27;` of HTML. */
function toLoose(text: string): string {
  const folded = toFolded(text);
  return unescape(folded)?.text ?? folded;
}

/** Ignores case, the composition of accents, and runs of spaces. */
function toFolded(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}

/** Whether the answer to a create is about the row's customer: it has a key of the body. */
export function sharesKey(body: CustomerBody, remote: RemoteCustomer): boolean {
  const { externalId, email } = body;
  if (externalId !== undefined && isSameId(externalId, remote.externalId)) return true;
  return typeof email === 'string' && remote.email !== null && toEmailKey(email) === toEmailKey(remote.email);
}
