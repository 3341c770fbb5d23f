/** Wishes and remote customers of every kind, and a vendor that keeps what it is sent. */
import fc from 'fast-check';
import {
  ADDRESS_FIELDS,
  type Customer,
  type CustomerBody,
  type JsonValue,
  type RemoteCustomer,
} from '../../src/core/customer.js';
import type { RowWish } from '../../src/core/types.js';
import { makeRemote } from '../support/customers.js';

/** Text as the server may have it, with much variety in case, digits, accents of both forms and spaces. */
const remoteText = fc.string({
  unit: fc.constantFrom('a', 'B', '0', '1', '+', '@', '\u00e9', 'e\u0301', ' ', '\r\n', '-'),
  maxLength: 6,
});

/** Text as validation leaves it. */
const wishedText = remoteText
  .map((text) => text.normalize('NFC').replaceAll('\r\n', '\n').trim())
  .filter((text) => text !== '');

const postcode = fc.constantFrom('100', '00100', '0', 'AB1 2CD');
const metaKeys = ['plan', 'level', 'a.b', 'toJSON'];
const metaValue: fc.Arbitrary<JsonValue> = fc.oneof(
  fc.constantFrom('5', 'true', 5, true, null, ''),
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<JsonValue>,
);

function dictionaryOf<Value>(keys: readonly string[], value: fc.Arbitrary<Value>) {
  return fc.dictionary(fc.constantFrom(...keys), value, { maxKeys: keys.length, noNullPrototype: true });
}

const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });

export const anyRemote: fc.Arbitrary<RemoteCustomer> = fc
  .record({
    name: remoteText,
    externalId: maybe(remoteText),
    email: maybe(remoteText),
    phone: maybe(remoteText),
    description: maybe(remoteText),
    address: maybe(
      dictionaryOf<JsonValue>(
        [...ADDRESS_FIELDS, 'landmark'],
        fc.oneof(postcode, remoteText, fc.nat(1000), fc.constant(null)),
      ),
    ),
    metaData: maybe(dictionaryOf([...metaKeys, 'kept'], metaValue)),
  })
  .map(makeRemote);

/** Which fields are blank is drawn from those that have no value. */
export const anyWish: fc.Arbitrary<RowWish> = fc
  .record(
    {
      name: wishedText,
      email: wishedText,
      phone: wishedText,
      description: wishedText,
      address: fc.record(
        { street: wishedText, city: wishedText, state: wishedText, zipcode: postcode, country: wishedText },
        { requiredKeys: [], noNullPrototype: true },
      ),
      metaData: dictionaryOf(metaKeys, metaValue),
    },
    { requiredKeys: ['name'], noNullPrototype: true },
  )
  .chain((drawn) => {
    const customer = drawn as Customer;
    return fc.record({
      customer: fc.constant(customer),
      blank: fc.subarray(listBlank(customer)),
      textMetaData: fc.subarray(Object.keys(customer.metaData ?? {})),
    });
  });

function listBlank({ email, phone, description, address, metaData }: Customer): string[] {
  return [
    ...(email === undefined ? ['email'] : []),
    ...(phone === undefined ? ['phone'] : []),
    ...(description === undefined ? ['description'] : []),
    ...ADDRESS_FIELDS.filter((field) => address?.[field] === undefined).map((field) => `address.${field}`),
    ...metaKeys.filter((key) => !Object.hasOwn(metaData ?? {}, key)).map((key) => `metaData.${key}`),
  ];
}

/** The customer after the vendor took an update: what the body names is as it says, what it leaves out is cleared. */
export function applyBody(remote: RemoteCustomer, body: CustomerBody): RemoteCustomer {
  const sent = JSON.parse(JSON.stringify(body)) as CustomerBody;
  return {
    ...remote,
    name: sent.name,
    email: sent.email ?? null,
    phone: sent.phone ?? null,
    description: sent.description ?? null,
    address: sent.address ?? null,
    metaData: sent.metaData ?? null,
    externalId: sent.externalId ?? remote.externalId,
  };
}
