/** Lines that are quoted as a whole: `"externalId,name,email"`, as a spreadsheet saves a table that it read as one column. */
import { parse } from 'csv-parse/sync';
import type { SourceDoubt } from '../core/types.js';
import { toParserOptions } from './csv-dialect.js';
import { DELIMITERS } from './detect-delimiter.js';
import type { NamesField } from './header-row.js';
import type { TopRecord } from './top-records.js';

export interface QuotedLines {
  readonly isQuotedByLine: true;
  readonly delimiter: string;
  readonly start: number;
  readonly line: number;
  readonly cells: readonly string[];
  readonly doubts: readonly SourceDoubt[];
}

/** Where the first record that has a quoted cell alone splits into names of fields. */
export function findQuotedLines(
  sample: Buffer,
  records: readonly TopRecord[],
  namesField: NamesField | undefined,
): QuotedLines | undefined {
  const [header] = records;
  if (header === undefined || namesField === undefined || sample[header.start] !== 0x22) return undefined;
  const text = toOnlyCell(header.cells);
  if (text === undefined) return undefined;
  for (const delimiter of DELIMITERS) {
    const cells = splitLine(text, delimiter);
    if (cells.filter((cell) => namesField(cell)).length < 2) continue;
    const { start, line } = header;
    const message = `Each line is quoted as a whole. It was read as ${cells.length} cells between ${JSON.stringify(delimiter)}.`;
    return {
      isQuotedByLine: true,
      delimiter,
      start,
      line,
      cells,
      doubts: [{ code: 'line_quoted', line, message }],
    };
  }
  return undefined;
}

/** The cells of a line that was quoted as a whole; the text itself if it is not one line, or has a quote that is not closed. */
export function splitLine(text: string, delimiter: string): string[] {
  try {
    const records: string[][] = parse(text, toParserOptions({ delimiter, lineEnding: 'lf' }));
    const [cells = [text]] = records;
    return records.length === 1 ? cells : [text];
  } catch {
    return [text];
  }
}

/** The text of a record whose other cells are empty. */
export function toOnlyCell([first = '', ...others]: readonly string[]): string | undefined {
  return first !== '' && others.every((cell) => cell === '') ? first : undefined;
}
