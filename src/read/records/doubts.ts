/** What the reader is not sure of in a record, in words. */
import { fromTextFormula } from '../../core/formula.js';
import type { SourceDoubt } from '../../core/types.js';
import { toFilled, type SourceRecord } from './record.js';

/** `lines 2 to 4`, for a record of several lines. */
function toLines({ line, lastLine = line }: SourceRecord): string {
  return lastLine === line ? `line ${line}` : `lines ${line} to ${lastLine}`;
}

export function toSwallowedDoubt(record: SourceRecord, cell: number): SourceDoubt {
  const value = record.cells[cell] ?? '';
  const rows = value.trim().split(/\r\n|\r|\n/).length;
  return {
    code: 'rows_swallowed',
    line: record.line,
    cell,
    value,
    message: `expected one cell, found the text of ${rows} rows in it (${toLines(record)}).`,
  };
}

/** One for each cell with a quote where CSV allows none; a mark of inches is plainly a character. */
export function toQuoteDoubts(record: SourceRecord): readonly SourceDoubt[] {
  return (record.misquoted ?? []).flatMap((cell) => toQuoteDoubt(record, cell) ?? []);
}

const QUOTE = '"';
/** `5" pipe`, `6' 2"`, `3½" bolt`. */
const INCHES = /[\d½¼¾⅛'’′]\s?"/g;

function toQuoteDoubt({ cells, line }: SourceRecord, cell: number): SourceDoubt | undefined {
  const value = cells[cell] ?? '';
  const text = value.trim();
  if (text.startsWith(QUOTE)) return { line, cell, value, ...toUncertain(text, value) };
  // `="00123"`, which is read as a spreadsheet does, is meant as it is.
  if (!text.replaceAll(INCHES, '').includes(QUOTE) || fromTextFormula(text) !== text) return undefined;
  return {
    code: 'quote_in_text',
    line,
    cell,
    value,
    message: `expected a cell without quotes, or one in quotes as a whole, found ${show(text)}.`,
  };
}

function toUncertain(text: string, value: string): Pick<SourceDoubt, 'code' | 'message' | 'hint'> {
  const found = {
    code: 'quote_misplaced',
    message: `expected a delimiter after the closing quote, found ${show(text)}.`,
  } as const;
  if (text.includes('\\"')) {
    const hint = 'The file writes a quote as \\", so pass --escape backslash.';
    return { ...found, message: `expected a quote within quotes as "", found ${show(text)}.`, hint };
  }
  const inner = text.slice(1, text.endsWith(QUOTE) && text.length > 1 ? -1 : undefined);
  const isWhole = text.endsWith(QUOTE) && text.length > 1;
  if (isWhole && !inner.includes(QUOTE)) {
    const where = value.startsWith(QUOTE) ? 'after' : 'before';
    return {
      ...found,
      message: `expected no space ${where} a quoted cell, found ${show(value)}.`,
      hint: `Write ${show(text)} without the space.`,
    };
  }
  if (!isWhole && !inner.includes(QUOTE) && /^\s/.test(value)) {
    return {
      ...found,
      message: `expected no space before a quoted cell, found ${show(value)}, so that a delimiter in it ends the cell.`,
      hint: 'Remove the spaces before the quotes in the program that writes the file.',
    };
  }
  if (!isWhole) return found;
  const doubled = QUOTE + inner.replaceAll(/"+/g, '""') + QUOTE;
  return {
    ...found,
    message: `expected a quote within quotes as "", found ${show(text)}.`,
    hint: `Write ${show(doubled)}, if the inner quotes belong to the value.`,
  };
}

export function toNoCustomerDoubt(record: SourceRecord, what: string): SourceDoubt {
  return {
    code: 'row_not_customer',
    line: record.line,
    value: toFilled(record.cells).join(' | '),
    message: `expected a customer, found ${what}: ${show(toFilled(record.cells).join(' | '))}.`,
  };
}

export function toCountDoubt({ line, cells }: SourceRecord, expected: number): SourceDoubt {
  return {
    code: 'column_count',
    line,
    message: `expected ${expected} cells as in the other rows, found ${cells.length}.`,
  };
}

const LONGEST_SHOWN = 60;

function show(text: string): string {
  return `\`${text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text}\``;
}
