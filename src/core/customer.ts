/**
 * The customer as this tool knows it: from a row (`Customer`), from the server (`RemoteCustomer`), and as sent
 * (`CustomerBody`).
 */
import { z } from 'zod';

export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

export type MetaData = Readonly<Record<string, JsonValue>>;

export const ADDRESS_FIELDS = ['street', 'city', 'state', 'zipcode', 'country'] as const;
export type AddressField = (typeof ADDRESS_FIELDS)[number];
export type PostalAddress = Partial<Record<AddressField, string>>;

export const TEXT_FIELDS = ['name', 'email', 'phone', 'description'] as const;
export type TextField = (typeof TEXT_FIELDS)[number];

/** What a row says about a customer, normalised; absent where the row says nothing. */
export interface Customer {
  readonly uid?: string;
  readonly externalId?: string;
  readonly name: string;
  readonly email?: string;
  readonly phone?: string;
  readonly description?: string;
  readonly address?: PostalAddress;
  readonly metaData?: MetaData;
}

/** A customer as the vendor has it. Numbers where text is meant (phone, zipcode) have been made text. */
export interface RemoteCustomer {
  readonly uid: string;
  readonly externalId: string | null;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly description: string | null;
  readonly address: Readonly<Record<string, JsonValue>> | null;
  readonly metaData: MetaData | null;
  /** ISO 8601, or null where the answer had none. */
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
  readonly deletedAt: string | null;
}

/** A customer with all that the vendor says of it. */
export interface WholeCustomer extends RemoteCustomer {
  /** Fields of the answer that `RemoteCustomer` has not, as they came: `id`, `guid`, `mode`, unknown ones. */
  readonly more: MetaData;
}

/** What can be changed of a customer; a field that is absent, null or empty says the same. */
export type CustomerRecord = Partial<
  Pick<RemoteCustomer, 'name' | 'email' | 'phone' | 'description' | 'address' | 'metaData'>
>;

/** JSON body of a create or update. */
export interface CustomerBody {
  name: string;
  email?: string | null;
  phone?: string | null;
  description?: string | null;
  address?: Record<string, JsonValue> | null;
  metaData?: Record<string, JsonValue> | null;
  /** Only on create: it can't change afterwards. */
  externalId?: string;
  /** Only on create. */
  emailUnique?: boolean;
}

/** A field that the server does not have as it was sent. */
export interface NotKept {
  /** `name`, `externalId`, `address.city`, `metaData.plan`, … */
  readonly field: string;
  /** What the server has; null where it has nothing. */
  readonly kept: JsonValue;
  /** The answer says nothing of the field, or of the group it is in: it may only be left out of the answer. */
  readonly isUnsaid: boolean;
}

/**
 * How an empty value travels. `empty`: `""`, as the reference types texts; `null`; `omit`: the field is left out, which
 * clears it where an update replaces the record.
 */
export const CLEAR_FORMS = ['empty', 'null', 'omit'] as const;
export type ClearForm = (typeof CLEAR_FORMS)[number];

/** Longest texts taken, in characters. The vendor publishes none; these are a usual column's, and email's is RFC 5321's. */
export const MAX_LENGTH = {
  externalId: 255,
  name: 255,
  email: 254,
  phone: 32,
  description: 2000,
  'address.street': 255,
  'address.city': 255,
  'address.state': 255,
  'address.zipcode': 32,
  'address.country': 100,
} as const;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a text is a UUID of any version: what the vendor's uids are, and the externalIds that it makes up. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** Keys that would reach into an object's prototype; refused wherever a key comes from outside. */
export const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const optionalText = (max: number) => z.string().min(1).max(max).optional();

/** The shape of a normalised customer: lengths and types. The finer rules stand in `validate/rules/`. */
export const customerSchema = z.object({
  uid: z.string().refine(isUuid).optional(),
  externalId: optionalText(MAX_LENGTH.externalId),
  name: z.string().min(1).max(MAX_LENGTH.name),
  email: optionalText(MAX_LENGTH.email),
  phone: optionalText(MAX_LENGTH.phone),
  description: optionalText(MAX_LENGTH.description),
  address: z
    .object({
      street: optionalText(MAX_LENGTH['address.street']),
      city: optionalText(MAX_LENGTH['address.city']),
      state: optionalText(MAX_LENGTH['address.state']),
      zipcode: optionalText(MAX_LENGTH['address.zipcode']),
      country: optionalText(MAX_LENGTH['address.country']),
    })
    .optional(),
  // Its values were read from JSON or text; to look through them again would be half of the schema's time.
  metaData: z.custom<MetaData>(isObject).optional(),
});
