/** Which row of a sheet is its header: above it there may be a title, a date, a logo. */
import type { SheetRow } from './sheet-rows.js';

/** So many rows that are not empty are looked at. */
export const HEADER_SAMPLE_ROWS = 30;

/**
 * The first row with at least three quarters as many filled cells as the table has. How many it has, the fullest rows tell
 * that are not alone with it: titles have fewer, and one row with notes beside it does not mislead.
 */
export function findHeaderRow(rows: readonly SheetRow[]): number {
  const counts = rows.map(({ cells }) => cells.filter((cell) => cell.trim() !== '').length);
  const fullest = counts.toSorted((a, b) => b - a);
  const alike = Math.max(2, Math.ceil(counts.length / 10));
  const usual = fullest[Math.min(alike, counts.length) - 1] ?? 0;
  return counts.findIndex((count) => count >= 0.75 * usual);
}
