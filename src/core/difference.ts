/** What a comparison of a source with the remote customers reports. */
import type { Code } from './codes.js';
import type { RemoteCustomer } from './customer.js';
import type { FieldChange, MatchKey, RowKeys, RowState, RowWish } from './types.js';

/**
 * The result of comparing one row: the first that applies of `invalid`, `skipped`, `ambiguous`, `missing_remote`,
 * `changed`, `address_missing`, `same`. A remote customer that no row names is `missing_source`.
 */
export const RECONCILE_STATUSES = [
  'same',
  'changed',
  'missing_remote',
  'missing_source',
  'ambiguous',
  'address_missing',
  'invalid',
  'skipped',
] as const;
export type ReconcileStatus = (typeof RECONCILE_STATUSES)[number];

/** Statuses that are not drift: the row is in sync, or was left out on purpose. */
export const IN_STEP: ReadonlySet<ReconcileStatus> = new Set<ReconcileStatus>(['same', 'skipped']);

/** One line of reconcile.csv; a row has one for each field that differs. */
export interface Difference {
  readonly status: ReconcileStatus;
  /** The key that people know the customer by: its externalId, else its email, else its uid; empty if a row has none. */
  readonly key: string;
  /** Which of these keys it is. */
  readonly keyField: MatchKey | '';
  /** For `changed`: `phone`, `address.city`, `metaData.plan`, … */
  readonly field: string;
  /** The values of the source and the remote; empty if there is none. */
  readonly source: string;
  readonly remote: string;
  readonly uid: string;
  /** Undefined for a customer that no row names. */
  readonly rowNumber: number | undefined;
  readonly line: number | undefined;
  readonly matchedBy: MatchKey | '';
  readonly code: Code | '';
  readonly message: string;
  /** Whether importing fixup.csv fixes it. */
  readonly isFixable: boolean;
}

/** Whether the previous comparison had this difference; empty without a previous comparison. */
export type Since = 'new' | 'known' | '';

/** The same difference has the same identity in every comparison, even if its values change. */
export function toIdentity({ status, key, field, rowNumber }: Difference): string {
  return JSON.stringify([status, key === '' ? `row ${rowNumber ?? ''}` : key, field]);
}

/** A row after matching, with the customer that it is compared with. */
export interface ComparedRow {
  readonly rowNumber: number;
  readonly line: number;
  readonly state: RowState;
  readonly keys: RowKeys;
  /** Absent for an invalid row. */
  readonly wish: RowWish | undefined;
  /** Uid of the matching customer. */
  readonly uid: string;
  readonly matchedBy: MatchKey | '';
  /** The matching customer, if the row would change it. */
  readonly remote: RemoteCustomer | undefined;
  readonly changes: readonly FieldChange[];
  readonly code: Code | '';
  readonly message: string;
  /** Whether the matching customer has a deposit address; undefined if this was not checked. */
  readonly hasAddress: boolean | undefined;
}

/** A row of fixup.csv: cells by column. `import` reads the columns without any option. */
export type FixupRow = ReadonlyMap<string, string>;
