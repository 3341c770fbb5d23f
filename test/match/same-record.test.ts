import { describe, expect, test } from 'vitest';
import type { CustomerRecord, RemoteCustomer } from '../../src/core/customer.js';
import { isSameRecord } from '../../src/match/same-record.js';
import { makeRemote } from '../support/customers.js';

const JANE = {
  name: 'Jane Doe',
  email: 'jane@example.com',
  phone: '+2348012345678',
  description: 'since 2019',
  address: { city: 'Lagos', zipcode: '00501', floor: '3' },
  metaData: { plan: 'gold', limits: { day: 5 } },
} as const;

describe('a customer is as known', () => {
  test.each<readonly [string, Partial<RemoteCustomer>, CustomerRecord]>([
    ['with all its fields', JANE, JANE],
    ['with another uid, time and externalId', { ...JANE, updatedAt: '2026-05-05T00:00:00.000Z' }, JANE],
    [
      'with nothing in its place as null, empty or left out',
      { name: 'A', phone: '' },
      { name: 'A', email: null },
    ],
    [
      'with an empty object for none',
      { name: 'A', address: {}, metaData: null },
      { name: 'A', metaData: {} },
    ],
    ['with parts that are null', { name: 'A', address: { city: null } }, { name: 'A' }],
    [
      'with what the API bends',
      { ...JANE, phone: '2348012345678', address: { ...JANE.address, zipcode: '501' } },
      JANE,
    ],
    [
      'with a zipcode that was sent as a number and is kept as text',
      { ...JANE, address: { ...JANE.address, zipcode: '01234' } },
      { ...JANE, address: { ...JANE.address, zipcode: 1234 } },
    ],
    ['with the keys in another order', { ...JANE, metaData: { limits: { day: 5 }, plan: 'gold' } }, JANE],
  ])('%s', (_what, remote, known) => {
    expect(isSameRecord(makeRemote(remote), known)).toBe(true);
  });

  test.each<readonly [string, Partial<RemoteCustomer>]>([
    ['name', { name: 'Jane Roe' }],
    ['email', { email: 'other@example.com' }],
    ['email', { email: null }],
    ['phone', { phone: '+2348012345679' }],
    ['phone', { phone: null }],
    ['description', { description: 'since 2020' }],
    ['address', { address: null }],
    ['address', { address: { ...JANE.address, city: 'Abuja' } }],
    ['address', { address: { ...JANE.address, street: 'New' } }],
    ['address', { address: { ...JANE.address, floor: '4' } }],
    ['metaData', { metaData: { plan: 'gold' } }],
    ['metaData', { metaData: { ...JANE.metaData, limits: { day: 6 } } }],
    ['metaData', { metaData: { ...JANE.metaData, tier: 0 } }],
  ])('but not with another %s', (_field, other) => {
    expect(isSameRecord(makeRemote({ ...JANE, ...other }), JANE)).toBe(false);
  });
});
