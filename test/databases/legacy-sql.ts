/** Statements that make the legacy table. Values are in hexadecimal, so that no quoting is involved. */
import { LEGACY_FIELDS, type LegacyRow } from './legacy-table.js';

export type DatabaseName = 'postgres' | 'mariadb' | 'sqlite';

const COLUMNS = ['id', 'email', ...LEGACY_FIELDS.map(({ column }) => column)];
const JSON_TYPE: Readonly<Record<DatabaseName, string>> = {
  postgres: 'json',
  mariadb: 'JSON',
  sqlite: 'TEXT',
};
const TEXT_TYPE: Readonly<Record<DatabaseName, string>> = {
  postgres: 'text',
  mariadb: 'LONGTEXT',
  sqlite: 'TEXT',
};
const FROM_HEX: Readonly<Record<DatabaseName, (hex: string) => string>> = {
  postgres: (hex) => `convert_from(decode('${hex}', 'hex'), 'UTF8')`,
  mariadb: (hex) => `CONVERT(X'${hex}' USING utf8mb4)`,
  sqlite: (hex) => `CAST(X'${hex}' AS TEXT)`,
};
const ROWS_PER_STATEMENT = 100;

export function toLegacySql(
  database: DatabaseName,
  rows: readonly LegacyRow[],
  { withTable = true }: { readonly withTable?: boolean } = {},
): string {
  const types = LEGACY_FIELDS.map(
    ({ column, kind }) => `${column} ${(kind === 'json' ? JSON_TYPE : TEXT_TYPE)[database]}`,
  );
  const text = TEXT_TYPE[database];
  const create = `CREATE TABLE customers (id INTEGER PRIMARY KEY, email ${text}, ${types.join(', ')});`;
  const values = rows.map(({ stored }, at) => {
    const cells = COLUMNS.slice(1).map((column) => toLiteral(database, column, stored[column] ?? null));
    return `(${[at + 1, ...cells].join(', ')})`;
  });
  const inserts: string[] = [];
  for (let at = 0; at < values.length; at += ROWS_PER_STATEMENT)
    inserts.push(
      `INSERT INTO customers (${COLUMNS.join(', ')}) VALUES\n${values.slice(at, at + ROWS_PER_STATEMENT).join(',\n')};`,
    );
  return [...(withTable ? [create] : []), ...inserts, ''].join('\n');
}

function toLiteral(database: DatabaseName, column: string, value: string | null): string {
  if (value === null) return 'NULL';
  const text = FROM_HEX[database](Buffer.from(value).toString('hex'));
  return database === 'postgres' && column === 'prefs' ? `(${text})::json` : text;
}
