/** Rows become the bytes of a file. */
import { toUSVString } from 'node:util';
import { BulkError } from '../../core/errors.js';
import { toFormulaSafe } from '../../core/formula.js';
import { toSheetText } from '../sheet-text.js';
import { toCsv, toHeader, type CsvOptions, type CsvRow } from '../table/csv-writer.js';

/** More would make a spreadsheet call the file damaged. */
const LONGEST_CELL = 32_767;

export type Chunks = AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>;

/** Comma, LF, UTF-8; formulas made safe. */
export function* encodeCsv(
  header: CsvRow,
  batches: Iterable<readonly CsvRow[]>,
  options: CsvOptions = {},
): Generator<string> {
  yield toHeader(header, options);
  for (const batch of batches) {
    const row = batch.find((cells) => !cells.every(isWhole));
    if (row !== undefined) throw toHalfError(header, row);
    yield toCsv(batch);
  }
}

/** False for half of a character, which UTF-8 can't hold: in its place, another one would be in the file. */
function isWhole(text: string): boolean {
  return toUSVString(text) === text;
}

function toHalfError(header: CsvRow, row: CsvRow): BulkError {
  const column = header[row.findIndex((cell) => !isWhole(cell))] ?? '';
  const customer = row.slice(0, 2).filter(isWhole).join(', ');
  return new BulkError(
    'output_unwritable',
    `The ${column} of ${customer} has half of a character (a lone surrogate), which CSV in UTF-8 can not hold: correct it in the dashboard, or export to a .ndjson or .xlsx file.`,
  );
}

/** One JSON object to a line. */
export function* encodeNdjson(batches: Iterable<readonly unknown[]>): Generator<string> {
  for (const batch of batches) yield batch.map((one) => `${JSON.stringify(one)}\n`).join('');
}

/** A workbook of one sheet (more beyond 1,048,575 rows); every cell is text, formulas made safe as in CSV. */
export async function* encodeXlsx(
  name: string,
  header: CsvRow,
  batches: Iterable<readonly CsvRow[]>,
): AsyncGenerator<Uint8Array> {
  // A tenth of the program's start, and only an export to a workbook needs it.
  const { writeXlsxStream } = await import('hucre/xlsx');
  yield* writeXlsxStream(toSheetRows(header, batches), { name, freezePane: { rows: 1 } });
}

function* toSheetRows(header: CsvRow, batches: Iterable<readonly CsvRow[]>): Generator<string[]> {
  yield header.map((name) => toSheetText(toFormulaSafe(name)));
  for (const batch of batches) {
    for (const row of batch) yield row.map((cell, at) => toSheetCell(cell, header[at] ?? ''));
  }
}

function toSheetCell(cell: string, column: string): string {
  const safe = toFormulaSafe(cell);
  if (safe.length <= LONGEST_CELL) return toSheetText(safe);
  throw new BulkError(
    'output_unwritable',
    `A cell of the column ${column} has ${safe.length} characters; a workbook takes ${LONGEST_CELL}: export to a .csv or .ndjson file.`,
  );
}
