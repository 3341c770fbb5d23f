import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CODES, type Code } from '../../src/core/codes.js';
import { validateFixture } from './support.js';

/** Every file of `fixtures/validation/` has a good first row and a second row with one fault: in this column, of this code. */
const CASES: Readonly<Record<string, readonly [column: string, code: Code]>> = {
  'name-missing': ['Full Name', 'name_missing'],
  'key-missing': ['', 'key_missing'],
  'email-invalid': ['E-mail', 'email_invalid'],
  'phone-invalid': ['Mobile', 'phone_invalid'],
  'phone-not-international': ['Mobile', 'phone_not_international'],
  'zipcode-not-numeric': ['Postal Code', 'zipcode_not_numeric'],
  'zipcode-leading-zero': ['Postal Code', 'zipcode_not_numeric'],
  'country-unknown': ['Country', 'country_unknown'],
  'uid-invalid': ['UID', 'uid_invalid'],
  'metadata-not-json': ['metaData', 'metadata_invalid'],
  'metadata-not-an-object': ['metaData', 'metadata_invalid'],
  'metadata-forbidden-key': ['metaData', 'metadata_invalid'],
  'metadata-too-deep': ['metaData', 'metadata_invalid'],
  'metadata-two-values': ['metaData.plan', 'metadata_invalid'],
  'metadata-large-number': ['metaData', 'metadata_number'],
  'provision-address-invalid': ['provisionAddress', 'provision_address_invalid'],
  'account-missing': ['provisionAddress', 'account_missing'],
  'column-count': ['', 'column_count'],
  'field-too-long': ['City', 'field_too_long'],
  'spreadsheet-scientific': ['Mobile', 'spreadsheet_scientific'],
  'spreadsheet-overflow': ['Mobile', 'spreadsheet_overflow'],
  'spreadsheet-error': ['City', 'spreadsheet_error'],
  'control-character': ['Description', 'control_character'],
  'line-break-in-id': ['Customer ID', 'line_break'],
};

/** Found by the journal's grouping, not row by row: see duplicates.test.ts. */
const GROUPED = ['duplicate-external-id'];

it.each(Object.entries(CASES))(
  '%s.csv has one issue, in its second row, at its column',
  (name, [column, code]) => {
    const options = name === 'provision-address-invalid' ? { accountId: 'wallet-1' } : {};
    const [good, bad, ...more] = validateFixture(`validation/${name}.csv`, options).validated;
    expect(more).toEqual([]);
    expect(good?.issues).toEqual([]);
    expect(good?.wish).toBeDefined();
    expect(bad?.issues).toHaveLength(1);
    expect(bad?.issues[0]).toMatchObject({
      rowNumber: 2,
      line: 3,
      column,
      code,
      severity: CODES[code].severity,
    });
    expect(bad?.wish === undefined).toBe(CODES[code].severity === 'error');
  },
);

it('has a case for every file of the folder', () => {
  const files = readdirSync(new URL('../../fixtures/validation/', import.meta.url));
  expect(files.sort()).toEqual([...Object.keys(CASES), ...GROUPED].map((name) => `${name}.csv`).sort());
});

it.each(Object.entries(CASES))(
  '%s.csv has messages that name the column and say what was expected, and hints that say what to do',
  (name, [column]) => {
    const issue = validateFixture(`validation/${name}.csv`).validated[1]?.issues[0];
    expect(issue?.message).toMatch(
      column === '' ? /^Expected .+, found .+\.$/ : /^[\w .-]+: expected .+, found .+\.$/,
    );
    expect(issue?.hint).toMatch(/\.$/);
  },
);
