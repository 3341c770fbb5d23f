/** The CSV dialect of this tool, as options of csv-parse. */
import type { Options } from 'csv-parse';
import type { LineEnding } from './detect.js';

/**
 * - Both line ends are named: by default csv-parse takes the first it meets for the whole file, and reads a file of mixed
 *   ends as one record, or with a CR in every last cell.
 * - `relax_quotes`: a stray quote (`5" pipe`, `"Ann "Joy" Lee"`) stays as text, and `record-parser.ts` names its cell, so that
 *   it becomes a doubt. One that spans a line end is refused, because it swallows rows.
 * - `relax_column_count`: a row of another length is an issue of that row.
 * - `skip_empty_lines`: a blank line is not a row; `,,,` is one, and fails validation, unless no row follows.
 */
export function toParserOptions(delimiter: string, lineEnding: LineEnding, comment?: string): Options {
  return {
    delimiter,
    ...(comment === undefined ? {} : { comment, comment_no_infix: true }),
    record_delimiter: lineEnding === 'lf' ? ['\r\n', '\n'] : ['\r\n', '\r', '\n'],
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
  };
}
