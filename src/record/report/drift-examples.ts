/** The first differences of each status, for the page. */
import type { ReconcileStatus } from '../../core/difference.js';
import type { DatedDifference } from '../table/reconcile-csv.js';

const KEPT = 20;

export interface DriftExample extends DatedDifference {
  /** Whom it is about; empty if that is not known. */
  readonly customer: string;
}

export class DriftExamples {
  readonly #first = new Map<ReconcileStatus, DatedDifference[]>();

  /** Passes the batches on as they are. */
  *watch(batches: Iterable<readonly DatedDifference[]>): Generator<readonly DatedDifference[]> {
    for (const batch of batches) {
      for (const one of batch) this.#add(one);
      yield batch;
    }
  }

  /** `nameOf`: whom a difference is about, as the page may show it; empty if that is not known. */
  toExamples(
    nameOf: (one: DatedDifference) => string,
  ): ReadonlyMap<ReconcileStatus, readonly DriftExample[]> {
    return new Map(
      [...this.#first].map(([status, found]) => [
        status,
        found.map((one) => ({ ...one, customer: nameOf(one) })),
      ]),
    );
  }

  #add(difference: DatedDifference): void {
    const kept = this.#first.get(difference.status) ?? [];
    if (kept.length >= KEPT) return;
    kept.push(difference);
    this.#first.set(difference.status, kept);
  }
}
