/** "N rows or N percent of the rows": what `--max-errors`, `--max-changes`, `--max-drift` and the like take. */
export interface RowQuota {
  readonly amount: number;
  /** `amount` is a percentage of the source's rows. */
  readonly isPercent: boolean;
}

/**
 * How many rows a quota allows. A fraction of a row does not count: 5% of 119 rows allows 5. For `--max-changes`,
 * `--max-creates`, `--max-updates` and `--max-drift`.
 */
export function toAllowedRows(quota: RowQuota, rows: number): number {
  return Math.floor(toRows(quota, rows));
}

/**
 * At how many rows a run must stop. A fraction of a row counts as a whole one, and the least is one row: 5% of 101 rows
 * stops at 6. For `--max-errors`.
 */
export function toStopRows(quota: RowQuota, rows: number): number {
  return Math.max(1, Math.ceil(toRows(quota, rows)));
}

/** As a user types it: `10` or `5%`. */
export function toQuotaText({ amount, isPercent }: RowQuota): string {
  return `${amount}${isPercent ? '%' : ''}`;
}

export function isRowQuota(value: object): value is RowQuota {
  return 'amount' in value && typeof value.amount === 'number' && 'isPercent' in value;
}

/** Without the noise of binary fractions, which would make 29% of 100 rows 28.999999999999996. */
function toRows({ amount, isPercent }: RowQuota, rows: number): number {
  if (!isPercent) return amount;
  const part = (amount * rows) / 100;
  const nearest = Math.round(part);
  return Math.abs(part - nearest) <= 2 * Number.EPSILON * part ? nearest : part;
}
