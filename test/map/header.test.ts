import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PLAIN_FIELDS } from '../../src/core/types.js';
import { isOwnColumn, suggestField, toTarget, toTargetName } from '../../src/map/header.js';

const nameOf = (header: string): string | undefined => {
  const target = toTarget(header);
  return target && toTargetName(target);
};

describe('toTarget', () => {
  it.each([
    [
      'externalId',
      ['externalId', 'External ID', 'external_id', 'CustomerId', 'Customer ID', 'Client ID', 'client-id'],
    ],
    ['name', ['Name', 'Full Name', 'full_name', 'Customer Name', ' NAME ']],
    ['firstName', ['First Name', 'first_name', 'Given Name']],
    ['lastName', ['Last Name', 'Surname', 'Family Name']],
    ['email', ['E-mail', 'E-Mail Address', 'Email Address', 'EMAIL', 'e.mail']],
    ['phone', ['Phone', 'Mobile', 'Telephone', 'Phone Number', 'Cell']],
    ['description', ['Description', 'Notes']],
    [
      'address.street',
      ['address.street', 'Street', 'Street Address', 'Address', 'Address Line 1', 'address_street'],
    ],
    ['address.city', ['City', 'Town', 'address city']],
    ['address.state', ['State', 'Province', 'Region', 'County']],
    ['address.zipcode', ['Zip', 'Zip Code', 'Zipcode', 'Postcode', 'Postal Code', 'PLZ']],
    ['address.country', ['Country', 'Country Code']],
    ['metaData', ['metaData', 'Meta Data', 'metadata']],
    ['provisionAddress', ['provisionAddress', 'Provision Address']],
    ['subAccountId', ['subAccountId', 'sub_account_id']],
    ['uid', ['uid', 'UID', 'Bitpowr UID']],
    ['metaData.Plan.Tier', ['metaData.Plan.Tier', 'meta.Plan.Tier', 'META_DATA. Plan.Tier ']],
  ])('knows %s by %j', (field, headers) => {
    for (const header of headers) expect([header, nameOf(header)]).toEqual([header, field]);
  });

  it.each(['', 'Gender', 'Address Line 2', 'names', 'bulk_uid', 'id'])('does not know %j', (header) => {
    expect(toTarget(header)).toBeUndefined();
  });

  it('knows every field in any case, with any of the marks that do not count', () => {
    // After `meta` or `metaData` a dot would begin a key.
    const mark = fc.constantFrom('', ' ', '_', '-', '\uFEFF');
    const dress = fc.record({ marks: fc.array(mark, { minLength: 20, maxLength: 20 }), upper: fc.boolean() });
    fc.assert(
      fc.property(fc.constantFrom(...PLAIN_FIELDS), dress, (field, { marks, upper }) => {
        const header = field.replaceAll(/./g, (letter, at: number) => (marks[at] ?? '') + letter);
        expect(nameOf(upper ? header.toUpperCase() : header)).toBe(field);
      }),
    );
  });
});

describe('suggestField', () => {
  it.each([
    ['emial', 'email'],
    ['Nmae', 'name'],
    ['telefone', 'phone'],
    ['Adress', 'address.street'],
    ['custmer id', 'externalId'],
    ['contry', 'address.country'],
  ])('takes %j for %s', (header, field) => expect(suggestField(header)).toBe(field));

  it.each(['Gender', 'Plan', 'Date', 'Tier', 'Balance', ''])('has nothing for %j', (header) => {
    expect(suggestField(header)).toBeUndefined();
  });

  it.each(['id', 'User ID', 'contact_id'])('takes %j for a key of the customer', (header) => {
    expect(suggestField(header)).toBe('externalId');
  });
});

describe('isOwnColumn', () => {
  it('is recognised by the prefix `bulk_`, in any case', () => {
    expect(['bulk_row', 'Bulk_X', ' bulk_uid', 'bulk', 'bulky'].map(isOwnColumn)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});
