/** Where the table of a text begins: below its titles and comments, at its header. */
import { BulkError } from '../core/errors.js';
import type { SourceDoubt } from '../core/types.js';
import { findComments } from './comments.js';
import { detectDelimiter } from './detect-delimiter.js';
import { findHeaderByNames, findHeaderByWidth } from './header-row.js';
import { toHeaderError, toUnclearDoubt } from './header.js';
import { toNoHeaderRemedy } from './header-remedy.js';
import { judgeHeader } from './judge-header.js';
import { findNextLine } from './lines.js';
import type { ReadOptions } from './options.js';
import { findQuotedLines } from './quoted-lines.js';
import { toAboveDoubts } from './rows-above.js';
import { readTopRecords, type TopOptions, type TopRecord } from './top-records.js';

export interface TablePlace {
  readonly delimiter: string;
  /** Offset of the header. */
  readonly start: number;
  /** Line of the file there. */
  readonly line: number;
  /** What the comments above it begin with; undefined: no comments are above it. */
  readonly commentMark?: string | undefined;
  /** Each line is quoted as a whole. */
  readonly isQuotedByLine: boolean;
  readonly notes: readonly string[];
  readonly doubts: readonly SourceDoubt[];
  /** What to do if the header is not the header. */
  readonly remedy: string;
}

export interface LocateOptions
  extends Omit<TopOptions, 'firstLine'>, Pick<ReadOptions, 'headerRow' | 'header' | 'namesField'> {
  readonly name: string;
  readonly firstLine: number;
  /** Chosen by the user, or by the file's first line. */
  readonly delimiter: string | undefined;
  readonly usual: string | undefined;
}

/** Throws `config_invalid` for a header row that is not there, `header_missing` for a first row that is data. */
export function locateTable(table: Buffer, options: LocateOptions): TablePlace {
  if (options.header === false) return toPlainPlace(table, 0, options.firstLine, options);
  if (options.headerRow !== undefined) {
    const start = findLine(table, options.headerRow, options);
    return toPlainPlace(table, start, options.headerRow, options);
  }
  return findTable(table, options);
}

/** The user says where it begins, so nothing is judged. */
function toPlainPlace(table: Buffer, start: number, line: number, options: LocateOptions): TablePlace {
  const rest = table.subarray(start);
  const delimiter = options.delimiter ?? detectDelimiter(rest, { ...options, namesField: undefined });
  const rows = readTopRecords(rest, delimiter, options);
  return {
    delimiter,
    start,
    line,
    isQuotedByLine: false,
    notes: [],
    doubts: [],
    remedy: toNoHeaderRemedy(rows, delimiter),
  };
}

function findLine(table: Buffer, wanted: number, { name, firstLine, lineEnding }: LocateOptions): number {
  let at: number | undefined = wanted < firstLine ? undefined : 0;
  for (let line = firstLine; line < wanted && at !== undefined; line += 1)
    at = findNextLine(table, at, lineEnding);
  const isBlank = at === undefined || /^[ \t]*(?:[\r\n]|$)/.test(table.toString('utf8', at, at + 256));
  if (at !== undefined && !isBlank) return at;
  throw new BulkError('config_invalid', `${name} has no text in line ${wanted}, which --header-row names.`, {
    hint: `Pass the line with the names of the columns, counted from 1 at the top of the file.`,
  });
}

function findTable(table: Buffer, options: LocateOptions): TablePlace {
  const { firstLine, namesField } = options;
  const above = findComments(table, options);
  const rest = table.subarray(above.bytes);
  const top = { ...options, firstLine: firstLine + above.lines };
  const delimiter = options.delimiter ?? detectDelimiter(rest, top);
  const below = readTopRecords(rest, delimiter, top);
  const quoted = findQuotedLines(rest, below, namesField);
  if (quoted !== undefined) {
    const { start, line, cells } = quoted;
    const notes = toNotes({ start, line, cells }, options);
    return { ...toResult([], options, quoted.delimiter), ...quoted, start: above.bytes + start, notes };
  }
  const at = namesField === undefined ? 0 : findHeaderByNames(below, 0, namesField);
  const own = above.toHeader(delimiter, below[at]?.cells ?? []);
  const shifted = below.map((record) => ({ ...record, start: record.start + above.bytes }));
  const records = own === undefined ? shifted.slice(at) : [own, ...shifted];
  const isCommented = above.lines > (own === undefined ? 0 : 1);
  const result = toResult(records, options, delimiter);
  const commentMark = isCommented ? above.mark : undefined;
  if (own !== undefined || namesField === undefined) return { ...result, commentMark };
  const doubts = [...result.doubts, ...toAboveDoubts(below, at, { delimiter, namesField })];
  return { ...result, doubts, commentMark };
}

function toResult(records: readonly TopRecord[], options: LocateOptions, delimiter: string): TablePlace {
  const { name, namesField, firstLine } = options;
  const [header] = records;
  const remedy = toRemedy(records, delimiter);
  const place = { delimiter, isQuotedByLine: false, remedy };
  if (header === undefined) return { ...place, start: 0, line: firstLine, notes: [], doubts: [] };
  const { is, because } =
    namesField === undefined ? { is: 'header', because: '' } : judgeHeader(records, namesField);
  const { line, start } = header;
  if (is === 'row') throw toHeaderError({ name, line, remedy }, because);
  const doubts = is === 'unclear' ? [toUnclearDoubt(line, because, remedy)] : [];
  return { ...place, start, line, notes: toNotes(header, options), doubts };
}

const ONE_COLUMN =
  ' If another character separates the cells, pass --delimiter CHAR. If each line is quoted as a whole, name two of its columns with --map FIELD=COLUMN.';

function toRemedy(records: readonly TopRecord[], delimiter: string): string {
  const line = records[0]?.line ?? 1;
  const wide = records[findHeaderByWidth(records)];
  const other =
    wide === undefined || wide.line === line
      ? `If line ${line} is the header, pass --header-row ${line}.`
      : `If the header is line ${wide.line}, pass --header-row ${wide.line}.`;
  const one = records[0]?.cells.length === 1 ? ONE_COLUMN : '';
  return `${other}${one} If line ${line} is a row: ${toNoHeaderRemedy(records, delimiter)}`;
}

/** Says which lines are above the header. */
function toNotes({ line }: TopRecord, { name, firstLine }: LocateOptions): string[] {
  if (line === firstLine) return [];
  const above =
    line - firstLine === 1
      ? `Line ${firstLine} above it is`
      : `Lines ${firstLine} to ${line - 1} above it are`;
  return [
    `Line ${line} of ${name} is taken for the header. ${above} not read; --header-row chooses another line.`,
  ];
}
