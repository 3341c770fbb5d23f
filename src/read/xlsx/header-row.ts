/** Finds the header row of a sheet: a title, a date or a logo may come before it. */
import type { SheetRow } from './sheet-rows.js';

/** Looks at this many rows that are not empty. */
export const HEADER_SAMPLE_ROWS = 30;

/**
 * The first row with at least three quarters as many filled cells as the table is wide. The width is that of the fullest
 * rows, if more than one has it: titles are narrower, and a single row with notes next to it does not mislead.
 */
export function findHeaderRow(rows: readonly SheetRow[]): number {
  const counts = rows.map(({ cells }) => cells.filter((cell) => cell.trim() !== '').length);
  const fullest = counts.toSorted((a, b) => b - a);
  const alike = Math.max(2, Math.ceil(counts.length / 10));
  const usual = fullest[Math.min(alike, counts.length) - 1] ?? 0;
  return counts.findIndex((count) => count >= 0.75 * usual);
}
