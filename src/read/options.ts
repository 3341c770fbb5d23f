/** How to read a source: the caller's options, checked and completed. */
import type { DialectName, Escape } from '../core/dialects.js';
import { BulkError } from '../core/errors.js';
import type { NamesField } from './header-row.js';

export interface ReadOptions {
  /** One character, or `tab`. @default detected from the first records */
  readonly delimiter?: string;
  /** A label of the WHATWG Encoding standard, or a code page such as cp850. @default detected from the bytes */
  readonly encoding?: string;
  /** The program that wrote the text. The options `delimiter`, `escape` and `nulls` override it. @default none */
  readonly dialect?: DialectName;
  /** @default that of the dialect, else `double` */
  readonly escape?: Escape;
  /** Cells that mean "no value", besides empty ones. @default those of the dialect, else none */
  readonly nulls?: readonly string[];
  /** The sheet of a workbook, by name or by number from 1. @default the first visible one that has rows */
  readonly sheet?: string;
  /** The SELECT that gives the rows of a SQLite database. */
  readonly query?: string;
  /** Reads only the first N rows. @default all */
  readonly limit?: number;
  /** A record of more bytes ends the run with `row_too_long`. @default 16 MiB */
  readonly maxRecordBytes?: number;
  /** Rows per batch. @default 256 */
  readonly batchRows?: number;
  /** Line of the file, or row of the sheet, that is the header. @default found by its names, or the first */
  readonly headerRow?: number;
  /** False: there is no header, and all rows are data; the columns are #1, #2, … @default true */
  readonly header?: boolean;
  /** Lines of a text that begin with it are no rows. @default only lines above the header */
  readonly comment?: string;
  /** Whether a column of this name is of use; lets the header be found and judged. @default the first row is the header */
  readonly namesField?: NamesField;
  /** Used if the records don't show the delimiter, as for `.tsv`. @default comma */
  readonly usualDelimiter?: string;
}

/** A customer's row has a few hundred bytes, a cell of pasted text some MB; more is a quote that was never closed. */
export const MAX_RECORD_BYTES = 16 * 1024 * 1024;

/** A chain of async iterators costs 1.6 µs per batch. More rows together would outlive V8's young generation, which costs more. */
export const BATCH_ROWS = 64;

/** Parses a delimiter: `tab` and `\t` are easy to type in a shell, a real tab is not. Throws `config_invalid`. */
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

/** What always helps, if the program that made the file can do it. */
export const SAVE_AS_UTF8 = 'Save the file as UTF-8 (in Excel: Save As, "CSV UTF-8").';

/** Hint for text that is not valid in the encoding used. */
export const ENCODING_HINT = `Pass --encoding with the encoding that the whole file has, such as windows-1252 or macintosh. Or: ${SAVE_AS_UTF8}`;
