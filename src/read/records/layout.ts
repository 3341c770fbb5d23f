/** Empty cells at the end of rows, and columns without name at the end of the header: what they mean, decided by the first rows. */
import { isBlank } from './record.js';

export interface Layout {
  /** The columns with a name, and those without between them. */
  readonly columns: readonly string[];
  /** What a person should know about cells that are not read. */
  readonly notes: readonly string[];
  /** The cells of the columns. A record with other cells stays as it is. */
  readonly fit: (cells: readonly string[]) => readonly string[];
  /** How many cells the row should have, if a cell in its middle seems to be missing. */
  readonly findMissing: (cells: readonly string[]) => number | undefined;
}

/** `rows`: the first rows, without those that are no rows. */
export function toLayout(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  delimiter: string,
): Layout {
  const outer = delimiter === '|' && hasOuterDelimiters(header, rows);
  const start = outer ? 1 : 0;
  const width = countNamed(header);
  const usual = findUsualWidth(rows, header.length);
  if (width - start < 1 || !isTailEmpty(rows, width, usual, header.length)) return toPlainLayout(header);
  if (width === header.length && usual <= width) return toPlainLayout(header);
  const columns = header.slice(start, width);
  const cut = (cells: readonly string[]): readonly string[] => cells.slice(start, width);
  return {
    columns,
    notes: outer ? [] : toNotes(header.length - width, usual - header.length),
    fit: (cells) => {
      const isFull = cells.length === usual || cells.length === header.length || cells.length === width;
      return isFull && isBlankOutside(cells, start, width) ? cut(cells) : cells;
    },
    findMissing: (cells) =>
      cells.length === width && usual > width && isBlank(cells.at(-1)) ? usual : undefined,
  };
}

function toPlainLayout(columns: readonly string[]): Layout {
  return { columns, notes: [], fit: (cells) => cells, findMissing: () => undefined };
}

/** The columns up to the last one that has a name. */
function countNamed(header: readonly string[]): number {
  return header.findLastIndex((name) => !isBlank(name)) + 1;
}

/** The number of cells that most rows have; of equals, the largest. */
function findUsualWidth(rows: readonly (readonly string[])[], width: number): number {
  const counts = new Map<number, number>();
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
  let best = { width, count: 0 };
  for (const [length, count] of counts)
    if (count > best.count || (count === best.count && length > best.width)) best = { width: length, count };
  return best.width;
}

/** Whether the cells after the named columns are empty: in all rows of the usual width, or of the header's. */
function isTailEmpty(
  rows: readonly (readonly string[])[],
  width: number,
  ...[usual, full]: readonly [usual: number, full: number]
): boolean {
  const whole = rows.filter(({ length }) => length === usual || length === full);
  if (whole.length === 0 || usual < width) return false;
  // A single row with more cells, or one among rows without, may have an unquoted delimiter and an empty last cell.
  if (usual > full && rows.some((cells) => isDoubtful(cells, full, rows.length))) return false;
  const empty = whole.filter((cells) => isBlankOutside(cells, 0, width)).length;
  // A value beyond the header is an error of its row; one in a column without name is a reason to keep the column.
  return usual > full ? empty > whole.length / 2 : empty === whole.length;
}

function isDoubtful(cells: readonly string[], full: number, rows: number): boolean {
  if (cells.length === full) return !isBlank(cells.at(-1));
  return rows === 1 && cells.some((cell) => cell.startsWith(' '));
}

function isBlankOutside(cells: readonly string[], start: number, width: number): boolean {
  if (start === 1 && !isBlank(cells[0])) return false;
  for (let at = width; at < cells.length; at += 1) if (!isBlank(cells[at])) return false;
  return true;
}

/** Each line begins and ends with the delimiter, as in markdown. */
function hasOuterDelimiters(header: readonly string[], rows: readonly (readonly string[])[]): boolean {
  return [header, ...rows].every((cells) => cells.length > 2 && isBlank(cells[0]) && isBlank(cells.at(-1)));
}

function toNotes(unnamed: number, extra: number): readonly string[] {
  if (unnamed > 0)
    return [
      `${toCells(unnamed, 'column')} at the end of the header ${unnamed === 1 ? 'has' : 'have'} no name and no value, and ${toAre(unnamed)} not read.`,
    ];
  return [
    `The rows have ${toCells(extra, 'empty cell')} more at their end than the header; ${extra === 1 ? 'it is' : 'they are'} not read.`,
  ];
}

function toCells(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function toAre(count: number): string {
  return count === 1 ? 'is' : 'are';
}
