/** How to read a source: what the caller may say, checked and filled in. */
import { BulkError } from '../core/errors.js';

export interface ReadOptions {
  /** One character, or `tab`. @default found from the first records */
  readonly delimiter?: string;
  /** Only UTF-8 by now. @default found from the first bytes; UTF-8 where nothing says otherwise */
  readonly encoding?: string;
  /** Only the first so many rows. @default all */
  readonly limit?: number;
  /** A record of more bytes ends the run with `row_too_long`. @default 1 MiB */
  readonly maxRecordBytes?: number;
  /** Rows to a batch. @default 256 */
  readonly batchRows?: number;
  /** Taken where the delimiter can't be told from the records, as `.tsv` says. @default comma */
  readonly usualDelimiter?: string;
}

/** A row of a customer has a few hundred bytes; a record of a MiB is a quote that was never closed. */
export const MAX_RECORD_BYTES = 1024 * 1024;

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

/** Throws `config_invalid` unless the encoding is UTF-8, by any of its names, or ASCII, which is part of it. */
export function assertEncodingKnown(encoding: string): void {
  if (/^(utf-?8|(us-?)?ascii)$/i.test(encoding)) return;
  throw new BulkError(
    'config_invalid',
    `Expected \`encoding\` to be utf-8, got ${JSON.stringify(encoding)}.`,
    {
      hint: toConvertHint(encoding),
    },
  );
}

/** How to make a file UTF-8. */
export function toConvertHint(encoding: string): string {
  return (
    'Save the file as UTF-8 (in Excel: Save As, "CSV UTF-8"), ' +
    `or convert it: iconv -f ${encoding} -t UTF-8 old.csv > new.csv`
  );
}
