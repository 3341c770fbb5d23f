/** All records of a paged list, in batches. */
import type { ListPage, ReadResult } from '../core/api-port.js';
import { BulkError } from '../core/errors.js';

/** Records per page; the client asks for fewer if the server refuses it. */
const PER_PAGE = 100;

/** A server that keeps saying "there is more" and returns nothing would be queried forever. */
const MAX_EMPTY_PAGES = 50;

/** Reads one page. */
export type FetchPage<T> = (page: number, perPage: number) => Promise<ReadResult<ListPage<T>>>;

export interface ListPagesOptions {
  /** What is listed, for messages. @example 'customers' */
  readonly what: string;
  /** Records per page. @default 100 */
  readonly perPage?: number | undefined;
  /** Pages requested at the same time. @default 4 */
  readonly concurrency?: number | undefined;
  /** The page to continue from, after the first, which is always read. @default 2 */
  readonly fromPage?: number | undefined;
  /** Called after each page: pages done, and the server's latest number of pages. */
  readonly onPage?: ((donePages: number, totalPages: number) => void) | undefined;
}

/**
 * Every record of a list, one batch per page, in page order. Only `totalPages` decides about the end; it may grow or shrink
 * during the listing, and a short or empty page is never taken for the last. A record may come twice (customers created
 * during the listing move the pages; the caller drops repeats). With `orderBy: 'asc'`, a *deletion* during the listing can
 * move another record to a page that was read already. Throws `server_unreachable` if a page can't be read, `interrupted`
 * when the client is stopping, and anything that `fetchPage` throws.
 */
export async function* listPages<T>(
  fetchPage: FetchPage<T>,
  options: ListPagesOptions,
): AsyncGenerator<readonly T[], void, undefined> {
  const { perPage = PER_PAGE } = options;
  const first = await fetchFirst(fetchPage, perPage, options.what);
  let total = first.totalPages;
  let empty = first.records.length === 0 ? 1 : 0;
  options.onPage?.(1, total);
  yield first.records;

  const window = new Map<number, Promise<ReadResult<ListPage<T>>>>();
  const width = Math.max(1, options.concurrency ?? 4);
  const start = (page: number): void => {
    const pending = fetchPage(page, perPage);
    // Awaited in page order: until then the failure of a later page must not be unhandled.
    pending.catch(() => undefined);
    window.set(page, pending);
  };
  try {
    for (let page = Math.max(2, options.fromPage ?? 2); page <= total || window.has(page); page += 1) {
      for (let ahead = page; ahead < page + width && ahead <= total; ahead += 1) {
        if (!window.has(ahead)) start(ahead);
      }
      const result = await window.get(page);
      window.delete(page);
      if (result === undefined) break;
      if (result.kind !== 'ok') {
        // A list that shrank may refuse pages beyond its end.
        const now = await readTotalNow(fetchPage, perPage, { page, total, refusal: result }, options.what);
        total = Math.min(total, now);
        continue;
      }
      total = result.value.totalPages;
      empty = result.value.records.length === 0 ? empty + 1 : 0;
      if (empty >= MAX_EMPTY_PAGES && page < total) throw toEmptyError(options.what, page, total);
      options.onPage?.(page, Math.max(page, total));
      yield result.value.records;
    }
  } finally {
    await Promise.allSettled(window.values());
  }
}

async function fetchFirst<T>(fetchPage: FetchPage<T>, perPage: number, what: string): Promise<ListPage<T>> {
  const result = await fetchPage(1, perPage);
  if (result.kind !== 'ok') throw toPageError(what, 1, result);
  return result.value;
}

interface RefusedPage<T> {
  readonly page: number;
  readonly total: number;
  readonly refusal: Exclude<ReadResult<ListPage<T>>, { kind: 'ok' }>;
}

/** The current number of pages, from page 1; throws if `page` should still exist. */
async function readTotalNow<T>(
  fetchPage: FetchPage<T>,
  perPage: number,
  { page, total, refusal }: RefusedPage<T>,
  what: string,
): Promise<number> {
  if (refusal.kind === 'unavailable') throw toPageError(what, page, refusal);
  if (page > total) return total;
  const again = await fetchPage(1, perPage);
  if (again.kind !== 'ok') throw toPageError(what, 1, again);
  if (again.value.totalPages >= page) throw toPageError(what, page, refusal);
  return again.value.totalPages;
}

function toPageError(
  what: string,
  page: number,
  result: Exclude<ReadResult<unknown>, { kind: 'ok' }>,
): BulkError {
  if (result.kind === 'unavailable' && result.stopped) {
    return new BulkError('interrupted', `The list of ${what} was interrupted at page ${page}.`);
  }
  return new BulkError(
    'server_unreachable',
    `Page ${page} of the ${what} could not be read: ${result.message}`,
    {
      context: { page, httpStatus: result.httpStatus },
    },
  );
}

function toEmptyError(what: string, page: number, total: number): BulkError {
  return new BulkError(
    'server_unreachable',
    `The list of ${what} gave ${MAX_EMPTY_PAGES} empty pages in a row up to page ${page}, and says that there are ${total}.`,
  );
}
