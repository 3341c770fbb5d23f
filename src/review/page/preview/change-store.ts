/** The changes of one filter, fetched by page as they come into view. */
import type { ChangesAnswer, CustomerChange, PreviewKind } from '../../wire.js';
import { Observable } from '../observable.js';
import type { Session } from '../session.js';

const PAGE = 50;
const MOST_PAGES = 40;

export interface ChangeFilter {
  readonly kinds: readonly PreviewKind[];
  readonly field: string;
  readonly q: string;
}

export class ChangeStore {
  /** Counts up at each change of what is known. */
  readonly version = new Observable(0);
  total: number | undefined;
  readonly #session: Session;
  readonly #filter: ChangeFilter;
  readonly #pages = new Map<number, readonly CustomerChange[]>();
  readonly #stale = new Set<number>();
  readonly #stop = new AbortController();
  #wanted: readonly [first: number, last: number] = [0, 0];
  #isLoading = false;

  constructor(session: Session, filter: ChangeFilter) {
    this.#session = session;
    this.#filter = filter;
  }

  at(index: number): CustomerChange | undefined {
    return this.#pages.get(Math.floor(index / PAGE))?.[index % PAGE];
  }

  want(first: number, last: number): void {
    this.#wanted = [Math.floor(Math.max(0, first) / PAGE), Math.floor(Math.max(0, last) / PAGE)];
    void this.#load();
  }

  /** All must be asked for again; they are shown as they were until the answer is there. */
  expire(): void {
    for (const page of this.#pages.keys()) this.#stale.add(page);
    void this.#load();
  }

  close(): void {
    this.#stop.abort();
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
      const isBeyond = this.total !== undefined && page > 0 && page * PAGE >= this.total;
      if (!isBeyond && (!this.#pages.has(page) || this.#stale.has(page))) return page;
    }
    return undefined;
  }

  async #loadPage(page: number): Promise<boolean> {
    this.#stale.delete(page);
    const { kinds, field, q } = this.#filter;
    const query = new URLSearchParams({ from: String(page * PAGE), n: String(PAGE) });
    for (const kind of kinds) query.append('kind', kind);
    if (field !== '') query.set('field', field);
    if (q !== '') query.set('q', q);
    const answer = await this.#session.ask<ChangesAnswer>(`/api/changes?${query.toString()}`, {
      signal: this.#stop.signal,
    });
    if (answer === undefined) return false;
    this.total = answer.total;
    this.#pages.set(page, answer.changes);
    for (const far of [...this.#pages.keys()]
      .sort((a, b) => Math.abs(a - page) - Math.abs(b - page))
      .slice(MOST_PAGES))
      this.#pages.delete(far);
    this.version.set(this.version.value + 1);
    return true;
  }
}
