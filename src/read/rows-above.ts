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
  const found = above.find((row) => isLike(row) || isOtherHeader(row, options));
  if (found === undefined) return [];
  const what = isLike(found) ? 'has values such as those below it' : 'has names of fields too';
  return [
    {
      code: 'header_unclear',
      line: header.line,
      message: `Line ${header.line} has the names of the columns, but line ${found.line} above it ${what}. What is above the header would not be sent.`,
      hint: `Move the names to the top, and give each table as a file of its own. If all above line ${header.line} is a title, pass --header-row ${header.line}.`,
    },
  ];
}

/** A cell has the kind of its column, and one of them is no mere number, or the row is as full as the others and of their shape. */
function makeLikeness(header: TopRow, below: readonly TopRow[]): (row: TopRow) => boolean {
  const columns = header.cells.map((_cell, at) => {
    const cells = below.map(({ cells }) => cells[at] ?? '');
    return { kind: toColumnKind(cells), shape: toColumnShape(cells) };
  });
  const width = countFilled(header);
  return (row) => {
    const cells = columns.map((column, at) => ({ ...column, text: (row.cells[at] ?? '').trim() }));
    const alike = cells.filter(({ kind, text }) => kind !== undefined && toValueKind(text) === kind);
    if (alike.some(({ kind }) => !WEAK.has(kind))) return true;
    const isFull = countFilled(row) > width / 2;
    const hasText = cells.some(({ text }) => text !== '' && toValueKind(text) === undefined);
    const hasShape = cells.some(({ shape, text }) => shape !== undefined && toShape(text) === shape);
    return isFull && hasText && (alike.length > 0 || hasShape);
  };
}

/** The form of a text with digits and letters, such as `K17`; undefined for another. */
function toShape(text: string): string | undefined {
  if (!/\d/.test(text) || !/\p{L}/u.test(text)) return undefined;
  return text.replaceAll(/\p{L}+/gu, 'a').replaceAll(/\d+/g, '9');
}

/** The shape that most filled cells have. */
function toColumnShape(cells: readonly string[]): string | undefined {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  const [first] = filled.map(toShape).filter((shape) => shape !== undefined);
  const alike = filled.filter((cell) => toShape(cell) === first).length;
  return first !== undefined && alike > 0.6 * filled.length ? first : undefined;
}

/** Names of fields between other characters than those of the table below. */
function isOtherHeader({ cells }: TopRow, { delimiter, namesField }: AboveOptions): boolean {
  if (delimiter === undefined) return false;
  const text = cells.join(delimiter);
  return DELIMITERS.filter((other) => other !== delimiter).some((other) => {
    const parts = splitLine(text, other).filter((cell) => cell.trim() !== '');
    const names = parts.filter((cell) => namesField(cell)).length;
    return names > 1 && names > parts.length / 2;
  });
}
