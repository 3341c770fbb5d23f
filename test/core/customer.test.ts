import { describe, expect, it } from 'vitest';
import { customerSchema, isUuid } from '../../src/core/customer.js';

describe('UUID', () => {
  it.each([
    '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
    '3F2504E0-4F89-41D3-9A0C-0305E82C3301',
    '00000000-0000-0000-0000-000000000000',
    '018f4e0a-7b3c-7def-8123-456789abcdef',
  ])('is %s', (text) => {
    expect(isUuid(text)).toBe(true);
  });

  it.each([
    '',
    '3f2504e0-4f89-41d3-9a0c-0305e82c330',
    '3f2504e0-4f89-41d3-9a0c-0305e82c33011',
    '3f2504e04f8941d39a0c0305e82c3301',
    '3f2504e0-4f89-41d3-9a0c-0305e82c330g',
    '{3f2504e0-4f89-41d3-9a0c-0305e82c3301}',
    ' 3f2504e0-4f89-41d3-9a0c-0305e82c3301',
    '3f2504e0-4f89-41d3-9a0c-0305e82c3301\n',
  ])('is not %j', (text) => {
    expect(isUuid(text)).toBe(false);
  });
});

describe('shape of a customer', () => {
  const isTaken = (customer: unknown): boolean => customerSchema.safeParse(customer).success;

  it('is a name at least', () => {
    expect(isTaken({ name: 'A' })).toBe(true);
    expect(isTaken({})).toBe(false);
    expect(isTaken({ name: '' })).toBe(false);
  });

  it.each([
    ['externalId', 255],
    ['name', 255],
    ['email', 254],
    ['phone', 32],
    ['description', 2000],
  ])('takes %s up to %i characters', (field, longest) => {
    expect(isTaken({ name: 'A', [field]: 'x'.repeat(longest) })).toBe(true);
    expect(isTaken({ name: 'A', [field]: 'x'.repeat(longest + 1) })).toBe(false);
    expect(isTaken({ name: 'A', [field]: '' })).toBe(false);
  });

  it.each([
    ['street', 255],
    ['city', 255],
    ['state', 255],
    ['zipcode', 32],
    ['country', 100],
  ])('takes address.%s up to %i characters', (field, longest) => {
    expect(isTaken({ name: 'A', address: { [field]: 'x'.repeat(longest) } })).toBe(true);
    expect(isTaken({ name: 'A', address: { [field]: 'x'.repeat(longest + 1) } })).toBe(false);
    expect(isTaken({ name: 'A', address: { [field]: '' } })).toBe(false);
  });

  it('takes a uid that is a UUID', () => {
    expect(isTaken({ name: 'A', uid: '3f2504e0-4f89-41d3-9a0c-0305e82c3301' })).toBe(true);
    expect(isTaken({ name: 'A', uid: 'customer-1' })).toBe(false);
  });

  it("takes metaData that is an object; its values are the rules' matter", () => {
    expect(isTaken({ name: 'A', metaData: { a: [1, null, { b: true }] } })).toBe(true);
    expect(isTaken({ name: 'A', metaData: [1] })).toBe(false);
    expect(isTaken({ name: 'A', metaData: 'gold' })).toBe(false);
  });
});
