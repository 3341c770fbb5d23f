import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { CODES, type Code } from '../../src/core/codes.js';
import { openJournalFile } from '../../src/journal/open.js';
import { readIssues } from '../../src/journal/results.js';
import { openBench, type Flags } from '../support/run-import.js';

const FIXTURE = fileURLToPath(new URL('../../fixtures/damage/one-of-each.csv', import.meta.url));

/** Row, column and code. */
const EXPECTED: readonly (readonly [row: number, column: string, code: Code])[] = [
  [2, 'name', 'name_missing'],
  [3, '', 'key_missing'],
  [4, 'email', 'email_invalid'],
  [5, 'phone', 'phone_invalid'],
  [6, 'phone', 'phone_not_international'],
  [7, 'zipcode', 'zipcode_not_numeric'],
  [8, 'country', 'country_unknown'],
  [9, 'metaData', 'metadata_invalid'],
  [10, 'city', 'field_too_long'],
  [11, '', 'column_count'],
  [15, 'uid', 'uid_invalid'],
  [16, 'provisionAddress', 'provision_address_invalid'],
  [17, 'provisionAddress', 'account_missing'],
  [18, 'phone', 'spreadsheet_scientific'],
  [19, 'phone', 'spreadsheet_overflow'],
  [20, 'city', 'spreadsheet_error'],
  [21, 'zipcode', 'spreadsheet_lost_zero'],
  [22, 'externalId', 'spreadsheet_date'],
  [23, 'phone', 'phone_lost_plus'],
  [24, 'name', 'mojibake'],
  [25, 'name', 'smart_quotes'],
  [26, 'name', 'invisible_character'],
  [27, 'email', 'columns_swapped'],
  [28, 'name', 'name_is_email'],
  [29, 'email', 'email_typo'],
  [30, 'description', 'control_character'],
  [33, 'name', 'bidi_control'],
  [34, 'name', 'mixed_scripts'],
  [39, 'city', 'null_word'],
  [40, 'email', 'null_key'],
  [41, 'name', 'null_marker'],
  [42, 'externalId', 'id_is_float'],
  [43, 'zipcode', 'number_is_float'],
  [44, 'name', 'escaped_text'],
  [45, 'city', 'letters_lost'],
  [46, 'metaData.plan', 'empty_date'],
  [47, 'phone', 'phone_ambiguous'],
  [48, 'metaData', 'metadata_number'],
  [49, 'name', 'quote_misplaced'],
  [50, 'name', 'quote_in_text'],
  [51, '', 'row_not_customer'],
  [52, 'name', 'rows_swallowed'],
  [53, 'externalId', 'spreadsheet_rounded'],
  [54, 'externalId', 'id_is_boolean'],
  [55, 'name', 'name_is_boolean'],
  [56, 'city', 'line_break'],
];

/** Rows with a cell of two lines. */
const OF_TWO_LINES = [1, 56];

/** The header is a line, too. */
const toLine = (row: number): number => row + 1 + OF_TWO_LINES.filter((long) => long < row).length;

/** A duplicate is two rows, and both are reported. */
const DUPLICATES: typeof EXPECTED = [
  [2, 'externalId', 'duplicate_external_id'],
  [12, 'externalId', 'duplicate_external_id'],
  [1, 'email', 'duplicate_email'],
  [13, 'email', 'duplicate_email'],
  [14, 'uid', 'duplicate_uid'],
  [32, 'uid', 'duplicate_uid'],
];

/** What matching, sending and checking find, and what only JSON and databases have: no table has these of itself. */
const LATER: readonly Code[] = [
  'row_hidden',
  'column_hidden',
  'cell_merged',
  'key_twice',
  'list_value',
  'binary_value',
  'not_kept',
  'refused_yet_done',
  'customer_id_refused',
  'address_owner_unknown',
  'address_twice',
  'address_not_listed',
  'place_renamed',
  'external_id_kept',
  'plan_stale',
  'not_found',
  'ambiguous_match',
  'keys_disagree',
  'api_rejected',
  'api_not_found',
  'api_unavailable',
  'still_in_doubt',
  'delete_unsupported',
  'address_failed',
  'address_invalid',
  // Doubts about the header, the lines or the sheets of a source: in test/cases/header.test.ts.
  'key_column_unclear',
  'header_unclear',
  'sheet_unread',
  'pages_unread',
  'line_quoted',
  'row_commented',
  // Of the file as a whole.
  'dialect_doubtful',
  // Only with --default-country.
  'phone_country_doubtful',
  // Only with --rules.
  'rule_violated',
  // Only with a mapping: see `test/cases/legacy-mapping.test.ts`.
  'value_unmapped',
  'date_unreadable',
  'row_filtered',
  // Only in a file that is not UTF-8.
  'encoding_guessed',
];

async function importFixture(flags: Flags = {}) {
  const bench = await openBench([]);
  await copyFile(FIXTURE, bench.source);
  const { summary, rows } = await bench.run({ accountId: undefined, ...flags });
  const file = openJournalFile(join(summary.runDir, 'journal.sqlite'), { create: false });
  onTestFinished(() => file.close());
  return { summary, rows, issues: [...readIssues(file)].flat() };
}

test('a file with one of each fault gives each code once, at its row, line and column, in one pass', async () => {
  const { issues, summary } = await importFixture();
  const toPlace = ({ rowNumber, line, column, code }: (typeof issues)[number]) =>
    `row ${rowNumber}, line ${line}, column ${column}: ${code}`;
  const expected = [...EXPECTED, ...DUPLICATES].map(
    ([row, column, code]) => `row ${row}, line ${toLine(row)}, column ${column}: ${code}`,
  );
  expect(issues.map(toPlace).sort()).toEqual(
    [...expected, 'row 0, line 1, column Shoe size: column_unknown'].sort(),
  );
  expect(summary.counts).toMatchObject({ invalid: 28, created: 28 });
});

test('the file has every code that validation can give', () => {
  const known = Object.entries(CODES).filter(([, { scope }]) => scope === 'row');
  const told = [...EXPECTED, ...DUPLICATES].map(([, , code]) => code);
  expect(new Set([...told, ...LATER, 'column_unknown'])).toEqual(new Set(known.map(([code]) => code)));
});

test('with --strict, what shows only beside the other rows is an error, too', async () => {
  const { rows, summary } = await importFixture({ strict: true, unknownColumns: 'ignore' });
  expect(summary.counts).toMatchObject({ invalid: 51 });
  expect(rows[20]).toMatchObject({ bulk_status: 'invalid', bulk_error_code: 'spreadsheet_lost_zero' });
  expect(rows[21]).toMatchObject({ bulk_status: 'invalid', bulk_error_code: 'spreadsheet_date' });
});

test('every issue says what was expected and found, and what to do', async () => {
  const { issues } = await importFixture();
  for (const issue of issues.filter(({ rowNumber }) => rowNumber > 0)) {
    expect(issue.message).toMatch(/[Ee]xpected .+, found .+\.$/s);
    expect(issue.hint).toMatch(/\.$/);
  }
});
