import { expect, test } from 'vitest';
import type { Customer } from '../../src/core/customer.js';
import { toLabel } from '../../src/send/address-label.js';

const toRow = (customer: Customer) => ({ uid: 'u-1', wish: { customer, blank: [], textMetaData: [] } });
const full = toRow({ externalId: 'x-1', email: 'jane@example.com', name: 'Jane' });

test.each([
  ['{externalId}', 'x-1'],
  ['{email}', 'jane@example.com'],
  ['deposit of {name} ({uid})', 'deposit of Jane (u-1)'],
  ['{externalId}{externalId}', 'x-1x-1'],
  ['{phone}', '{phone}'],
  ['fixed', 'fixed'],
])('the template %s gives %s', (template, label) => {
  expect(toLabel(template, full)).toBe(label);
});

test('a template that leaves nothing falls back to externalId, then email, then name', () => {
  const mailed = { email: 'jane@example.com', name: 'Jane' };
  expect(toLabel('{externalId}', toRow(mailed))).toBe('jane@example.com');
  expect(toLabel(' {externalId} ', toRow({ name: 'Jane' }))).toBe('Jane');
  expect(toLabel('{email}', toRow({ externalId: 'x-1', name: 'Jane' }))).toBe('x-1');
});

test('what a customer is called is taken as it is, patterns of replacement included', () => {
  expect(toLabel('{name}', toRow({ name: "$& {email} $'", email: 'a@example.com' }))).toBe("$& {email} $'");
});
