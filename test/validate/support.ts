/** Rows and mappings for these tests, made by hand: reading and mapping have tests of their own. */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { CODES } from '../../src/core/codes.js';
import {
  PLAIN_FIELDS,
  type ColumnUse,
  type MappedRow,
  type Mapping,
  type PlainField,
  type RowWish,
  type ValidatedRow,
} from '../../src/core/types.js';
import { makeRowValidator, type RowRules } from '../../src/validate/validate.js';

export const OPTIONS: RowRules = { strict: false, emailUnique: true, provisionAddress: false };

const META_COLUMNS = ['plan', 'level', 'segment', 'note', 'a', 'b'].map((key) => `metaData.${key}`);

/** The headers of `fixtures/validation/` that are not a field's own name. */
const ALIASES: Readonly<Record<string, PlainField>> = {
  UID: 'uid',
  'Customer ID': 'externalId',
  'Full Name': 'name',
  'E-mail': 'email',
  Mobile: 'phone',
  Description: 'description',
  City: 'address.city',
  'Postal Code': 'address.zipcode',
  Country: 'address.country',
};

export function toMapping(columns: readonly string[]): Mapping {
  return { columns, uses: columns.map(toUse), issues: [] };
}

function toUse(column: string): ColumnUse {
  if (column.startsWith('metaData.')) return { kind: 'metaData', key: column.slice('metaData.'.length) };
  const field = ALIASES[column] ?? PLAIN_FIELDS.find((name) => name === column);
  return field === undefined ? { kind: 'ignored' } : { kind: 'field', field };
}

/** A row as mapping gives it, from cells by column. */
export function toRow(cells: Readonly<Record<string, string>>, rowNumber = 1): MappedRow {
  const fields: Partial<Record<PlainField, string>> = {};
  const metaData = new Map<string, string>();
  for (const [column, cell] of Object.entries(cells)) {
    const use = toUse(column);
    if (use.kind === 'field') fields[use.field] = cell;
    if (use.kind === 'metaData') metaData.set(use.key, cell);
  }
  return { rowNumber, line: rowNumber + 1, fields, metaData };
}

/** A validator of rows with any of the columns that these tests know. */
export function makeValidator(options: Partial<RowRules> = {}): (row: MappedRow) => ValidatedRow {
  const columns = [...PLAIN_FIELDS, ...META_COLUMNS];
  return makeRowValidator(toMapping(columns), { ...OPTIONS, ...options });
}

// Kept by options, because each reads the list of countries once.
const validators = new Map<string, (row: MappedRow) => ValidatedRow>();

/** Validates one row given by its cells. */
export function validate(
  cells: Readonly<Record<string, string>>,
  options: Partial<RowRules> = {},
): ValidatedRow {
  const name = JSON.stringify(options);
  const validator = validators.get(name) ?? makeValidator(options);
  validators.set(name, validator);
  return validator(toRow(cells));
}

/** What a row asks for; fails the test where the row is invalid. */
export function toWish(cells: Readonly<Record<string, string>>, options: Partial<RowRules> = {}): RowWish {
  const { wish, issues } = validate(cells, options);
  if (wish === undefined) throw new Error(`Expected a valid row, found ${JSON.stringify(issues)}.`);
  return wish;
}

/** Codes of the issues of a row that has a name and an id, and this cell. */
export function codesOf(
  column: string,
  cell: string,
  options: Partial<RowRules> = {},
): readonly (keyof typeof CODES)[] {
  const { issues } = validate({ externalId: 'C-1', name: 'Jane Doe', [column]: cell }, options);
  return issues.map((issue) => issue.code);
}

/** A CSV of `fixtures/`, mapped and validated. */
export function validateFixture(
  name: string,
  options: Partial<RowRules> = {},
): { mapping: Mapping; rows: readonly MappedRow[]; validated: readonly ValidatedRow[] } {
  const records = parse(readFileSync(new URL(`../../fixtures/${name}`, import.meta.url), 'utf8'), {
    relax_column_count: true,
  });
  const [header = [], ...lines] = records;
  const mapping = toMapping(header);
  const rows = lines.map((cells, index) => {
    const row = toRow(Object.fromEntries(header.map((column, at) => [column, cells[at] ?? ''])), index + 1);
    return cells.length === header.length
      ? row
      : { ...row, columnCount: { expected: header.length, found: cells.length } };
  });
  const check = makeRowValidator(mapping, { ...OPTIONS, ...options });
  return { mapping, rows, validated: rows.map(check) };
}
