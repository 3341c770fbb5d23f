/** What a comparison of a source with the remote customers tells. */
import type { Code } from './codes.js';
import type { RemoteCustomer } from './customer.js';
import type { FieldChange, MatchKey, RowKeys, RowState, RowWish } from './types.js';

/**
 * What a comparison finds of a row: the first that holds of `invalid`, `skipped`, `ambiguous`, `missing_remote`, `changed`,
 * `address_missing`, `same`. A remote customer that no row names is `missing_source`.
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

/** Statuses that are no drift: all is as it should be, or was left out on purpose. */
export const IN_STEP: ReadonlySet<ReconcileStatus> = new Set<ReconcileStatus>(['same', 'skipped']);

/** One line of reconcile.csv; a row has one for each field that differs. */
export interface Difference {
  readonly status: ReconcileStatus;
  /** By what people know the customer: its externalId, else its email, else its uid; empty in a row that has none. */
  readonly key: string;
  /** Which of them it is. */
  readonly keyField: MatchKey | '';
  /** Of `changed`: `phone`, `address.city`, `metaData.plan`, … */
  readonly field: string;
  /** What the source, and the remote, say; empty where they say nothing. */
  readonly source: string;
  readonly remote: string;
  readonly uid: string;
  /** Undefined for a customer that no row names. */
  readonly rowNumber: number | undefined;
  readonly line: number | undefined;
  readonly matchedBy: MatchKey | '';
  readonly code: Code | '';
  readonly message: string;
  /** Whether importing fixup.csv mends it. */
  readonly isFixable: boolean;
}

/** What the night before says of a difference; empty without one. */
export type Since = 'new' | 'known' | '';

/** The same difference on another night has the same identity, whatever its values are by then. */
export function toIdentity({ status, key, field, rowNumber }: Difference): string {
  return JSON.stringify([status, key === '' ? `row ${rowNumber ?? ''}` : key, field]);
}

/** A row after matching, with what it is compared with. */
export interface ComparedRow {
  readonly rowNumber: number;
  readonly line: number;
  readonly state: RowState;
  readonly keys: RowKeys;
  /** Absent in an invalid row. */
  readonly wish: RowWish | undefined;
  /** Of the customer that matches. */
  readonly uid: string;
  readonly matchedBy: MatchKey | '';
  /** What matches, where the row would change it. */
  readonly remote: RemoteCustomer | undefined;
  readonly changes: readonly FieldChange[];
  readonly code: Code | '';
  readonly message: string;
  /** Whether the customer that matches has a deposit address; undefined where nobody asked. */
  readonly hasAddress: boolean | undefined;
}

/** A row of fixup.csv: cells by column. `import` reads the columns without any option. */
export type FixupRow = ReadonlyMap<string, string>;
