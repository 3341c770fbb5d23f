/** rejected.csv: the rows to correct and import again. */
import { rm } from 'node:fs/promises';
import type { BulkStatus, ResultRow } from '../../core/types.js';
import type { Batches, CsvOptions } from './csv-writer.js';
import { toSourceColumns, type SourceColumns } from './source-columns.js';
import { writeRaggedTable, type RaggedRow } from './ragged-table.js';
import { withWriteErrors } from './write-error.js';

/** Statuses of a row that did not get what it asked for. */
const REJECTED: ReadonlySet<BulkStatus> = new Set(['invalid', 'conflict', 'failed']);

/** What rejected.csv adds to the source's own columns, in order. */
export const REJECTED_COLUMNS = ['bulk_error_code', 'bulk_error'] as const;

/** What rejected.csv needs of a row. */
export type RejectedRow = Pick<ResultRow, 'cells' | 'status' | 'errorCode' | 'error'>;

/** Whether a row belongs into rejected.csv. */
export function isRejected(status: BulkStatus): boolean {
  return REJECTED.has(status);
}

/**
 * Writes those of `rows` that are invalid, conflict or failed, all or nothing; gives their number. Without any there is no
 * file, and one of an earlier session is removed. By default it has a byte order mark: people correct it in a spreadsheet.
 *
 * Of the source's own `bulk_` columns only `bulk_uid` stays, as the source has it: it serves as `uid` when the file is
 * imported again. Rows too short or too long: as in results.csv.
 *
 * Throws `output_unwritable`.
 */
export async function writeRejected(
  path: string,
  columns: readonly string[],
  rows: Batches<RejectedRow>,
  { bom = true }: CsvOptions = {},
): Promise<number> {
  const sourceColumns = toSourceColumns(columns, { keep: ['bulk_uid'] });
  const lines = toLines(sourceColumns, rows);
  const first = await lines.next();
  if (first.done === true) {
    await withWriteErrors(path, () => rm(path, { force: true }));
    return 0;
  }
  return writeRaggedTable(path, [...sourceColumns.names, ...REJECTED_COLUMNS], chain(first.value, lines), {
    bom,
  });
}

async function* toLines(
  sourceColumns: SourceColumns,
  rows: Batches<RejectedRow>,
): AsyncGenerator<RaggedRow[]> {
  for await (const batch of rows) {
    const lines = batch.filter((row) => isRejected(row.status)).map((row) => toLine(sourceColumns, row));
    if (lines.length > 0) yield lines;
  }
}

function toLine(sourceColumns: SourceColumns, row: RejectedRow): RaggedRow {
  return {
    cells: [...sourceColumns.toSourceCells(row.cells), row.errorCode, row.error],
    extra: sourceColumns.toExtraCells(row.cells, row.errorCode),
  };
}

async function* chain<T>(first: T, rest: AsyncIterable<T>): AsyncGenerator<T> {
  yield first;
  yield* rest;
}
