/** The rows that Fix shows: those of a filtered view by page, and the next problem. */
import { suggestName } from '../../core/suggest.js';
import { listRows, type RowFilter } from '../../journal/review/views.js';
import type { Filter, FindAnswer, FindQuery, RowsAnswer, RowsQuery } from './answers/fix.js';
import type { ReviewCheck } from './check.js';
import { toGridRow } from './grid-row.js';
import type { ReviewStore } from './store.js';
import { Views, type ListFailed } from './views.js';

export class Grid {
  readonly #store: ReviewStore;
  readonly #views: Views;

  constructor(store: ReviewStore, listFailed: ListFailed) {
    this.#store = store;
    this.#views = new Views(store, listFailed);
  }

  /** Of the step that made the newest revision: the rows that it can have changed. */
  note(changed: readonly number[]): void {
    this.#views.note(changed);
  }

  toRows(query: RowsQuery, check: ReviewCheck | undefined): RowsAnswer {
    const view = this.#views.get(query);
    const gone = this.#views.getGone(view);
    const numbers = [...view.rows.slice(query.from, query.from + query.n)];
    const rows = numbers.flatMap((row) => {
      const found = toGridRow(this.#store, row, check);
      if (found === undefined) return [];
      return [gone.has(row) ? { ...found, isFixed: true } : found];
    });
    return {
      view: view.id,
      revision: this.#store.revision,
      total: view.rows.length,
      fixedSince: gone.size,
      from: query.from,
      rows,
      ...(view.rows.length === 0 ? this.#toNearest(view.filter) : {}),
    };
  }

  find(query: FindQuery): FindAnswer {
    const view = this.#views.get(query);
    const step = query.dir === 'next' ? 1 : -1;
    const start = toStart(view.rows, query);
    for (let index = start; index >= 0 && index < view.rows.length; index += step) {
      const row = view.rows[index] ?? 0;
      const places = this.#listPlaces(row, query).filter(
        (at) => row !== query.row || query.at === undefined || (step > 0 ? at > query.at : at < query.at),
      );
      const at = step > 0 ? places[0] : places.at(-1);
      if (at !== undefined) return { found: { row, at, index }, view: view.id };
    }
    return { view: view.id };
  }

  /** Positions of the row's problems that the filter asks for, in order, each once. */
  #listPlaces(row: number, { kind = [], col, q = '' }: Filter): number[] {
    const found = this.#store.problems
      .getProblems(row)
      .filter(
        (one) =>
          (kind.length === 0 || kind.includes(one.kind)) && (col === undefined || q !== '' || one.at === col),
      )
      .map(({ at }) => at);
    return [...new Set(found)].sort((a, b) => a - b);
  }

  /** A word of the rows that is near to the one that was searched for. */
  #toNearest(filter: RowFilter): Pick<RowsAnswer, 'nearest'> {
    if (filter.q === '') return {};
    const words = new Set<string>();
    for (const batch of this.#store.rows.readAll()) {
      for (const { cells } of batch)
        for (const cell of cells) for (const word of cell.toLowerCase().split(/[\s@.,;]+/)) words.add(word);
      if (words.size >= 50_000) break;
    }
    const text = suggestName(filter.q.toLowerCase(), words);
    if (text === undefined) return {};
    return { nearest: { text, rows: listRows(this.#store.file, { ...filter, q: text }).length } };
  }
}

/** Where a search begins: at the row of the cursor, which may not be in the view. */
function toStart(rows: Int32Array, { dir, row }: FindQuery): number {
  if (row === undefined) return dir === 'next' ? 0 : rows.length - 1;
  if (dir === 'next') {
    const index = rows.findIndex((one) => one >= row);
    return index < 0 ? rows.length : index;
  }
  return rows.findLastIndex((one) => one <= row);
}
