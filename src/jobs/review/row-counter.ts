/** Counts the rows of a review by what is to be done with them. */
import type { Clock } from '../../core/clock.js';
import type { Counts, WorkAnswer } from './answers/state.js';
import type { ReviewStore } from './store.js';

/** While rows are checked, counting them again and again would take longer than the check. */
const RECOUNT_MS = 500;

export class RowCounter {
  readonly #store: ReviewStore;
  readonly #clock: Clock;
  #kept: { readonly revision: number; readonly counts: Counts; readonly countedAt: number } | undefined;

  constructor(store: ReviewStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** `work`: they are read or checked, so that the counts change without a new revision. */
  count(work: WorkAnswer | undefined): Counts {
    const { revision } = this.#store;
    const now = this.#clock.monotonic();
    const isFresh = work === undefined || now < (this.#kept?.countedAt ?? 0) + RECOUNT_MS;
    if (isFresh && this.#kept?.revision === revision) return this.#kept.counts;
    const rows = this.#store.info.get('source')?.rows ?? work?.done ?? 0;
    const { mustFix, skipped, leftOut, worthALook, changed } = this.#store.problems.count();
    const ready = Math.max(0, rows - mustFix - skipped - leftOut);
    const toDo = mustFix + worthALook;
    const counts = { rows, mustFix, ready, leftOut, skipped, worthALook, toDo, changed };
    this.#kept = { revision, counts, countedAt: now };
    return counts;
  }

  /** All rows were checked: what was counted before is not true any more. */
  forget(): void {
    this.#kept = undefined;
  }
}
