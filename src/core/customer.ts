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

/** A customer as the vendor has it. Numbers in text fields (phone, zipcode) have been converted to text. */
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

/** A customer with every field of the vendor's answer. */
export interface WholeCustomer extends RemoteCustomer {
  /** Fields of the answer that `RemoteCustomer` lacks, unchanged: `id`, `guid`, `mode`, unknown ones. */
  readonly more: MetaData;
}

/** The fields of a customer that can change. Absent, null and empty mean the same. */
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
  /** Only on create: it can't be changed later. */
  externalId?: string;
  /** Only on create. */
  emailUnique?: boolean;
}

/** A field whose value on the server differs from the value sent. */
export interface NotKept {
  /** `name`, `externalId`, `address.city`, `metaData.plan`, … */
  readonly field: string;
  /** The server's value; null if it has none. */
  readonly kept: JsonValue;
  /** The answer does not mention the field, or its group: the server may keep it and only omit it from the answer. */
  readonly isUnsaid: boolean;
}

/**
 * How an empty value is sent. `empty`: `""`, as the reference types texts; `null`; `omit`: the field is left out, which
 * clears it if an update replaces the record.
 */
export const CLEAR_FORMS = ['empty', 'null', 'omit'] as const;
export type ClearForm = (typeof CLEAR_FORMS)[number];

/** Maximum lengths in characters. The vendor publishes none: these are usual for such columns; email's is from RFC 5321. */
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

/** Whether a text is a UUID of any version, like the vendor's uids and the externalIds that it generates. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** Keys that would reach into an object's prototype; refused in all input from outside. */
export const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const optionalText = (max: number) => z.string().min(1).max(max).optional();

/** The shape of a normalised customer: lengths and types. The finer rules are in `validate/rules/`. */
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
  // Its values were parsed from JSON or text; checking them again would take half of the schema's time.
  metaData: z.custom<MetaData>(isObject).optional(),
});
