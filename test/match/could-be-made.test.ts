import { describe, expect, test } from 'vitest';
import type { CustomerBody } from '../../src/core/customer.js';
import { couldBeMade, sharesKey } from '../../src/match/not-kept.js';
import { makeRemote } from '../support/customers.js';

const BODY: CustomerBody = {
  name: 'Ada Obi',
  email: 'ada@example.com',
  externalId: 'c-1',
  phone: '+2348012345678',
  address: { city: 'Lagos', zipcode: 10115 },
};
const MADE_UP = '0b141d3a-de30-44db-898f-9afff446c579';
const KEPT = makeRemote({
  name: 'Ada Obi',
  email: 'ada@example.com',
  externalId: 'c-1',
  phone: '+2348012345678',
  address: { city: 'Lagos', zipcode: 10115 },
});

describe('a customer that a create can have made', () => {
  test.each([
    ['as it was sent', {}],
    ['with its name in capitals', { name: 'ADA OBI' }],
    ['with spaces squeezed', { name: ' Ada  Obi ' }],
    ['with its name cut', { name: 'Ada' }],
    ['without the externalId, so that the vendor generates one', { externalId: MADE_UP }],
    ['without the externalId', { externalId: null }],
    ['with the externalId in capitals', { externalId: KEPT.externalId?.toUpperCase() ?? null }],
    ['with fields dropped', { externalId: MADE_UP, phone: null, address: null }],
    [
      'with its phone and zipcode in another dress',
      { phone: '2348012345678', address: { zipcode: '10115' } },
    ],
    ['with its email in other letters', { externalId: MADE_UP, email: 'ADA@example.com' }],
  ])('%s', (_name, differing) => {
    expect(couldBeMade(BODY, { ...KEPT, ...differing })).toBe(true);
  });

  test.each([
    ['another name', { name: 'Jane Doe' }],
    ['another name under the same externalId', { name: 'Jane Doe', email: null }],
    ["somebody else's externalId", { externalId: 'c-2' }],
    ['another email and a made-up externalId', { externalId: MADE_UP, email: 'jane@example.com' }],
    ['another phone and a made-up externalId', { externalId: MADE_UP, phone: '+491701234567' }],
    ['a field that was not sent', { externalId: MADE_UP, description: 'VIP' }],
    ['metaData that was not sent', { externalId: MADE_UP, metaData: { tier: 3 } }],
  ])('but not one with %s', (_name, differing) => {
    expect(couldBeMade(BODY, { ...KEPT, ...differing })).toBe(false);
  });

  test.each([
    ['O’Brien & Sons', 'O’Brien &amp; Sons'],
    ["Sean O'Brien", 'Sean O&#x27;Brien'],
    ['Tom "T" Ray', 'Tom &quot;T&quot; Ray'],
  ])('with its name %j written as %j', (name, kept) => {
    expect(couldBeMade({ ...BODY, name }, { ...KEPT, name: kept })).toBe(true);
  });

  test.each([
    // Letters that a database loses may be a whole name, and what is left another person's.
    ['Анна Smith', 'Smith'],
    ['José Pérez', 'Jose Perez'],
    ['王伟', '??'],
    ['王伟', 'Wang Wei'],
    ['王伟', '李娜'],
    ['Ann & Bob', 'Ann &lt; Bob'],
  ])('but not with its name %j as %j', (name, kept) => {
    expect(couldBeMade({ ...BODY, name }, { ...KEPT, name: kept })).toBe(false);
  });

  test('but not with an externalId that differs by an escape', () => {
    const kept = { ...KEPT, externalId: 'A/B' };
    expect(couldBeMade({ ...BODY, externalId: 'a%2Fb' }, kept)).toBe(false);
  });

  test('shares a key with the body if its externalId or its email is the same', () => {
    expect(sharesKey(BODY, KEPT)).toBe(true);
    expect(sharesKey(BODY, { ...KEPT, externalId: 'c-2' })).toBe(true);
    expect(sharesKey(BODY, { ...KEPT, email: null })).toBe(true);
    expect(sharesKey(BODY, { ...KEPT, externalId: MADE_UP, email: 'jane@example.com' })).toBe(false);
    expect(sharesKey({ name: 'Ada Obi' }, KEPT)).toBe(false);
  });
});
