/** Which of the listed records an export wants, as a condition of SQL. */

export type ExportKind = 'customer' | 'address' | 'transaction';

export interface RecordFilter {
  readonly includeDeleted: boolean;
  /** Ms since the epoch; records without a creation time pass. */
  readonly createdFrom: number | undefined;
}

export const WANTED = `kind = ? AND (deleted = 0 OR ? = 1) AND (created_at IS NULL OR created_at >= ?)`;
/** The same where records are read in order: the index on kind would make SQLite sort all of them for each batch. */
export const UNINDEXED_WANTED = `+${WANTED}`;
export const toWanted = (kind: ExportKind, { includeDeleted, createdFrom }: RecordFilter) =>
  [kind, includeDeleted ? 1 : 0, createdFrom ?? Number.MIN_SAFE_INTEGER] as const;
