/** The views of Fix: the rows that met a filter when it was set, which stay in place while they are fixed. */
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
  readonly rows: Int32Array;
  /** The rows that meet the filter now. */
  now: { readonly state: string; readonly rows: ReadonlySet<number> };
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
    const rows = listRows(this.#store.file, filter);
    const now = { state: this.#toStateText(), rows: new Set(rows) };
    const view: View = { id: `v${this.#next++}`, filter, rows: Int32Array.from(rows), now };
    this.#views.set(view.id, view);
    const [oldest] = this.#views.keys();
    if (this.#views.size > MOST_VIEWS && oldest !== undefined) this.#views.delete(oldest);
    return view;
  }

  #toFilter({ show = 'all', kind = [], col, q = '', failed }: Filter): RowFilter {
    const only = failed === undefined ? {} : { only: this.#listFailed(failed) };
    return { show, kinds: kind, col, q, ...only };
  }

  #toStateText(): string {
    return `${this.#store.revision} ${this.#store.checks}`;
  }

  /** The rows of a view that meet its filter now. */
  getShown(view: View): ReadonlySet<number> {
    const state = this.#toStateText();
    if (view.now.state !== state)
      view.now = { state, rows: new Set(listRows(this.#store.file, view.filter)) };
    return view.now.rows;
  }
}

function isSame(one: RowFilter, other: RowFilter): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
