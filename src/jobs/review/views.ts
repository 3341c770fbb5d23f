/** The views of Fix: the rows that met a filter when it was set, which stay in place while they are fixed. */
import { bisectLeft } from 'd3-array';
import { listRows, type RowFilter } from '../../journal/review/views.js';
import type { Filter } from './answers/fix.js';
import type { ReviewStore } from './store.js';

/** Views that are kept; an older one is made again. */
const MOST_VIEWS = 8;

/** Numbers of the rows that failed for the cause with this code when the review was applied. */
export type ListFailed = (code: string) => readonly number[];

export interface View {
  readonly id: string;
  readonly filter: RowFilter;
  /** In order. */
  readonly rows: Int32Array;
  /** Its rows that did not meet the filter any more, when they were compared last. */
  now: { readonly checks: number; readonly revision: number; readonly gone: Set<number> };
}

export class Views {
  readonly #store: ReviewStore;
  readonly #listFailed: ListFailed;
  readonly #views = new Map<string, View>();
  #next = 1;

  constructor(store: ReviewStore, listFailed: ListFailed) {
    this.#store = store;
    this.#listFailed = listFailed;
  }

  /** The kept view that the query names, if its filter is the same; otherwise a new one. */
  get(query: Filter & { readonly view?: string }): View {
    const filter = this.#toFilter(query);
    const kept = query.view === undefined ? undefined : this.#views.get(query.view);
    if (kept !== undefined && isSame(kept.filter, filter)) return kept;
    const rows = Int32Array.from(listRows(this.#store.file, filter));
    const view: View = { id: `v${this.#next++}`, filter, rows, now: { ...this.#state, gone: new Set() } };
    this.#views.set(view.id, view);
    const [oldest] = this.#views.keys();
    if (this.#views.size > MOST_VIEWS && oldest !== undefined) this.#views.delete(oldest);
    return view;
  }

  #toFilter({ show = 'all', kind = [], col, q = '', failed }: Filter): RowFilter {
    const only = failed === undefined ? {} : { only: this.#listFailed(failed) };
    return { show, kinds: kind, col, q, ...only };
  }

  get #state(): { readonly checks: number; readonly revision: number } {
    return { checks: this.#store.checks, revision: this.#store.revision };
  }

  /**
   * Compares these rows with the filters again: those that a step, which made the newest revision, can have changed. Without it
   * a view compares all of its rows, which takes seconds for a million.
   */
  note(changed: readonly number[]): void {
    const { checks, revision } = this.#state;
    for (const view of this.#views.values()) {
      const { now } = view;
      if (now.checks !== checks || now.revision !== revision - 1) continue;
      const own = changed.filter((row) => has(view.rows, row));
      const { only = own } = view.filter;
      const asked = new Set(only);
      const meeting = new Set(
        own.length === 0
          ? []
          : listRows(this.#store.file, { ...view.filter, only: own.filter((row) => asked.has(row)) }),
      );
      for (const row of own)
        if (meeting.has(row)) now.gone.delete(row);
        else now.gone.add(row);
      view.now = { checks, revision, gone: now.gone };
    }
  }

  /** The rows of a view that do not meet its filter any more. */
  getGone(view: View): ReadonlySet<number> {
    const { checks, revision } = this.#state;
    if (view.now.checks !== checks || view.now.revision !== revision) {
      const gone = without(view.rows, listRows(this.#store.file, view.filter));
      view.now = { checks, revision, gone: new Set(gone) };
    }
    return view.now.gone;
  }
}

/** Both in order. */
function has(rows: Int32Array, row: number): boolean {
  return rows[bisectLeft(rows, row)] === row;
}

function* without(rows: Int32Array, others: readonly number[]): Generator<number> {
  let at = 0;
  for (const row of rows) {
    while ((others[at] ?? Infinity) < row) at += 1;
    if (others[at] !== row) yield row;
  }
}

function isSame(one: RowFilter, other: RowFilter): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
