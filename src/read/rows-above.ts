/** Rows of customers above what is taken for the header: the sheet was sorted with it, or two files were put together. */
import type { SourceDoubt } from '../core/types.js';
import { DELIMITERS } from './detect-delimiter.js';
import { countFilled, type NamesField, type TopRow } from './header-row.js';
import { splitLine } from './quoted-lines.js';
import { toColumnKind, toValueKind, type CellKind } from './value-kind.js';

/** A title may have one of these by chance, such as the date of the report. */
const WEAK: ReadonlySet<CellKind | undefined> = new Set<CellKind>(['a number', 'a date', 'JSON', 'a null']);

export interface AboveOptions {
  /** Between the cells of a text; undefined for a workbook. */
  readonly delimiter?: string | undefined;
  readonly namesField: NamesField;
}

/** `header_unclear` if a row of `rows` before `headerAt` is like the rows below the header, or is a header itself. */
export function toAboveDoubts(
  rows: readonly TopRow[],
  headerAt: number,
  options: AboveOptions,
): readonly SourceDoubt[] {
  const header = rows[headerAt];
  const above = rows.slice(0, Math.max(0, headerAt));
  if (header === undefined || above.length === 0) return [];
  const isLike = makeLikeness(header, rows.slice(headerAt + 1));
  const isRow = (row: TopRow): boolean => isLike(row) || toOtherRows(row, options).some(isLike);
  const found = above.find((row) => isRow(row) || isOtherHeader(row, options));
  if (found === undefined) return [];
  const what = isRow(found) ? 'has values such as those below it' : 'has names of fields too';
  return [
    {
      code: 'header_unclear',
      line: header.line,
      message: `Line ${header.line} has the names of the columns, but line ${found.line} above it ${what}. What is above the header would not be sent.`,
      hint: `Move the names to the top, and give each table as a file of its own. If all above line ${header.line} is a title, pass --header-row ${header.line}.`,
    },
  ];
}

/**
 * More cells are as those below than are unlike them. One of them is no mere number, or the row is as full as the table: a
 * title may have one number or date, and a note one address.
 */
function makeLikeness(header: TopRow, below: readonly TopRow[]): (row: TopRow) => boolean {
  const columns = header.cells.map((_cell, at) => {
    const cells = below.map(({ cells }) => (cells[at] ?? '').trim());
    return { kind: toColumnKind(cells), shape: toColumnShape(cells), lengths: new Set(cells.map(toLength)) };
  });
  const width = countFilled(header);
  return (row) => {
    if (countFilled(row) < Math.min(2, width)) return false;
    const cells = columns.map((column, at) => ({ ...column, text: (row.cells[at] ?? '').trim() }));
    const told = cells.filter(({ kind, shape, text }) => text !== '' && (kind ?? shape) !== undefined);
    const alike = told.filter(({ kind, shape, lengths, text }) =>
      kind === undefined
        ? toShape(text) === shape
        : toValueKind(text) === kind && (!WEAK.has(kind) || lengths.has(toLength(text))),
    );
    if (2 * alike.length <= told.length) return false;
    return alike.some(({ kind }) => !WEAK.has(kind)) || countFilled(row) >= width;
  };
}

const toLength = (text: string): number => text.length;

/** The form of a text with digits and letters, such as `K9` of `K17`; undefined for another. */
function toShape(text: string): string | undefined {
  if (!/\d/.test(text) || !/\p{L}/u.test(text)) return undefined;
  return text.replaceAll(/\d+/g, '9');
}

/** The shape that most filled cells have. */
function toColumnShape(cells: readonly string[]): string | undefined {
  const filled = cells.filter((cell) => cell !== '');
  const [first] = filled.map(toShape).filter((shape) => shape !== undefined);
  const alike = filled.filter((cell) => toShape(cell) === first).length;
  return first !== undefined && alike > 0.6 * filled.length ? first : undefined;
}

/** Names of fields between other characters than those of the table below. */
function isOtherHeader(row: TopRow, options: AboveOptions): boolean {
  return toOtherRows(row, options).some(({ cells }) => {
    const filled = cells.filter((cell) => cell.trim() !== '');
    return filled.length > 1 && filled.every((cell) => options.namesField(cell));
  });
}

/** The row as it is with each other delimiter that it has. */
function toOtherRows({ line, cells }: TopRow, { delimiter }: AboveOptions): readonly TopRow[] {
  if (delimiter === undefined) return [];
  const text = cells.join(delimiter);
  const others = DELIMITERS.filter((other) => other !== delimiter && text.includes(other));
  return others.map((other) => ({ line, cells: splitLine(text, other) }));
}
