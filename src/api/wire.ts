/** The vendor's records as they come, made into ours. Tolerant: only what nothing works without is required. */
import { z } from 'zod';
import type { RemoteAddress, RemoteSubAccount } from '../core/api-port.js';
import { FORBIDDEN_KEYS, isUuid, type JsonValue, type RemoteCustomer } from '../core/customer.js';
import type { Account } from '../core/types.js';
import { toRecordCandidate, type Found } from './answer-body.js';

/** Text; numbers and booleans become text; anything else, and nothing, is null. */
const text = z
  .unknown()
  .optional()
  .transform((value) => toText(value));

/** Text that must be there. */
const requiredText = z
  .unknown()
  .optional()
  .transform((value, context) => {
    const found = toText(value);
    if (found !== null && found.trim() !== '') return found;
    context.addIssue({ code: 'custom', message: 'missing' });
    return z.NEVER;
  });

/** A JSON object, also one written as text; anything else is null. */
const object = z
  .unknown()
  .optional()
  .transform((value) => toObject(value));

const customer = z.object({
  uid: requiredText,
  externalId: text,
  name: text.transform((name) => name ?? ''),
  email: text,
  phone: text,
  description: text,
  // Numbers in an address (zipcode, house number) are text that a server took for numbers.
  address: object.transform((address) => (address === null ? null : mapValues(address, numberToText))),
  metaData: object,
  createdAt: text,
  updatedAt: text,
  deletedAt: text,
});

const address = z
  .object({
    uid: requiredText,
    address: requiredText,
    asset: text,
    addressType: text,
    network: text,
    label: text,
    accountId: text,
    subAccountId: text,
    // Only a uid can be compared; another kind of id would look like another customer's.
    customerId: text.transform((id) => (id !== null && isUuid(id) ? id : null)),
    isChangeAddress: z
      .unknown()
      .optional()
      .transform((value) => value === true || value === 'true' || value === 1),
    createdAt: text,
  })
  .transform((record): RemoteAddress => record);

const subAccount = z.object({
  uid: requiredText,
  name: text.transform((name) => name ?? ''),
  externalId: text,
});

const account = z.object({
  mode: z.string().optional(),
  data: z.object({ orgId: text, mode: z.string().optional() }),
});

/** A record, or what is wrong with it ("it has no uid"). */
export type RecordReader<T> = (json: unknown) => Found<T>;

export const readCustomer: RecordReader<RemoteCustomer> = toReader(customer);
export const readAddress: RecordReader<RemoteAddress> = toReader(address);
export const readSubAccount: RecordReader<RemoteSubAccount> = toReader(subAccount);

/** The one record of an answer. */
export function readOne<T>(reader: RecordReader<T>): RecordReader<T> {
  return (json) => reader(toRecordCandidate(json));
}

/** Organisation and mode out of `GET /auth`. The mode stands there twice; two that disagree are none. */
export function readAccount(json: unknown): Found<Account> {
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

function toReader<T>(schema: z.ZodType<T>): RecordReader<T> {
  return (json) => {
    const parsed = schema.safeParse(json);
    if (parsed.success) return { kind: 'found', value: parsed.data };
    const name = parsed.error.issues[0]?.path[0];
    const problem = name === undefined ? 'without a record' : `with a record that has no ${String(name)}`;
    return { kind: 'missing', problem };
  };
}

function toText(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

type JsonObject = Readonly<Record<string, JsonValue>>;

function toObject(value: unknown): JsonObject | null {
  if (typeof value === 'string' && value.startsWith('{')) return toObject(parseQuietly(value));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  // It came out of JSON.parse, so that all below is JSON.
  const found = value as JsonObject;
  const isClean = Object.keys(found).every((key) => !FORBIDDEN_KEYS.has(key));
  return isClean ? found : mapValues(found, (inner) => inner);
}

function parseQuietly(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    // Text that only looked like an object: no object, then.
    return null;
  }
}

function mapValues(from: JsonObject, change: (value: JsonValue) => JsonValue): JsonObject {
  const entries = Object.entries(from).filter(([key]) => !FORBIDDEN_KEYS.has(key));
  return Object.fromEntries(entries.map(([key, value]) => [key, change(value)]));
}

function numberToText(value: JsonValue): JsonValue {
  return typeof value === 'number' ? String(value) : value;
}
