/** fixup.csv: what `import` takes as it is to bring the remote customers in step. */
import { ADDRESS_FIELDS, TEXT_FIELDS } from '../../core/customer.js';
import type { FixupRow } from '../../core/difference.js';
import { writeCsv, type Batches, type CsvRow } from './csv-writer.js';

/** The columns of a file come in this order, those that no row uses left out; `metaData.<key>` stand after `metaData`. */
export const FIXUP_COLUMNS = [
  // That they begin with bulk_ tells `import` that this tool wrote the file, and how it writes cells.
  'bulk_row',
  'bulk_status',
  'uid',
  'externalId',
  ...TEXT_FIELDS,
  ...ADDRESS_FIELDS.map((field) => `address.${field}` as const),
  'metaData',
  'provisionAddress',
  'subAccountId',
] as const;

/** Of the columns that rows use, all that the file has, in order. */
export function toFixupColumns(used: ReadonlySet<string>): string[] {
  const known = new Set<string>(FIXUP_COLUMNS);
  const keys = [...used].filter((column) => !known.has(column)).sort();
  const at = FIXUP_COLUMNS.indexOf('metaData') + 1;
  return [...FIXUP_COLUMNS.slice(0, at), ...keys, ...FIXUP_COLUMNS.slice(at)].filter((name) =>
    used.has(name),
  );
}

/** Writes fixup.csv, all or nothing; gives the number of rows. Throws `output_unwritable`. */
export async function writeFixup(
  path: string,
  columns: readonly string[],
  rows: Batches<FixupRow>,
): Promise<number> {
  return writeCsv(path, columns, toLines(columns, rows));
}

async function* toLines(columns: readonly string[], rows: Batches<FixupRow>): AsyncGenerator<CsvRow[]> {
  for await (const batch of rows) yield batch.map((row) => columns.map((column) => row.get(column) ?? ''));
}
