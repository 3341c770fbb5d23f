/** A table with a column for each typed value, and a row for each, in which the others are NULL. */
import type { JsonValue } from '../../src/core/customer.js';
import type { DatabaseName } from './legacy-sql.js';
import type { LegacyRow } from './legacy-table.js';
import { TYPED_VALUES, type TypedValue } from './typed-values.js';
import type { Selection } from './export-text.js';

export function toTypedSql(database: DatabaseName): string {
  const values = TYPED_VALUES[database];
  const columns = values.map(({ type }, at) => `v${at} ${type} NULL`);
  const inserts = values.map(
    ({ sql }, at) =>
      `INSERT INTO typed (id, email, full_name, v${at}) VALUES (${at + 1}, '${toEmail(at)}', 'Jane Doe', ${sql});`,
  );
  // The zero date and old dates are what legacy tables have.
  const begin = database === 'mariadb' ? "SET sql_mode = '';" : '';
  return [
    begin,
    `CREATE TABLE typed (id INTEGER PRIMARY KEY, email VARCHAR(200), full_name VARCHAR(200), ${columns.join(', ')});`,
    ...inserts,
    '',
  ].join('\n');
}

interface TypedOptions {
  readonly isJson: boolean;
}

export function toTypedSelection(database: DatabaseName, options: TypedOptions): Selection {
  return {
    table: 'typed',
    columns: [
      { column: 'email', header: 'email' },
      { column: 'full_name', header: 'name' },
      ...listValues(database, options).map(({ value: { type, column = (c: string) => c }, at }) => ({
        column: column(`v${at}`),
        header: `metaData.v${at}`,
        isJson: type === 'JSON',
      })),
    ],
  };
}

export function makeTypedRows(database: DatabaseName, options: TypedOptions): readonly LegacyRow[] {
  const kept = listValues(database, options);
  return TYPED_VALUES[database].map((value, at) => {
    const email = toEmail(at);
    const arriving = options.isJson ? (value.json ?? value.text) : value.text;
    const expected: Record<string, JsonValue> = { email, name: 'Jane Doe' };
    const isExported = kept.some((one) => one.at === at);
    if (isExported && arriving !== '') expected[`metaData.v${at}`] = arriving;
    return {
      email,
      className: `${value.type}: ${value.name}`,
      field: `metaData.v${at}`,
      stored: {},
      expected,
      refused: toRefused(value, options),
    };
  });
}

function listValues(
  database: DatabaseName,
  { isJson }: TypedOptions,
): readonly { readonly value: TypedValue; readonly at: number }[] {
  return TYPED_VALUES[database]
    .map((value, at) => ({ value, at }))
    .filter(({ value }) => !isJson || value.breaksJson !== true);
}

function toRefused({ refused, refusedInJson }: TypedValue, { isJson }: TypedOptions): LegacyRow['refused'] {
  if (refused !== undefined) return [refused];
  return isJson && refusedInJson !== undefined ? [refusedInJson] : [];
}

function toEmail(at: number): string {
  return `t${at}@example.com`;
}
