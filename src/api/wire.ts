/** Converts the vendor's records to ours. Tolerant: only what is indispensable is required. */
import { z } from 'zod';
import type { RemoteAddress, RemoteSubAccount } from '../core/api-port.js';
import {
  FORBIDDEN_KEYS,
  isUuid,
  type JsonValue,
  type MetaData,
  type RemoteCustomer,
  type WholeCustomer,
} from '../core/customer.js';
import { toUidKey } from '../core/match-key.js';
import { parseJson } from '../core/parse-json.js';
import { REDACTED } from '../core/redact.js';
import type { Account } from '../core/types.js';
import { toRecordCandidate, type FoundRecord } from './answer-body.js';

type Json = Readonly<Record<string, unknown>>;

// Written by hand: one comes with every answer, and a schema with transforms cost more than all other parsing.
function toCustomer(uid: string, json: Json): RemoteCustomer {
  const address = toObject(json['address']);
  return {
    uid,
    externalId: toText(json['externalId']),
    name: toText(json['name']) ?? '',
    email: toText(json['email']),
    phone: toText(json['phone']),
    description: toText(json['description']),
    // In the server's own types: an update sends back a numeric zipcode as a number.
    address,
    metaData: toObject(json['metaData']),
    createdAt: toText(json['createdAt']),
    updatedAt: toText(json['updatedAt']),
    deletedAt: toText(json['deletedAt']),
  };
}

function toAddress(uid: string, json: Json): RemoteAddress | string {
  const address = toRequiredText(json['address']);
  if (address === null) return 'address';
  const customerId = toText(json['customerId']);
  const isChangeAddress = json['isChangeAddress'];
  return {
    uid,
    address,
    // The reference calls it `assetType`.
    asset: toText(json['asset']) ?? toText(json['assetType']),
    chain: toText(json['chain']),
    addressType: toText(json['addressType']),
    network: toText(json['network']),
    label: toText(json['label']),
    accountId: toText(json['accountId']),
    subAccountId: toText(json['subAccountId']),
    // Only a uid can be compared; another kind of id would look like another customer's.
    customerId: customerId !== null && isUuid(customerId) ? customerId : null,
    isChangeAddress: isChangeAddress === true || isChangeAddress === 'true' || isChangeAddress === 1,
    createdAt: toText(json['createdAt']),
  };
}

function toSubAccount(uid: string, json: Json): RemoteSubAccount {
  return { uid, name: toText(json['name']) ?? '', externalId: toText(json['externalId']) };
}

const text = z
  .unknown()
  .optional()
  .transform((value) => toText(value));

const account = z.object({
  mode: z.string().optional(),
  data: z.object({ orgId: text, mode: z.string().optional() }),
});

/** A record, or what is wrong with it ("it has no uid"). */
export type RecordReader<T> = (json: unknown) => FoundRecord<T>;

export const readCustomer: RecordReader<RemoteCustomer> = toReader(toCustomer);

/** The requested customer: an answer with another one's record says nothing about it. */
export function readCustomerOf(uid: string): RecordReader<RemoteCustomer> {
  return (json) => {
    const found = readCustomer(json);
    if (found.kind === 'missing' || toUidKey(found.value.uid) === toUidKey(uid)) return found;
    return { kind: 'missing', problem: 'with another customer' };
  };
}

export const readAddress: RecordReader<RemoteAddress> = toReader(toAddress);
export const readSubAccount: RecordReader<RemoteSubAccount> = toReader(toSubAccount);

/** A customer with every field of the answer, for `export`. */
export const readWholeCustomer: RecordReader<WholeCustomer> = (json) => {
  const found = readCustomer(json);
  if (found.kind === 'missing') return found;
  const known = found.value;
  const more = Object.entries(toObject(toRecordCandidate(json)) ?? {}).filter(
    ([name]) => !Object.hasOwn(known, name),
  );
  return { kind: 'found', value: { ...known, more: Object.fromEntries(more) } };
};

/** A record without required fields: any object. */
export const readObject: RecordReader<MetaData> = (json) => {
  const value = toObject(json);
  return value === null ? { kind: 'missing', problem: 'without a record' } : { kind: 'found', value };
};

/** Organisation and mode from `GET /auth`. The answer has the mode twice; if the two disagree, there is no mode. */
export function readAccount(json: unknown): FoundRecord<Account> {
  const parsed = account.safeParse(json);
  const said = parsed.success ? [parsed.data.mode, parsed.data.data.mode] : [];
  const [mode, other] = new Set(said.filter((one) => one !== undefined).map((one) => one.toUpperCase()));
  const orgId = parsed.success ? parsed.data.data.orgId : null;
  if ((mode !== 'TEST' && mode !== 'LIVE') || other !== undefined) {
    return { kind: 'missing', problem: 'without saying which mode it is, TEST or LIVE' };
  }
  if (orgId === null || orgId === '') return { kind: 'missing', problem: 'without the organisation' };
  return { kind: 'found', value: { orgId, mode } };
}

/** The same from the first customer of a list: each names its organisation and mode. */
export function readFirstOwner(json: unknown): FoundRecord<Account> {
  const { data } = (toObject(json) ?? {}) as { readonly data?: unknown };
  const first = toObject(toRecordCandidate(Array.isArray(data) ? (data as unknown[])[0] : data));
  const { organizationId, mode } = first ?? {};
  return readAccount({ data: { orgId: organizationId, mode } });
}

/** `toRecord` returns the record, or the name of the missing field. */
function toReader<T extends object>(toRecord: (uid: string, json: Json) => T | string): RecordReader<T> {
  return (given) => {
    const json = toRecordCandidate(given);
    if (typeof json !== 'object' || json === null || Array.isArray(json)) {
      return { kind: 'missing', problem: 'without a record' };
    }
    const uid = toUid((json as Json)['uid']);
    const record = uid === null ? 'uid' : toRecord(uid, json as Json);
    if (typeof record !== 'string') return { kind: 'found', value: record };
    return { kind: 'missing', problem: `with a record that has no ${record}` };
  };
}

/** A uid that contained a secret identifies nothing any more. */
function toUid(value: unknown): string | null {
  const uid = toRequiredText(value);
  return uid === null || uid.includes(REDACTED) ? null : uid;
}

/** Text that is not blank. */
function toRequiredText(value: unknown): string | null {
  const text = toText(value);
  return text === null || text.trim() === '' ? null : text;
}

/** Text; numbers and booleans become text; anything else, and a missing value, is null. */
function toText(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

type JsonObject = Readonly<Record<string, JsonValue>>;

function toObject(value: unknown): JsonObject | null {
  if (typeof value === 'string' && value.startsWith('{')) return toObject(parseJson(value));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  // It came from JSON.parse, so everything below is JSON.
  const found = value as JsonObject;
  const isClean = Object.keys(found).every((key) => !FORBIDDEN_KEYS.has(key));
  return isClean ? found : dropForbidden(found);
}

function dropForbidden(from: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(from).filter(([key]) => !FORBIDDEN_KEYS.has(key)));
}
