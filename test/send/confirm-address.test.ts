import { describe, expect, test } from 'vitest';
import type { RemoteAddress } from '../../src/core/api-port.js';
import { findContradiction, isConfirmedBy } from '../../src/send/confirm-address.js';

const ROW = { uid: 'customer-1', addressUid: 'Address-1', address: 'tb1qone' };
const LISTED = { uid: 'address-1', address: 'tb1qone', customerId: 'CUSTOMER-1' } as RemoteAddress;

test('a record confirms a row only by uid, text and owner together', () => {
  expect(isConfirmedBy(ROW, LISTED)).toBe(true);
  expect(isConfirmedBy(ROW, { ...LISTED, customerId: null })).toBe(true);
  for (const more of [{ uid: 'address-2' }, { address: 'tb1qtwo' }, { customerId: 'customer-2' }])
    expect(isConfirmedBy(ROW, { ...LISTED, ...more })).toBe(false);
});

describe('what the list says of an address', () => {
  test.each<[string, Partial<RemoteAddress>]>([
    ['the same', {}],
    ['no owner', { customerId: null }],
    ['another address', { uid: 'address-2', address: 'tb1qtwo', customerId: 'customer-2' }],
  ])('agrees: %s', (_, more) => {
    expect(findContradiction(ROW, { ...LISTED, ...more })).toBeUndefined();
  });

  test.each<[string, Partial<RemoteAddress>, string]>([
    ['another uid', { uid: 'address-2' }, 'two uids: Address-1, and address-2'],
    ['another text', { address: 'tb1qtwo' }, 'another text for the address Address-1'],
    ['another owner', { customerId: 'customer-2' }, 'to another customer'],
  ])('contradicts: %s', (_, more, message) => {
    const found = findContradiction(ROW, { ...LISTED, ...more });
    expect(found).toContain(message);
    expect(found).not.toContain('tb1q');
  });
});
