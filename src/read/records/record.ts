/** A record of a source, before it is known whether it is a row. */
import type { SourceDoubt } from '../../core/types.js';

export interface SourceRecord {
  readonly cells: readonly string[];
  /** Line of the file, or row of the sheet, where it begins. */
  readonly line: number;
  /** Where it ends; absent: on the same line. */
  readonly lastLine?: number;
  /** Positions of the cells with a quote where CSV allows none; absent: no such cell. */
  readonly misquoted?: readonly number[];
  /** What is doubtful before a look at the cells; absent: nothing. */
  readonly doubts?: readonly SourceDoubt[];
  /** The row of totals of a table in a workbook. */
  readonly isTotalsRow?: boolean;
  /** A formula of the record adds up or counts a range. */
  readonly hasAggregate?: boolean;
}

/** Whether a cell is empty or only spaces. */
export function isBlank(cell: string | undefined): boolean {
  if (cell === undefined || cell === '') return true;
  const first = cell.charCodeAt(0);
  // Few cells begin with anything else that `trim` would remove.
  return (first <= 0x20 || first >= 0x80) && cell.trim() === '';
}

/** The cells that are not blank, trimmed. */
export function toFilled(cells: readonly string[]): readonly string[] {
  return cells.flatMap((cell) => (isBlank(cell) ? [] : [cell.trim()]));
}

/** The position of the next cell that is not blank, from `start` on; -1 if all are blank. */
export function findFilled(cells: readonly string[], start: number): number {
  for (let at = start; at < cells.length; at += 1) if (!isBlank(cells[at])) return at;
  return -1;
}
