/** Preview: what would change, customer by customer. */
import type { ErrorAnswer, Ordered, ShownField } from './shared.js';

/** The most serious first. */
export type PreviewKind =
  'emptied' | 'conflict' | 'updated' | 'created' | 'address' | 'unchanged' | 'invalid';

export interface PreviewAnswer extends Ordered {
  /** `stale`: something was edited since; `none`: not asked yet. */
  readonly state: 'none' | 'checking' | 'ready' | 'stale' | 'stopped' | 'failed';
  /** Stands for exactly what is shown; POST /api/apply needs it. Empty unless `ready`, and once it is applied. */
  readonly plan: string;
  /** ISO 8601 UTC of the check; empty before. */
  readonly checkedAt: string;
  readonly done: number;
  readonly total: number;
  readonly kinds: readonly { readonly kind: PreviewKind; readonly mark: string; readonly rows: number }[];
  readonly emptiedFields: number;
  /** The frequent ones first. */
  readonly fields: readonly { readonly field: string; readonly rows: number }[];
  /** Of the rows that are chosen. */
  readonly sending: {
    readonly creates: number;
    readonly updates: number;
    readonly addresses: number;
    /** Of these, for customers that stay as they are otherwise. */
    readonly addressesOnly: number;
    /** `BTC`; empty without addresses. */
    readonly addressKind: string;
    readonly requests: number;
    /** `5 to 9 min`; empty where nothing is sent. */
    readonly time: string;
  };
  /** By a person, in the preview. */
  readonly leftOut: number;
  /** Edited since the check; of a stale preview. */
  readonly staleRows: number;
  readonly failed?: ErrorAnswer;
}

export interface ChangesQuery {
  /** Any of these; in a URL, once for each. @default all but unchanged */
  readonly kind?: readonly PreviewKind[];
  readonly field?: string;
  /** Name, row number, key or value; any case. */
  readonly q?: string;
  readonly from: number;
  /** At most 100. */
  readonly n: number;
}

export interface ChangesAnswer {
  readonly total: number;
  readonly from: number;
  /** By kind, the most serious first, then by row. */
  readonly changes: readonly CustomerChange[];
}

export interface CustomerChange {
  readonly row: number;
  readonly kind: PreviewKind;
  readonly mark: string;
  readonly name: string;
  /** `found by externalId CUS-10043`, `no customer has CUS-10043`. */
  readonly foundBy: string;
  readonly isChosen: boolean;
  /** A conflict, an unchanged or an invalid row can't be chosen. */
  readonly canChoose: boolean;
  readonly fields: readonly ShownField[];
  /** `one will be requested`; empty: none. */
  readonly address: string;
  /** Why nothing is sent: of a conflict and of an invalid row; else empty. */
  readonly why: string;
  readonly warnings: readonly string[];
}

/** At most 500 rows. */
export interface ChooseRequest {
  readonly id: string;
  readonly plan: string;
  readonly rows: readonly number[];
  readonly isChosen: boolean;
}
