/** Whether a field is kept as it was sent. Pure. */
import { readCustomer } from '../../../api/wire.js';
import {
  ADDRESS_FIELDS,
  type AddressField,
  type JsonValue,
  type RemoteCustomer,
} from '../../../core/customer.js';
import type { VendorCheck, VendorFinding } from '../../../core/vendor-profile.js';
import { isSameAddressPart, isSameText } from '../../../match/diff.js';
import { isSameJson } from '../../../match/same-json.js';
import { asExpected, PROFILE_OPTION, toDanger, toNote, toOption, toUnknown } from '../finding.js';
import { toObject, toShown, type AnswerJson } from '../records.js';

export type Field = 'name' | 'email' | 'phone' | 'description' | 'address' | 'metaData';

export interface FieldEvidence {
  readonly id: VendorCheck;
  readonly field: Field;
  /** Undefined: it was not sent, for it was refused or suspected. */
  readonly sent: unknown;
  readonly wasRefused: boolean;
  /** The customer as it is read back. */
  readonly record: AnswerJson;
  /** What the field was before an update. */
  readonly before?: unknown;
}

export function judgeField(evidence: FieldEvidence): VendorFinding {
  const { id, field, sent, wasRefused, record, before } = evidence;
  const got = record[field];
  const detail = `sent ${toShown(sent)}, read back ${toShown(got)}`;
  if (wasRefused) {
    const meaning = `Rows with a value for ${field} are refused. Leave the column out.`;
    return toDanger(id, { result: 'refused', detail: 'refused', meaning });
  }
  if (sent === undefined) return toUnknown(id, 'it was left out, after a refusal that did not say why');
  if (isSame(toCompared(field, got), toCompared(field, sent)))
    return asExpected(id, 'kept', 'read back as it was sent');
  if (isNothing(got) || (before !== undefined && isSame(got, before))) {
    const meaning = `Values for ${field} do not arrive; each import sends them again. Leave the column out.`;
    return toDanger(id, { result: 'dropped', detail, meaning });
  }
  if (isSameToImport(field, sent, record)) {
    const result = field === 'metaData' && typeof got === 'string' ? 'text' : 'different';
    const meaning = 'It comes back in another form; import takes both as the same.';
    return toNote(id, { result, detail, meaning });
  }
  const meaning = `The API writes ${field} its own way: each import finds a difference, and sends it again.`;
  return toDanger(id, { result: 'different', detail, meaning });
}

/** `sent` undefined: it was refused, or left out for another reason. */
export function judgeExternalId(
  evidence: Pick<FieldEvidence, 'sent' | 'wasRefused' | 'record'>,
): VendorFinding {
  const { sent, wasRefused, record } = evidence;
  const id = 'externalId';
  const got = record['externalId'];
  if (wasRefused) {
    const meaning =
      'Rows with an externalId are refused, unless import leaves it out and finds customers by their email.';
    return toOption(id, { result: 'refused', detail: 'refused', meaning, option: PROFILE_OPTION });
  }
  if (sent === undefined) return toUnknown(id, 'it was left out, after a refusal that did not say why');
  if (got === sent) return asExpected(id, 'kept', 'read back as it was sent');
  return toDanger(id, {
    result: 'dropped',
    detail: `sent ${toShown(sent)}, read back ${toShown(got)}`,
    meaning:
      'A customer can not be found by its externalId: a row without an email would be made again by each import.',
    option: '--match uid,email',
  });
}

export function judgeEmailUnique(wasRefused: boolean, wasSent: boolean): VendorFinding {
  const id = 'emailUnique';
  if (wasRefused) {
    const meaning = 'Creates with an email are refused. Import must list all customers instead.';
    return toOption(id, { result: 'refused', detail: 'refused', meaning, option: '--no-email-unique' });
  }
  return wasSent
    ? asExpected(id, 'accepted', 'a create with it was accepted')
    : toUnknown(id, 'it was left out, after a refusal that did not say why');
}

/** The zipcode has a finding of its own. */
function toCompared(field: Field, value: unknown): unknown {
  const address = field === 'address' ? toObject(value) : undefined;
  if (address === undefined) return value;
  return Object.fromEntries(Object.entries(address).filter(([name]) => name !== 'zipcode'));
}

function isSameToImport(field: Field, sent: unknown, record: AnswerJson): boolean {
  const found = readCustomer(record);
  if (found.kind === 'missing') return false;
  const remote = found.value;
  if (field === 'metaData') return remote.metaData !== null && isSame(remote.metaData, sent);
  if (field === 'address') return isSameAddress(toObject(sent), remote);
  const got = remote[field];
  return typeof sent === 'string' && got !== null && isSameText[field](sent, got);
}

function isSameAddress(sent: AnswerJson | undefined, { address }: RemoteCustomer): boolean {
  if (sent === undefined || address === null) return false;
  return ADDRESS_FIELDS.every((name: AddressField) => {
    const value = sent[name];
    if (value === undefined || name === 'zipcode') return true;
    return typeof value === 'string' && isSameAddressPart(name, value, address[name] ?? null);
  });
}

function isSame(a: unknown, b: unknown): boolean {
  // Both came out of JSON, or go into it.
  return isSameJson((a ?? null) as JsonValue, (b ?? null) as JsonValue);
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}
