/**
 * Rows become CSV: comma, LF, one header line, UTF-8.
 *
 * No byte order mark, unless it is asked for: pipes (`head`, `cut`, `cat a b`), and readers that don't strip it, would take it for a part of
 * the first column's name, and re-reading must give the same.
 * Spreadsheets open a file without a mark as UTF-8 only by their import dialogue.
 */
import { stringify } from 'csv-stringify/sync';
import { toFormulaSafe } from '../../core/formula.js';
import { needsCode, toWholeText } from '../../core/whole-text.js';
import { withAtomicFile } from './atomic-file.js';

export type Batches<T> = AsyncIterable<readonly T[]> | Iterable<readonly T[]>;
export type CsvRow = readonly string[];

export interface CsvOptions {
  /** Begins with a byte order mark. Excel needs it to recognise UTF-8. @default false */
  readonly bom?: boolean | undefined;
}

/**
 * Options of every CSV written. csv-stringify quotes for delimiter, quote and LF by itself; a lone CR would end a record
 * for most readers, and a U+FEFF at the very start would be taken for a byte order mark.
 */
const FORMAT = { record_delimiter: '\n', quoted_match: /[\r\uFEFF]/ };

/** Text of the rows, each ending in LF; cells stay as they are. For cells that have been made safe before. */
export function toRawCsv(rows: readonly CsvRow[]): string {
  // A lone empty cell would be a blank line, which readers skip.
  const quotedEmpty = rows.some((row) => row.length === 1);
  return stringify(rows as string[][], { ...FORMAT, quoted_empty: quotedEmpty });
}

/**
 * Text of the rows, each ending in LF; no cell runs as a formula in a spreadsheet (see `core/formula.ts`), and UTF-8 holds each
 * (see `core/whole-text.ts`).
 */
export function toCsv(rows: readonly CsvRow[]): string {
  const safe = rows.map((row) => row.map(toFormulaSafe));
  const text = toRawCsv(safe);
  return needsCode(text) ? toRawCsv(safe.map((row) => row.map(toWholeText))) : text;
}

/** The line of the header, after the byte order mark if there is one. */
export function toHeader(header: CsvRow, { bom = false }: CsvOptions): string {
  return `${bom ? '\uFEFF' : ''}${toCsv([header])}`;
}

/** Writes a whole table to `path`, all or nothing; gives the number of rows. Throws `output_unwritable`. */
export async function writeCsv(
  path: string,
  header: CsvRow,
  batches: Batches<CsvRow>,
  options: CsvOptions = {},
): Promise<number> {
  return withAtomicFile(path, async (write) => {
    await write(toHeader(header, options));
    let count = 0;
    for await (const batch of batches) {
      if (batch.length > 0) await write(toCsv(batch));
      count += batch.length;
    }
    return count;
  });
}
