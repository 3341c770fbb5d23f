/** How to read a source: what the caller may say, checked and filled in. */
import { BulkError } from '../core/errors.js';

export interface ReadOptions {
  /** One character, or `tab`. @default found from the first records */
  readonly delimiter?: string;
  /** One of `ENCODINGS`, or another name of it. @default found from the bytes */
  readonly encoding?: string;
  /** The sheet of a workbook, by name or by number from 1. @default the first visible one that has rows */
  readonly sheet?: string;
  /** Only the first so many rows. @default all */
  readonly limit?: number;
  /** A record of more bytes ends the run with `row_too_long`. @default 16 MiB */
  readonly maxRecordBytes?: number;
  /** Rows to a batch. @default 256 */
  readonly batchRows?: number;
  /** Taken where the delimiter can't be told from the records, as `.tsv` says. @default comma */
  readonly usualDelimiter?: string;
}

/** A row of a customer has a few hundred bytes, one cell of pasted text some MB; more is a quote that was never closed. */
export const MAX_RECORD_BYTES = 16 * 1024 * 1024;

/** A chain of async iterators costs 1.6 µs a row, in batches of 256 a tenth of that (DESIGN.md, costs). */
export const BATCH_ROWS = 256;

/** The delimiter meant: `tab` and `\t` can be typed in a shell, a tab hardly. Throws `config_invalid`. */
export function parseDelimiter(text: string): string {
  const delimiter = /^(tab|\\t)$/i.test(text) ? '\t' : text;
  if (!/^.$/su.test(delimiter) || /["\r\n]/.test(delimiter)) {
    throw new BulkError(
      'config_invalid',
      `Expected \`delimiter\` to be one character other than a quote or a line end, got ${JSON.stringify(text)}.`,
      { hint: "Type it in quotes, such as --delimiter ';', or --delimiter tab." },
    );
  }
  return delimiter;
}

/** What to do with text that is not of the encoding that it was taken for. */
export const ENCODING_HINT =
  'Pass --encoding with the encoding that the file has, such as windows-1252 or macintosh; ' +
  'or save it as UTF-8 (in Excel: Save As, "CSV UTF-8").';
