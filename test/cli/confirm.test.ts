import { expect, test } from 'vitest';
import { isConfirmed } from '../../src/cli/confirm.js';

const question = {
  orgId: 'org',
  baseUrl: 'https://example.com',
  updates: 81,
  emptiedFields: 0,
  deletes: 0,
  addresses: 5,
};

test.each(['1681', ' 1,681 '])('%j confirms a run that changes 1,681 customers', (answer) => {
  expect(isConfirmed({ ...question, creates: 1600 }, answer)).toBe(true);
});

test.each(['y', 'yes', '', '168', '1600', undefined])('%j does not', (answer) => {
  expect(isConfirmed({ ...question, creates: 1600 }, answer)).toBe(false);
});

test('a run that only makes addresses is confirmed by their number', () => {
  const addresses = { ...question, creates: 0, updates: 0 };
  expect([isConfirmed(addresses, '5'), isConfirmed(addresses, '0')]).toEqual([true, false]);
});
