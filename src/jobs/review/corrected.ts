/** The review as files: the corrected source, as CSV and as a workbook, and the list of edits. */
import { join } from 'node:path';
import { isOwnHeader } from '../../read/header.js';
import { encodeXlsx } from '../../record/export/encode.js';
import { withAtomicFile } from '../../record/table/atomic-file.js';
import { writeCsv, type CsvRow } from '../../record/table/csv-writer.js';
import { writeRaggedTable, type RaggedRow } from '../../record/table/ragged-table.js';
import { hasExtraColumn, makeToCorrected } from './corrected-row.js';
import { readReviewRows } from './row-sources.js';
import type { ReviewStore } from './store.js';

const EDIT_COLUMNS = ['row', 'line', 'column', 'before', 'after'];

/** Number of the row in the review, and in results.csv. */
const ROW_COLUMN = 'bulk_row';

/** In the column `column` of a row that is left out. */
const LEFT_OUT_TEXT = '(left out)';

/** Names of the files, and who writes each. Throws `output_unwritable`. */
export const CORRECTED_FILES: Readonly<
  Record<string, (store: ReviewStore, path: string) => Promise<unknown>>
> = {
  'corrected.csv': (store, path) =>
    // Such a file has names for what is beyond its other columns.
    hasExtraColumn(store)
      ? writeCsv(path, toHeader(store), readCells(store), { bom: true })
      : writeRaggedTable(path, toHeader(store), readRows(store), { bom: true }),
  'corrected.xlsx': (store, path) =>
    withAtomicFile(path, async (write) => {
      for await (const chunk of encodeXlsx('customers', toHeader(store), readCells(store)))
        await write(Buffer.from(chunk));
    }),
  'edits.csv': (store, path) => writeCsv(path, EDIT_COLUMNS, readEdits(store), { bom: true }),
};

/** Writes one of them into the review's folder; gives its path. */
export async function writeCorrected(
  store: ReviewStore,
  name: keyof typeof CORRECTED_FILES,
): Promise<string> {
  const path = join(store.folder, name);
  await CORRECTED_FILES[name]?.(store, path);
  return path;
}

/**
 * As in every file, a cell that a spreadsheet would run as a formula begins with an apostrophe. A column of this tool says so to
 * the import, which takes the apostrophe away again; it is the last one, so that a mapping by position stays right.
 */
function toHeader(store: ReviewStore): readonly string[] {
  const { columns } = store.require('source');
  return isOwnHeader(columns) ? columns : [...columns, ROW_COLUMN];
}

/** Rows that are left out are not in it, so that an import of the file sends what the review would send. */
function* readRows(store: ReviewStore): Generator<readonly RaggedRow[]> {
  const toCorrected = makeToCorrected(store);
  const isNumbered = !isOwnHeader(store.require('source').columns);
  for (const batch of readReviewRows(store))
    yield batch.map((row) => {
      const { cells, extra } = toCorrected(row);
      return { cells: isNumbered ? [...cells, `${row.rowNumber}`] : cells, extra };
    });
}

/** Cells beyond the header stay beyond it. */
function* readCells(store: ReviewStore): Generator<readonly CsvRow[]> {
  for (const batch of readRows(store)) yield batch.map(({ cells, extra }) => [...cells, ...extra]);
}

function* readEdits(store: ReviewStore): Generator<readonly CsvRow[]> {
  const { columns } = store.require('source');
  for (const batch of store.rows.readAll()) {
    const lines = batch.flatMap(({ rowNumber, line, cells }): CsvRow[] => [
      ...store.rows
        .getEdited(rowNumber)
        .map(({ at, before }) => [`${rowNumber}`, `${line}`, columns[at] ?? '', before, cells[at] ?? '']),
      ...(store.rows.isLeftOut(rowNumber) ? [[`${rowNumber}`, `${line}`, LEFT_OUT_TEXT, '', '']] : []),
    ]);
    if (lines.length > 0) yield lines;
  }
}
