/** The rows of one filter, fetched by page as they come into view. */
import type { GridRow, RowsAnswer } from '../../wire.js';
import { PagedList } from '../paged-list.js';
import { toFilterQuery, type PageRoute } from '../route.js';
import type { Observable } from '../observable.js';
import type { Session } from '../session.js';

export const PAGE_ROWS = 100;

export class RowStore {
  readonly filter: PageRoute['filter'];
  /** The newest answer, without its rows; undefined before the first. */
  about: Omit<RowsAnswer, 'rows'> | undefined;
  readonly #session: Session;
  readonly #list: PagedList<GridRow>;
  readonly #indexes = new Map<number, number>();
  readonly #stop = new AbortController();

  constructor(session: Session, filter: PageRoute['filter']) {
    this.#session = session;
    this.filter = filter;
    this.#list = new PagedList({
      size: PAGE_ROWS,
      fetch: (page) => this.#fetchPage(page),
      onLoaded: (rows, first) => rows.forEach((row, at) => this.#indexes.set(row.row, first + at)),
      onForgotten: (rows) => rows.forEach(({ row }) => this.#indexes.delete(row)),
    });
  }

  get version(): Observable<number> {
    return this.#list.version;
  }

  get total(): number {
    return this.about?.total ?? 0;
  }

  at(index: number): GridRow | undefined {
    return this.#list.at(index);
  }

  close(): void {
    this.#stop.abort();
  }

  /** Rows that should be there soon. Only the newest wish counts. */
  want(first: number, last: number): void {
    this.#list.want(first, last);
  }

  /** Rows as they are after an edit. */
  put(rows: readonly GridRow[]): void {
    for (const row of rows) {
      const index = this.#indexes.get(row.row);
      if (index !== undefined) this.#list.replace(index, row);
    }
    this.#list.tell();
  }

  /** Rows that must be asked for again; undefined: all. They are shown as they were until the answer is there. */
  expire(rows: readonly number[] | undefined): void {
    this.#list.expire(rows?.flatMap((row) => this.#indexes.get(row) ?? []));
  }

  /** The place of a row in the filtered rows, or of the row after it if it is not among them; rows are in their order. */
  async indexOf(row: number): Promise<number> {
    const known = this.#indexes.get(row);
    if (known !== undefined) return known;
    let [low, high] = [0, this.total];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const found = (this.at(middle) ?? (await this.#fetch(middle, 1))?.rows[0])?.row;
      if (found === undefined) return low;
      if (found < row) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, Math.min(low, this.total - 1));
  }

  /** Waits for rows that may not be there yet. */
  async take(first: number, count: number): Promise<readonly GridRow[]> {
    const rows: GridRow[] = [];
    for (let index = first; index < Math.min(first + count, this.total); index += 1) {
      if (this.at(index) === undefined) await this.#list.load(index);
      const row = this.at(index);
      if (row !== undefined) rows.push(row);
    }
    return rows;
  }

  async #fetchPage(page: number): Promise<{ items: readonly GridRow[]; total: number } | undefined> {
    const answer = await this.#fetch(page * PAGE_ROWS, PAGE_ROWS);
    if (answer === undefined) return undefined;
    const { rows, ...about } = answer;
    this.about = about;
    return { items: rows, total: about.total };
  }

  #fetch(from: number, n: number): Promise<RowsAnswer | undefined> {
    const query = toFilterQuery(this.filter);
    query.set('from', String(from));
    query.set('n', String(n));
    if (this.about !== undefined) query.set('view', this.about.view);
    return this.#session.ask<RowsAnswer>(`/api/rows?${query.toString()}`, { signal: this.#stop.signal });
  }
}
