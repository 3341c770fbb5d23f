/** What stays planned, where a part of a plan was applied. */
import { toCount, toGrouped } from '../../core/count-text.js';
import type { StatusCounts } from '../tally/outcome-tally.js';

/**
 * `720 rows stay planned, 90 of them for an address alone`. `rows`: those that stay planned; a customer that only gets an
 * address counts as unchanged.
 */
export function toHeldText({
  counts,
  rows,
}: {
  readonly counts: StatusCounts;
  readonly rows: number;
}): string {
  const forAddress = rows - counts.would_create - counts.would_update;
  const all = `${toCount(rows, 'row stays', 'rows stay')} planned`;
  if (forAddress <= 0) return all;
  return rows === forAddress
    ? `${all} for an address alone`
    : `${all}, ${toGrouped(forAddress)} of them for an address alone`;
}
