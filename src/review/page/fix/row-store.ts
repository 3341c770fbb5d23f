/** The rows of one filter: fetched by page as they come into view, at most a few pages kept. */
import type { GridRow, RowsAnswer } from '../../wire.js';
import { Observable } from '../observable.js';
import { toFilterQuery, type PageRoute } from '../route.js';
import type { Session } from '../session.js';

export const PAGE_ROWS = 100;
const MOST_PAGES = 40;

export class RowStore {
  /** Counts up at each change of what is known. */
  readonly version = new Observable(0);
  readonly filter: PageRoute['filter'];
  /** The newest answer, without its rows; undefined before the first. */
  about: Omit<RowsAnswer, 'rows'> | undefined;
  readonly #session: Session;
  readonly #pages = new Map<number, readonly GridRow[]>();
  readonly #stale = new Set<number>();
  readonly #indexes = new Map<number, number>();
  readonly #stop = new AbortController();
  #wanted: readonly [first: number, last: number] = [0, 0];
  #isLoading = false;

  constructor(session: Session, filter: PageRoute['filter']) {
    this.#session = session;
    this.filter = filter;
  }

  get total(): number {
    return this.about?.total ?? 0;
  }

  at(index: number): GridRow | undefined {
    return this.#pages.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS];
  }

  close(): void {
    this.#stop.abort();
  }

  /** Rows that should be there soon. Only the newest wish counts. */
  want(first: number, last: number): void {
    this.#wanted = [Math.floor(Math.max(0, first) / PAGE_ROWS), Math.floor(Math.max(0, last) / PAGE_ROWS)];
    void this.#load();
  }

  /** Rows as they are after an edit. */
  put(rows: readonly GridRow[]): void {
    for (const row of rows) {
      const index = this.#indexes.get(row.row);
      const number = Math.floor((index ?? 0) / PAGE_ROWS);
      const page = this.#pages.get(number);
      if (index === undefined || page === undefined) continue;
      this.#pages.set(number, page.with(index % PAGE_ROWS, row));
    }
    this.#tell();
  }

  /** Rows that must be asked for again; undefined: all. They are shown as they were until the answer is there. */
  expire(rows: readonly number[] | undefined): void {
    const pages =
      rows?.flatMap((row) => Math.floor((this.#indexes.get(row) ?? -1) / PAGE_ROWS)) ?? this.#pages.keys();
    for (const page of pages) if (page >= 0) this.#stale.add(page);
    void this.#load();
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
      if (this.at(index) === undefined) await this.#loadPage(Math.floor(index / PAGE_ROWS));
      const row = this.at(index);
      if (row !== undefined) rows.push(row);
    }
    return rows;
  }

  async #load(): Promise<void> {
    if (this.#isLoading) return;
    this.#isLoading = true;
    try {
      for (let page = this.#nextPage(); page !== undefined; page = this.#nextPage())
        if (!(await this.#loadPage(page))) break;
    } finally {
      this.#isLoading = false;
    }
  }

  #nextPage(): number | undefined {
    const [first, last] = this.#wanted;
    for (let page = first; page <= last; page += 1) {
      const isBeyond = this.about !== undefined && page > 0 && page * PAGE_ROWS >= this.total;
      if (!isBeyond && (!this.#pages.has(page) || this.#stale.has(page))) return page;
    }
    return undefined;
  }

  /** False: there was no answer. */
  async #loadPage(page: number): Promise<boolean> {
    this.#stale.delete(page);
    const answer = await this.#fetch(page * PAGE_ROWS, PAGE_ROWS);
    if (answer === undefined) return false;
    const { rows, ...about } = answer;
    this.about = about;
    this.#pages.set(page, rows);
    rows.forEach((row, at) => this.#indexes.set(row.row, page * PAGE_ROWS + at));
    this.#forgetFar();
    this.#tell();
    return true;
  }

  async #fetch(from: number, n: number): Promise<RowsAnswer | undefined> {
    const query = toFilterQuery(this.filter);
    query.set('from', String(from));
    query.set('n', String(n));
    if (this.about !== undefined) query.set('view', this.about.view);
    return this.#session.ask<RowsAnswer>(`/api/rows?${query.toString()}`, { signal: this.#stop.signal });
  }

  #forgetFar(): void {
    const middle = (this.#wanted[0] + this.#wanted[1]) / 2;
    const far = [...this.#pages.keys()].sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
    for (const page of far.slice(MOST_PAGES)) {
      for (const { row } of this.#pages.get(page) ?? []) this.#indexes.delete(row);
      this.#pages.delete(page);
    }
  }

  #tell(): void {
    this.version.set(this.version.value + 1);
  }
}
