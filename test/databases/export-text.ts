/** Asks a database for a table as text. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './servers/command.js';
import type { Database } from './servers/database.js';

/** What is exported: columns by the names that the tool knows. */
export interface Selection {
  readonly table: string;
  /** Columns of text. */
  readonly columns: readonly {
    readonly column: string;
    readonly header: string;
    readonly isJson?: boolean;
  }[];
}

export function toSelect(
  { table, columns }: Selection,
  wrap: (column: string) => string = (column) => column,
): string {
  const list = columns.map(({ column, header }) => `${wrap(column)} AS "${header}"`);
  return `SELECT ${list.join(', ')} FROM ${table} ORDER BY id`;
}

export const ask = (
  { client: [program = '', ...args] }: Database,
  more: readonly string[],
): Promise<string> => run(program, [...args, ...more]);

export function toHeader({ columns }: Selection): string {
  return columns.map(({ header }) => header).join(',');
}

export function toJsonObject({ table, columns }: Selection): string {
  const pairs = columns.map(
    ({ column, header, isJson }) =>
      `'${header}', ${isJson === true ? `JSON_EXTRACT(${column}, '$')` : column}`,
  );
  return `SELECT JSON_OBJECT(${pairs.join(', ')}) FROM ${table} ORDER BY id`;
}

/** Writes a file on the server, with a header before it. Without `CAST`, a `UNION` with text changes other values. */
export async function writeOutfile(
  database: Database,
  selection: Selection,
  { format }: { readonly format: string },
): Promise<string> {
  const { table, columns } = selection;
  const path = join(database.folder, `${process.hrtime.bigint()}.csv`);
  const names = columns.map(({ header }) => `'${header}'`).join(', ');
  const values = columns.map(({ column }) => `CAST(${column} AS CHAR)`).join(', ');
  await database.execute(
    `SELECT ${names} UNION ALL SELECT ${values} FROM ${table} INTO OUTFILE '${path}' CHARACTER SET utf8mb4 ${format};`,
  );
  return readFileSync(path, 'utf8');
}
