import { readFileSync } from 'node:fs';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { expect, it } from 'vitest';
import { validateFixture } from './support.js';

interface Expected {
  readonly counts: { readonly created: number; readonly invalid: number };
  readonly withoutAddress: readonly number[];
  readonly rows: Readonly<Record<string, { status: string; code?: string; warnings?: readonly string[] }>>;
}

const EXPECTED = JSON.parse(
  readFileSync(new URL('../../fixtures/customers.expected.json', import.meta.url), 'utf8'),
) as Expected;
const { rows, validated } = validateFixture('customers.csv');

it('has 60 rows and more, and an expectation for each, and the counts add up', () => {
  expect(rows.length).toBeGreaterThanOrEqual(60);
  expect(Object.keys(EXPECTED.rows)).toEqual(rows.map(({ rowNumber }) => String(rowNumber)));
  const statuses = Object.values(EXPECTED.rows).map(({ status }) => status);
  expect(statuses.filter((status) => status === 'created')).toHaveLength(EXPECTED.counts.created);
  expect(statuses.filter((status) => status === 'invalid')).toHaveLength(EXPECTED.counts.invalid);
});

it('is found as invalid, and warned of, exactly where expected', () => {
  const ids = validated.map(({ keys }) => keys.externalId);
  const found = validated.map(({ rowNumber, keys, issues }) => {
    const error = issues.find(({ severity }) => severity === 'error')?.code;
    const isShared = keys.externalId !== undefined && ids.filter((id) => id === keys.externalId).length > 1;
    const code = error ?? (isShared ? 'duplicate_external_id' : undefined);
    const warnings = issues.filter(({ severity }) => severity === 'warning').map((issue) => issue.code);
    if (code !== undefined) return [String(rowNumber), { status: 'invalid', code }];
    return [String(rowNumber), { status: 'created', ...(warnings.length === 0 ? {} : { warnings }) }];
  });
  const sorted = Object.entries(EXPECTED.rows).map(([row, entry]) => [row, entry]);
  expect(found.map(sortWarnings)).toEqual(sorted.map(sortWarnings));
});

function sortWarnings([row, entry]: unknown[]): unknown {
  const { warnings, ...rest } = entry as { warnings?: readonly string[] };
  return [row, { ...rest, ...(warnings === undefined ? {} : { warnings: [...warnings].sort() }) }];
}

it('has no two valid rows with the same email', () => {
  const emails = validated.flatMap(({ wish, keys }) => (wish && keys.email ? [keys.email] : []));
  expect(new Set(emails).size).toBe(emails.length);
});

it('has emails of example domains only', () => {
  for (const { fields } of rows) expect(fields.email).toMatch(/^$|[@)]example\.(com|org|net)$|^[^@]*$/);
});

it('has no phone outside the ranges that regulators keep for fiction', () => {
  const kept =
    /^\+(1\d{3}55501\d\d|442079460\d{3}|441614960\d{3}|4930231250?\d{3}|49302312\d{4}|4684650\d{4}|33199\d{6}|3326191\d{4}|61[2378]5550\d{4}|61491570\d{3})$/;
  for (const { fields, rowNumber } of rows) {
    const { phone = '' } = fields;
    if (phone === '' || EXPECTED.rows[rowNumber]?.code === 'column_count') continue;
    const number = parsePhoneNumberFromString(phone, 'GB')?.number;
    expect(number, `row ${rowNumber}`).toMatch(kept);
  }
});

it('says no to an address exactly where expected', () => {
  const no = validated
    .filter(({ wish }) => wish?.provisionAddress === false)
    .map(({ rowNumber }) => rowNumber);
  expect(no).toEqual(EXPECTED.withoutAddress);
});
