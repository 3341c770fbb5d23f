/** Pages of lists: finds the page size that the server accepts, and ends a list that would never end. */
import type { ListPage, PageQuery, ReadResult } from '../core/api-port.js';
import { BulkError } from '../core/errors.js';

/** Sizes to try, in order, as long as the server refuses the previous one; 0: not sent, so the server's default. */
const SMALLER_SIZES = [50, 20, 10, 0] as const;

/** Maximum pages in a row without a new record, if the server does not say how many pages there are. */
const MAX_STALE_PAGES = 3;

/** Maximum empty pages in a row, even if the server says that there are more. */
const MAX_EMPTY_PAGES = 50;

/** Maximum lists in progress whose pages are remembered; the oldest is forgotten first. */
const MAX_WALKS = 512;

/** Reads one page from the server. */
export type ReadPage<T> = (query: PageQuery) => Promise<ReadResult<AnsweredPage<T>>>;

/** A page, and whether the server said how many there are. */
export interface AnsweredPage<T> extends ListPage<T> {
  readonly isTotalKnown: boolean;
}

/** State of a list that is being read page by page. */
interface Walk {
  /** Its pages by fingerprint. */
  readonly pages: Map<string, number>;
  /** Records met, if the server does not say how many pages there are. */
  readonly seen: Set<string>;
  stalePages: number;
  emptyPages: number;
}

/**
 * One per client. Page sizes are learned per route: the vendor publishes no maximum, so a refusal of the first page leads
 * to the next smaller size, and every later page of the route uses it.
 */
export class Lists {
  /** By route: the largest size that was accepted, and the largest to request. */
  readonly #accepted = new Map<string, number>();
  readonly #limits = new Map<string, number>();
  readonly #walks = new Map<string, Walk>();

  /**
   * Reads a page. `route` names the endpoint, `list` the list within the route (its filters).
   * Throws `list_endless` if the pages repeat each other, or are all empty.
   */
  async read<T>(
    route: string,
    list: string,
    query: PageQuery,
    readPage: ReadPage<T>,
  ): Promise<ReadResult<ListPage<T>>> {
    const result = await this.#readSized(route, query, readPage);
    if (result.kind !== 'ok') return result;
    const key = `${route} ${list} ${query.orderBy}`;
    const walk = this.#toWalk(key, query.page, result.value);
    if (walk !== undefined) await this.#assertNew({ route, query, walk }, result.value, readPage);
    return result;
  }

  async #readSized<T>(
    route: string,
    query: PageQuery,
    readPage: ReadPage<T>,
  ): Promise<ReadResult<AnsweredPage<T>>> {
    const perPage = toSmaller(query.perPage, this.#limits.get(route));
    const first = await readPage({ ...query, perPage });
    if (first.kind === 'ok') this.#accept(route, perPage);
    if (!this.#mayBeTooLarge(route, perPage, query.page, first)) return first;
    for (const size of SMALLER_SIZES) {
      if (perPage !== 0 && size >= perPage) continue;
      const result = await readPage({ ...query, perPage: size });
      if (result.kind === 'ok') {
        this.#limits.set(route, size);
        this.#accept(route, size);
      }
      if (result.kind !== 'rejected') return result;
    }
    // The size was not the reason.
    return first;
  }

  #accept(route: string, perPage: number): void {
    this.#accepted.set(route, Math.max(perPage, this.#accepted.get(route) ?? 0));
  }

  #mayBeTooLarge(route: string, perPage: number, page: number, result: ReadResult<unknown>): boolean {
    const isRefused = result.kind === 'rejected' && (result.httpStatus === 400 || result.httpStatus === 422);
    return isRefused && page === 1 && perPage > (this.#accepted.get(route) ?? 0);
  }

  /** The state of a list with more pages; a list of one page needs none. */
  #toWalk(key: string, page: number, { totalPages }: ListPage<unknown>): Walk | undefined {
    const known = page === 1 ? undefined : this.#walks.get(key);
    this.#walks.delete(key);
    if (page === 1 && page >= totalPages) return undefined;
    const walk = known ?? {
      pages: new Map<string, number>(),
      seen: new Set<string>(),
      stalePages: 0,
      emptyPages: 0,
    };
    this.#walks.set(key, walk);
    const oldest = this.#walks.size > MAX_WALKS ? this.#walks.keys().next().value : undefined;
    if (oldest !== undefined) this.#walks.delete(oldest);
    return walk;
  }

  async #assertNew<T>(
    { route, query, walk }: { readonly route: string; readonly query: PageQuery; readonly walk: Walk },
    { records, isTotalKnown }: AnsweredPage<T>,
    readPage: ReadPage<T>,
  ): Promise<void> {
    walk.emptyPages = records.length === 0 ? walk.emptyPages + 1 : 0;
    if (walk.emptyPages > MAX_EMPTY_PAGES)
      throw toEndless(route, query.page, 'is as empty as those before it');
    if (records.length === 0) return;
    const fingerprint = toFingerprint(records);
    const other = walk.pages.get(fingerprint);
    const isRepeated = other !== undefined && other !== query.page;
    if (isRepeated && (await this.#isSame(route, query, other, readPage))) {
      throw toEndless(route, query.page, `is the same as page ${other}`);
    }
    walk.pages.set(fingerprint, query.page);
    if (isTotalKnown) return;
    const before = walk.seen.size;
    for (const record of records) walk.seen.add(toIdentity(record));
    walk.stalePages = walk.seen.size > before ? 0 : walk.stalePages + 1;
    if (walk.stalePages >= MAX_STALE_PAGES) throw toEndless(route, query.page, 'brings nothing new');
  }

  /** Records created during the listing move the pages, so both pages are read again before they are believed. */
  async #isSame<T>(
    route: string,
    query: PageQuery,
    otherPage: number,
    readPage: ReadPage<T>,
  ): Promise<boolean> {
    const other = await this.#readSized(route, { ...query, page: otherPage }, readPage);
    const again = await this.#readSized(route, query, readPage);
    if (other.kind !== 'ok' || again.kind !== 'ok' || again.value.records.length === 0) return false;
    return toFingerprint(other.value.records) === toFingerprint(again.value.records);
  }
}

function toSmaller(size: number, limit: number | undefined): number {
  if (limit === undefined) return size;
  return limit === 0 || size === 0 ? 0 : Math.min(size, limit);
}

/** Enough of a page to distinguish it from every other page of its list. */
function toFingerprint(records: readonly unknown[]): string {
  return `${records.length} ${toIdentity(records[0])} ${toIdentity(records[records.length - 1])}`;
}

function toIdentity(record: unknown): string {
  const { uid } = (record ?? {}) as { readonly uid?: unknown };
  return typeof uid === 'string' ? uid : JSON.stringify(record);
}

function toEndless(route: string, page: number, fault: string): BulkError {
  return new BulkError('list_endless', `Page ${page} of ${route} ${fault}; the list would never end.`);
}
