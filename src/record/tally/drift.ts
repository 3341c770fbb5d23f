/** What a comparison came to, counted. */
import { IN_STEP, RECONCILE_STATUSES, type ReconcileStatus } from '../../core/difference.js';

/** `reconcile` of summary.json. */
export interface ReconcileSummary {
  /** The export that stood for the remote, or null. */
  readonly against: string | null;
  /** Customers of the remote. */
  readonly remoteCustomers: number;
  /** Why the list of them may lack some, so that some may wrongly be `missing_remote`, or null. */
  readonly unsure: string | null;
  /** One number per status: of rows, for `missing_source` of customers. */
  readonly statuses: Readonly<Record<ReconcileStatus, number>>;
  /** All that is not in step: every status but `same` and `skipped`. */
  readonly drift: number;
  /** How much drift is allowed before the exit status is 1. */
  readonly allowedDrift: number;
  /** How many rows differ in a field, the most frequent first. */
  readonly fields: readonly { readonly field: string; readonly count: number }[];
  /** Rows of fixup.csv. */
  readonly fixupRows: number;
  /** The command that imports fixup.csv, or null. */
  readonly mend: string | null;
  /** Lines of reconcile.csv that the run compared with had or had not, and those of its own that are gone. */
  readonly previous: {
    readonly runId: string;
    readonly new: number;
    readonly known: number;
    readonly gone: number;
  } | null;
}

export class DriftTally {
  readonly #statuses = Object.fromEntries(RECONCILE_STATUSES.map((status) => [status, 0])) as Record<
    ReconcileStatus,
    number
  >;
  readonly #fields = new Map<string, number>();

  /** One row, or one customer that no row names. */
  add(status: ReconcileStatus, fields: readonly string[]): void {
    this.#statuses[status] += 1;
    for (const field of fields) this.#fields.set(field, (this.#fields.get(field) ?? 0) + 1);
  }

  toStatuses(): ReconcileSummary['statuses'] {
    return { ...this.#statuses };
  }

  /** The most frequent first, then by name. */
  toFields(): ReconcileSummary['fields'] {
    return [...this.#fields]
      .map(([field, count]) => ({ field, count }))
      .sort((a, b) => b.count - a.count || (a.field < b.field ? -1 : 1));
  }
}

export function toDrift(statuses: ReconcileSummary['statuses']): number {
  return RECONCILE_STATUSES.filter((status) => !IN_STEP.has(status)).reduce(
    (sum, status) => sum + statuses[status],
    0,
  );
}

/** The drift that no import of fixup.csv corrects, so that a person has to; each row of fixup.csv corrects one. */
export function toLeft({
  statuses: { missing_source, ambiguous, invalid },
  drift,
  fixupRows,
}: Pick<ReconcileSummary, 'statuses' | 'drift' | 'fixupRows'>) {
  const missing_remote = drift - fixupRows - missing_source - ambiguous - invalid;
  return { missing_remote, missing_source, ambiguous, invalid };
}
