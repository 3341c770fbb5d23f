/** The first differences of each status, for the page. */
import type { ReconcileStatus } from '../../core/difference.js';
import type { DatedDifference } from '../table/reconcile-csv.js';

const KEPT = 20;

export class DriftExamples {
  readonly #first = new Map<ReconcileStatus, DatedDifference[]>();

  /** Passes the batches on as they are. */
  *watch(batches: Iterable<readonly DatedDifference[]>): Generator<readonly DatedDifference[]> {
    for (const batch of batches) {
      for (const one of batch) this.#add(one);
      yield batch;
    }
  }

  toExamples(): ReadonlyMap<ReconcileStatus, readonly DatedDifference[]> {
    return this.#first;
  }

  #add(difference: DatedDifference): void {
    const kept = this.#first.get(difference.status) ?? [];
    if (kept.length >= KEPT) return;
    kept.push(difference);
    this.#first.set(difference.status, kept);
  }
}
