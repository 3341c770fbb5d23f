/** How the text of a source is written, and the same as options of csv-parse. */
import type { Options } from 'csv-parse';
import { DIALECTS, type Dialect, type Escape } from '../core/dialects.js';
import type { LineEnding } from './detect.js';
import { parseDelimiter, type ReadOptions } from './options.js';

export interface TextSyntax {
  /** Absent: detected. */
  readonly delimiter?: string;
  readonly quotes: boolean;
  readonly escape: Escape;
  readonly nulls: readonly string[];
}

const USUAL: Omit<Dialect, 'writtenBy'> = { quotes: true, escape: 'double', nulls: [] };

/** The dialect with what the other options say instead. Throws `config_invalid`. */
export function toTextSyntax(options: ReadOptions): TextSyntax {
  const named: Omit<Dialect, 'writtenBy'> = options.dialect === undefined ? USUAL : DIALECTS[options.dialect];
  const given = options.delimiter === undefined ? {} : { delimiter: parseDelimiter(options.delimiter) };
  return {
    ...(named.delimiter === undefined ? {} : { delimiter: named.delimiter }),
    ...given,
    quotes: named.quotes,
    escape: options.escape ?? named.escape,
    nulls: options.nulls ?? named.nulls,
  };
}

export interface ParserSettings {
  readonly delimiter: string;
  readonly lineEnding: LineEnding;
  /** Lines that begin with it are no records. */
  readonly comment?: string | undefined;
  /** Whether quotes around a cell are not part of it. @default true */
  readonly quotes?: boolean;
}

/**
 * - Both line ends are named: by default csv-parse takes the first it meets for the whole file, and reads a file of mixed
 *   ends as one record, or with a CR in every last cell.
 * - `relax_quotes`: a stray quote (`5" pipe`, `"Ann "Joy" Lee"`) stays as text, and `record-parser.ts` names its cell, so that
 *   it becomes a doubt. One that spans a line end is refused, because it swallows rows.
 * - `relax_column_count`: a row of another length is an issue of that row.
 * - `skip_empty_lines`: a blank line is not a row; `,,,` is one, and fails validation, unless no row follows.
 */
export function toParserOptions({ delimiter, lineEnding, comment, quotes = true }: ParserSettings): Options {
  return {
    delimiter,
    ...(comment === undefined ? {} : { comment, comment_no_infix: true }),
    ...(quotes ? {} : { quote: null }),
    record_delimiter: lineEnding === 'lf' ? ['\r\n', '\n'] : ['\r\n', '\r', '\n'],
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
  };
}
