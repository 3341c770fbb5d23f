/** What a run changes at the API, or would change, row by row: what a person looks at before a plan is applied. */
import type { Code } from './codes.js';
import type { FieldChange, MatchKey } from './types.js';

/**
 * The most serious first. `emptied`: an update that clears at least one field; `updated`: any other update; `address`: the
 * customer stays as it is and gets a deposit address.
 */
export const CHANGE_KINDS = ['deleted', 'emptied', 'updated', 'created', 'address'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** Rows of each kind that are shown where no other number is asked for. */
export const FIRST_CHANGES = 10;

/** Rows of each kind that are listed for people at most: in a page, or on a screen. */
export const MOST_CHANGES = 1000;

/** One row that changes something. */
export interface RowChange {
  readonly kind: ChangeKind;
  readonly rowNumber: number;
  readonly line: number;
  /** Of the customer, as the row has it. */
  readonly name: string;
  /** The key that people know the customer by: its externalId, else its email, else its uid. */
  readonly key: string;
  readonly keyField: MatchKey | '';
  /** Empty for a customer that does not exist yet. */
  readonly uid: string;
  readonly matchedBy: MatchKey | '';
  /** For a new customer, each field that is sent, with nothing before it. */
  readonly fields: readonly FieldChange[];
  /** Whether the row gets a deposit address, too. */
  readonly wantsAddress: boolean;
  readonly warnings: readonly Code[];
}

/** Whether a field has no value: absent, null or an empty text. */
export function isEmptyValue(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

/** Whether a change clears a field that has a value. */
export function isEmptying({ before, after }: FieldChange): boolean {
  return isEmptyValue(after) && !isEmptyValue(before);
}
