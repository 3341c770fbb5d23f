/** results.csv: one line for each row of the source, with every outcome. */
import type { FieldChange, ResultRow } from '../../core/types.js';
import type { Batches, CsvOptions } from './csv-writer.js';
import { toSourceColumns, type SourceColumns } from './source-columns.js';
import { MASKED_COLUMN } from '../../core/mask.js';
import { writeRaggedTable, type RaggedRow } from './ragged-table.js';

/** What results.csv adds to the source's own columns, in order. */
export const RESULT_COLUMNS = [
  'bulk_row',
  'bulk_line',
  'bulk_status',
  'bulk_uid',
  'bulk_matched_by',
  'bulk_address_status',
  'bulk_address',
  'bulk_address_uid',
  'bulk_error_code',
  'bulk_error',
  'bulk_warnings',
  'bulk_attempts',
  'bulk_http_status',
  'bulk_finished_at',
  'bulk_changes',
  'bulk_not_kept',
] as const;

/**
 * Writes results.csv, all or nothing; gives the number of rows. `columns` are the source's, as it writes them; `rows` come
 * in the source's order.
 *
 * The source's own `bulk_` columns give way to the new ones. A row that is too short is padded; the cells of one that
 * is too long follow at the end of its line under `bulk_extra_1`, … A `bulk_uid` that the source brought stays where this
 * run has found no other, since it serves as `uid` when the file is imported again.
 *
 * With `isMasked`, a last column says that the cells are tokens: such a file is refused when it is imported.
 *
 * Throws `output_unwritable`.
 */
export async function writeResults(
  path: string,
  columns: readonly string[],
  rows: Batches<ResultRow>,
  { isMasked = false, ...options }: CsvOptions & { readonly isMasked?: boolean } = {},
): Promise<number> {
  const sourceColumns = toSourceColumns(columns);
  const added = isMasked ? [...RESULT_COLUMNS, MASKED_COLUMN] : RESULT_COLUMNS;
  return writeRaggedTable(
    path,
    [...sourceColumns.names, ...added],
    toLines(sourceColumns, rows, isMasked),
    options,
  );
}

async function* toLines(
  sourceColumns: SourceColumns,
  rows: Batches<ResultRow>,
  isMasked: boolean,
): AsyncGenerator<RaggedRow[]> {
  for await (const batch of rows) yield batch.map((row) => toLine(sourceColumns, row, isMasked));
}

function toLine(sourceColumns: SourceColumns, row: ResultRow, isMasked: boolean): RaggedRow {
  const cells = sourceColumns.toSourceCells(row.cells);
  cells.push(
    String(row.rowNumber),
    String(row.line),
    row.status,
    row.uid || sourceColumns.toBulkUid(row.cells),
    row.matchedBy,
    row.addressStatus,
    row.address,
    row.addressUid,
    row.errorCode,
    row.error,
    row.warnings.join(';'),
    String(row.attempts),
    row.httpStatus === undefined ? '' : String(row.httpStatus),
    row.finishedAt,
    toChangesText(row.changes),
    row.notKept.join(';'),
  );
  if (isMasked) cells.push('yes');
  return { cells, extra: sourceColumns.toExtraCells(row.cells, row.errorCode) };
}

/** `name: "Jane Doe" → "Jane Roe"; phone: null → "+2348012345678"`: for people, and still exact. */
function toChangesText(changes: readonly FieldChange[]): string {
  return changes
    .map(({ field, before, after }) => `${field}: ${JSON.stringify(before)} → ${JSON.stringify(after)}`)
    .join('; ');
}
