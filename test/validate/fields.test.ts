import { describe, expect, it } from 'vitest';
import { codesOf, toWish } from './support.js';

describe('zipcode', () => {
  it.each(['90210', '0', '1000', '200040'])('%j is a number and gives no warning', (zipcode) => {
    expect(codesOf('address.zipcode', zipcode)).toEqual([]);
  });

  it.each(['02108', '00100', 'EC1Y 8NX', '101-0051', '118 30', '12.5', '-1', '١١٥٦٤', '1e5'])(
    '%j is sent as text, with a warning',
    (zipcode) => {
      expect(codesOf('address.zipcode', zipcode)).toEqual(['zipcode_not_numeric']);
      const { customer } = toWish({ externalId: 'C-1', name: 'Jane', 'address.zipcode': zipcode });
      expect(customer.address).toEqual({ zipcode });
    },
  );

  it('loses the apostrophe that a spreadsheet put before it, and keeps its zero', () => {
    const { customer } = toWish({ externalId: 'C-1', name: 'Jane', 'address.zipcode': "'02108" });
    expect(customer.address).toEqual({ zipcode: '02108' });
  });
});

it.each(['externalId', 'subAccountId'] as const)('loses the apostrophe before a number in %s', (field) => {
  const { customer, subAccountId } = toWish({ externalId: 'C-1', name: 'Jane', [field]: "'6852121231" });
  expect(field === 'externalId' ? customer.externalId : subAccountId).toBe('6852121231');
});

describe('uid', () => {
  it.each([
    '6f9619ff-8b86-4d01-b42d-00cf4fc964ff',
    '6F9619FF-8B86-4D01-B42D-00CF4FC964FF',
    '00000000-0000-0000-0000-000000000000',
    '018f4f6e-7b1a-7c3d-9e2f-1a2b3c4d5e6f',
  ])('%j is a UUID', (uid) => {
    expect(codesOf('uid', uid)).toEqual([]);
  });

  it.each([
    'x',
    '6f9619ff8b864d01b42d00cf4fc964ff',
    '{6f9619ff-8b86-4d01-b42d-00cf4fc964ff}',
    '6f9619ff-8b86-4d01-b42d-00cf4fc964fg',
  ])('%j is refused', (uid) => {
    expect(codesOf('uid', uid)).toEqual(['uid_invalid']);
  });
});

describe('spreadsheet damage', () => {
  it.each(['externalId', 'phone', 'uid', 'subAccountId'])('finds scientific notation in %s', (column) => {
    for (const cell of [
      '2.34E+11',
      '2,34E+11',
      '2.34801E+12',
      '5E+11',
      '1.2e+15',
      '+2.34E+11',
      '23.4E+10',
      '1.20E-04',
    ])
      expect(codesOf(column, cell)).toEqual(['spreadsheet_scientific']);
  });

  it('finds it in a zipcode', () => {
    expect(codesOf('address.zipcode', '1.00E+05')).toEqual(['spreadsheet_scientific']);
  });

  it.each(['12E5', '5E-12', '1E10', 'E+11', '2.34E11', 'A2E+11', '2.34E+', '1234E+11', 'CUS-2E+11'])(
    'takes the id %j for what it is',
    (id) => {
      expect(codesOf('externalId', id)).toEqual([]);
    },
  );

  it.each(['name', 'description', 'address.street', 'address.city', 'address.state', 'metaData.plan'])(
    'leaves scientific notation in %s alone, and finds errors and overflow there',
    (column) => {
      expect(codesOf(column, '2.34E+11')).toEqual([]);
      expect(codesOf(column, '#REF!')).toEqual(['spreadsheet_error']);
      expect(codesOf(column, '#######')).toEqual(['spreadsheet_overflow']);
    },
  );

  it.each([
    'email',
    'phone',
    'externalId',
    'uid',
    'address.country',
    'address.zipcode',
    'metaData',
    'provisionAddress',
    'subAccountId',
  ])('says only that about a damaged %s', (column) => {
    expect(codesOf(column, '#N/A')).toEqual(['spreadsheet_error']);
  });
});

describe('provisionAddress', () => {
  it.each(['yes', 'YES', 'Yes', 'y', 'Y', 'true', 'TRUE', '1', ' yes '])('%j is yes', (cell) => {
    expect(
      toWish({ externalId: 'C-1', name: 'J', provisionAddress: cell }, { accountId: 'w' }).provisionAddress,
    ).toBe(true);
  });

  it.each(['no', 'NO', 'n', 'False', '0'])('%j is no', (cell) => {
    expect(toWish({ externalId: 'C-1', name: 'J', provisionAddress: cell }).provisionAddress).toBe(false);
  });

  it.each(['maybe', 'ja', '2', 'yes!', 'x', 'null', '-', 'yes no'])('%j is neither', (cell) => {
    expect(codesOf('provisionAddress', cell, { accountId: 'w' })).toEqual(['provision_address_invalid']);
  });

  it('has no value where the cell is empty', () => {
    expect(toWish({ externalId: 'C-1', name: 'J', provisionAddress: ' ' })).not.toHaveProperty(
      'provisionAddress',
    );
  });
});

describe('control characters', () => {
  it.each(['description', 'address.street', 'metaData.note'])(
    'line breaks and tabs are allowed in %s',
    (column) => {
      expect(codesOf(column, 'a\r\nb\tc\nd')).toEqual([]);
      expect(codesOf(column, 'a\u0000b')).toEqual(['control_character']);
    },
  );

  it.each(['uid', 'externalId', 'subAccountId'])(
    'a line break is not allowed in %s, which is never altered',
    (column) => {
      expect(codesOf(column, 'a\nb')).toEqual(['line_break']);
    },
  );

  it('are found inside the strings and keys of a JSON column', () => {
    expect(codesOf('metaData', '{"a":["x","\\u0000"]}')).toEqual(['control_character']);
    expect(codesOf('metaData', '{"a\\u0007":1}')).toEqual(['control_character']);
    expect(codesOf('metaData', '{"a":"\\ud800"}')).toEqual(['control_character']);
    expect(codesOf('metaData', '{"a":"x\\ny"}')).toEqual([]);
  });
});

describe('lengths', () => {
  it.each([
    ['externalId', 255],
    ['name', 255],
    ['description', 2000],
    ['address.street', 255],
    ['address.city', 255],
    ['address.state', 255],
    ['subAccountId', 255],
  ] as const)('%s takes %d characters and not one more', (column, max) => {
    expect(codesOf(column, 'x'.repeat(max))).toEqual([]);
    expect(codesOf(column, 'x'.repeat(max + 1))).toEqual(['field_too_long']);
  });

  it('are counted in characters, not in their halves', () => {
    expect(codesOf('name', '😀'.repeat(255))).toEqual([]);
    expect(codesOf('name', '😀'.repeat(256))).toEqual(['field_too_long']);
    expect(codesOf('subAccountId', '😀'.repeat(255))).toEqual([]);
    // 26 characters in 40 units: short enough, so that the phone's own rule has its say.
    expect(codesOf('phone', `+${'😀'.repeat(20)}`)).toEqual(['phone_invalid']);
  });

  it('are all that is said about a zipcode or country that is too long', () => {
    expect(codesOf('address.zipcode', 'x'.repeat(33))).toEqual(['field_too_long']);
    expect(codesOf('address.country', 'x'.repeat(101))).toEqual(['field_too_long']);
  });
});
