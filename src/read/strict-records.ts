/**
 * The records of text that is written as RFC 4180 says: a cell is in quotes as a whole, or has none. In such text each mark means
 * one thing only. csv-parse reads all other text.
 */
import type { SourceRecord } from './records/record.js';

export interface StrictSyntax {
  readonly delimiter: string;
  /** Whether quotes around a cell are not part of it. */
  readonly quotes: boolean;
  readonly maxRecordBytes: number;
}

export interface StrictRecords {
  readonly records: readonly SourceRecord[];
  /** The line after the last record. */
  readonly line: number;
  /** Where the last record ends: a quote after it is not closed in this text. */
  readonly end: number;
}

/** A record with quotes. */
interface QuotedRecord {
  readonly cells: readonly string[];
  readonly end: number;
}

const LF = 0x0a;
const CR = 0x0d;
const QUOTE = 0x22;

/** `text`: whole lines, the first of them at `line` of the file. Undefined: some of it is not written so, or is too long. */
export function readStrictRecords(
  text: string,
  line: number,
  { delimiter, quotes, maxRecordBytes }: StrictSyntax,
): StrictRecords | undefined {
  const records: SourceRecord[] = [];
  // UTF-8 has three bytes at most for each unit of UTF-16.
  const longest = maxRecordBytes / 3;
  let quoteAt = quotes ? find(text, '"', 0) : text.length;
  let start = 0;
  while (start < text.length) {
    const first = line;
    let end = text.indexOf('\n', start) + 1;
    if (quoteAt < end) {
      const quoted = readQuoted(text, start, delimiter);
      if (quoted === 'unclosed') break;
      if (quoted === undefined) return undefined;
      line += countLines(text, end, quoted.end);
      end = quoted.end;
      quoteAt = find(text, '"', end);
      records.push(toRecord(quoted.cells, first, line));
    } else {
      const last = findTextEnd(text, start, end);
      // A blank line is no record.
      if (last > start) records.push({ cells: text.slice(start, last).split(delimiter), line });
    }
    if (end - start > longest) return undefined;
    line += 1;
    start = end;
  }
  return { records, line, end: start };
}

function toRecord(cells: readonly string[], line: number, lastLine: number): SourceRecord {
  return lastLine === line ? { cells, line } : { cells, line, lastLine };
}

/** Length of the text where the mark is not found. */
function find(text: string, mark: string, start: number): number {
  const at = text.indexOf(mark, start);
  return at < 0 ? text.length : at;
}

/** Of a line that ends before `end`: where its text ends. */
function findTextEnd(text: string, start: number, end: number): number {
  return end - start > 1 && text.charCodeAt(end - 2) === CR ? end - 2 : end - 1;
}

function countLines(text: string, start: number, end: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n', start); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

/** The record at `start`. Undefined: it is not written strictly. */
function readQuoted(text: string, start: number, delimiter: string): QuotedRecord | 'unclosed' | undefined {
  const cells: string[] = [];
  for (let at = start; ;) {
    const isQuoted = text.charCodeAt(at) === QUOTE;
    const end = isQuoted ? findClosingQuote(text, at) : findPlainEnd(text, at, delimiter);
    if (end < 0) return 'unclosed';
    const cell = isQuoted ? text.slice(at + 1, end).replaceAll('""', '"') : text.slice(at, end);
    if (!isQuoted && cell.includes('"')) return undefined;
    cells.push(cell);
    const after = isQuoted ? end + 1 : end;
    const lineEnd = measureLineEnd(text, after);
    if (lineEnd > 0) return { cells, end: after + lineEnd };
    if (!text.startsWith(delimiter, after)) return undefined;
    at = after + delimiter.length;
  }
}

/** Of the cell whose opening quote is at `start`; -1: the text has none. */
function findClosingQuote(text: string, start: number): number {
  let at = text.indexOf('"', start + 1);
  while (at >= 0 && text.charCodeAt(at + 1) === QUOTE) at = text.indexOf('"', at + 2);
  return at;
}

/** The delimiter or the end of the line's text, whichever is first. */
function findPlainEnd(text: string, start: number, delimiter: string): number {
  const end = findTextEnd(text, start, text.indexOf('\n', start) + 1);
  return Math.min(end, find(text, delimiter, start));
}

/** 0: no line ends here. */
function measureLineEnd(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code === LF) return 1;
  return code === CR && text.charCodeAt(at + 1) === LF ? 2 : 0;
}
