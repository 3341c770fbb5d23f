/** How many rows may fail before the run stops. */
export interface ErrorLimit {
  readonly amount: number;
  /** `amount` is a percentage of all rows of the source. */
  readonly isPercent: boolean;
}

/** Whether so many failures are too many. */
export function isTooMany(failed: number, limit: ErrorLimit | undefined, rows: number): boolean {
  if (limit === undefined) return false;
  return failed >= (limit.isPercent ? Math.ceil((limit.amount / 100) * rows) : limit.amount) && failed > 0;
}
