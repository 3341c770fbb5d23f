/** Whether a customer is unchanged since it was last seen or sent. */
import {
  ADDRESS_FIELDS,
  TEXT_FIELDS,
  type AddressField,
  type CustomerRecord,
  type JsonValue,
  type RemoteCustomer,
} from '../core/customer.js';
import { isSameAddressPart, isSameText } from './diff.js';
import { isSameJson } from './same-json.js';

type RecordJson = Readonly<Record<string, JsonValue>>;

/**
 * Compares everything of a customer that can change. Absent, null, `''` and `{}` are all equal, and the API's known
 * alterations don't count, as in `toDiff`: a value sent may come back in another form.
 */
export function isSameRecord(remote: RemoteCustomer, known: CustomerRecord): boolean {
  return (
    TEXT_FIELDS.every((field) => {
      const [ours, theirs] = [known[field] ?? '', remote[field] ?? ''];
      return ours === theirs || (ours !== '' && theirs !== '' && isSameText[field](ours, theirs));
    }) &&
    isSameObject(known.address, remote.address, isSamePart) &&
    isSameObject(known.metaData, remote.metaData, (_key, ours, theirs) => isSameJson(ours, theirs))
  );
}

function isSameObject(
  ours: RecordJson | null | undefined,
  theirs: RecordJson | null,
  isSame: (key: string, ours: JsonValue, theirs: JsonValue) => boolean,
): boolean {
  const [left, right] = [dropEmpty(ours), dropEmpty(theirs)];
  const keys = new Set([...left.keys(), ...right.keys()]);
  return [...keys].every((key) => {
    const [one, other] = [left.get(key), right.get(key)];
    return one !== undefined && other !== undefined && isSame(key, one, other);
  });
}

function dropEmpty(values: RecordJson | null | undefined): Map<string, JsonValue> {
  return new Map(Object.entries(values ?? {}).filter(([, value]) => value !== null && value !== ''));
}

function isSamePart(key: string, ours: JsonValue, theirs: JsonValue): boolean {
  // A zipcode may have been sent as a number and stored as text.
  const isText = typeof ours === 'string' || typeof ours === 'number';
  if (!isText || !ADDRESS_FIELDS.includes(key as AddressField)) return isSameJson(ours, theirs);
  return isSameAddressPart(key as AddressField, String(ours), theirs);
}
