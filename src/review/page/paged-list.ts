/** A long list, fetched by page as its items come into view; at most a few pages are kept. */
import { Observable } from './observable.js';

const MOST_PAGES = 40;

export interface PageSource<T> {
  /** Items of a page. */
  readonly size: number;
  /** The items of a page and the length of the list; undefined: there was no answer. */
  readonly fetch: (
    page: number,
  ) => Promise<{ readonly items: readonly T[]; readonly total: number } | undefined>;
  readonly onLoaded?: (items: readonly T[], first: number) => void;
  readonly onForgotten?: (items: readonly T[]) => void;
}

export class PagedList<T> {
  /** Counts up at each change of what is known. */
  readonly version = new Observable(0);
  /** Undefined before the first answer. */
  total: number | undefined;
  readonly #source: PageSource<T>;
  readonly #pages = new Map<number, readonly T[]>();
  /** Pages that are shown as they were until the answer is there. */
  readonly #stale = new Set<number>();
  #wanted: readonly [first: number, last: number] = [0, 0];
  #isLoading = false;

  constructor(source: PageSource<T>) {
    this.#source = source;
  }

  at(index: number): T | undefined {
    return this.#pages.get(this.#toPage(index))?.[index % this.#source.size];
  }

  /** Items that should be there soon. Only the newest wish counts. */
  want(first: number, last: number): void {
    this.#wanted = [this.#toPage(Math.max(0, first)), this.#toPage(Math.max(0, last))];
    void this.#load();
  }

  /** The pages of these items must be asked for again; undefined: all pages. */
  expire(indexes?: readonly number[]): void {
    for (const page of indexes?.map((index) => this.#toPage(index)) ?? this.#pages.keys())
      this.#stale.add(page);
    void this.#load();
  }

  replace(index: number, item: T): void {
    const page = this.#pages.get(this.#toPage(index));
    if (page !== undefined) this.#pages.set(this.#toPage(index), page.with(index % this.#source.size, item));
  }

  /** Fetches the page of an item. False: there was no answer. */
  load(index: number): Promise<boolean> {
    return this.#loadPage(this.#toPage(index));
  }

  tell(): void {
    this.version.set(this.version.value + 1);
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
      const isBeyond = this.total !== undefined && page > 0 && page * this.#source.size >= this.total;
      if (!isBeyond && (!this.#pages.has(page) || this.#stale.has(page))) return page;
    }
    return undefined;
  }

  async #loadPage(page: number): Promise<boolean> {
    this.#stale.delete(page);
    const answer = await this.#source.fetch(page);
    if (answer === undefined) return false;
    this.total = answer.total;
    this.#pages.set(page, answer.items);
    this.#source.onLoaded?.(answer.items, page * this.#source.size);
    this.#forgetFar();
    this.tell();
    return true;
  }

  #forgetFar(): void {
    const middle = (this.#wanted[0] + this.#wanted[1]) / 2;
    const far = [...this.#pages.keys()].sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
    for (const page of far.slice(MOST_PAGES)) {
      this.#source.onForgotten?.(this.#pages.get(page) ?? []);
      this.#pages.delete(page);
    }
  }

  #toPage(index: number): number {
    return Math.floor(index / this.#source.size);
  }
}
