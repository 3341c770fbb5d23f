/** Finds the header row at the top of a table: a title, a date or a logo may come before it. */

/** A row of the top, which is not empty. */
export interface TopRow {
  /** Line of the file, or row of the sheet. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** Whether a column of this name means a field, or is one that the user named. */
export type NamesField = (name: string) => boolean;

/** Looks at this many rows that are not empty. */
export const HEADER_SAMPLE_ROWS = 30;

export const countFilled = ({ cells }: TopRow): number => cells.filter((cell) => cell.trim() !== '').length;

/**
 * The first row with at least three quarters as many filled cells as the table is wide. The width is that of the fullest
 * rows, if more than one has it: titles are narrower, and a single row with notes next to it does not mislead.
 */
export function findHeaderByWidth(rows: readonly TopRow[]): number {
  const counts = rows.map(countFilled);
  const fullest = counts.toSorted((a, b) => b - a);
  const alike = Math.max(2, Math.ceil(counts.length / 10));
  const usual = fullest[Math.min(alike, counts.length) - 1] ?? 0;
  return counts.findIndex((count) => count >= 0.75 * usual);
}

/**
 * The first row whose cells name fields, where the row `usual` does not: at least two names, and either most of its cells,
 * or more cells than each row above it has. A title may name one by chance ("Notes"). `usual` if there is no such row.
 */
export function findHeaderByNames(rows: readonly TopRow[], usual: number, namesField: NamesField): number {
  const countNames = ({ cells }: TopRow): number =>
    cells.filter((cell) => cell.trim() !== '' && namesField(cell)).length;
  const first = rows[usual];
  const usualNames = first === undefined ? 0 : countNames(first);
  // Nearly every table ends here: to compare all cells with all names takes long.
  if (usualNames > 1 || (first !== undefined && usualNames === 1 && countFilled(first) > 1)) return usual;
  const names = rows.map(countNames);
  const filled = rows.map(countFilled);
  const found = names.findIndex((count, at) => {
    const width = filled[at] ?? 0;
    const isWider = filled.slice(0, at).every((other) => other < width);
    return (
      (count > 1 || (usualNames === 0 && count === width)) && count > 0 && (count > width / 2 || isWider)
    );
  });
  return found < 0 ? usual : found;
}
