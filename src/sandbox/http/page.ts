import { toDraw } from '../draws.js';
import type { PagingSwitches } from '../paging-switches.js';
import { refuse, type Reply } from './reply.js';

/** The requested part of a list. */
export interface PageQuery {
  page: number;
  perPage: number;
  order: 'asc' | 'desc';
}

/** Reads `page`, `perPage` and `orderBy`; a text says what is wrong with them. */
export function parsePageQuery(query: URLSearchParams, switches: PagingSwitches): PageQuery | string {
  const page = parseCount(query.get('page') ?? '1');
  const perPage = parseCount(query.get('perPage') ?? '10');
  const order = query.get('orderBy') ?? switches.defaultOrder;
  if (page === undefined) return 'page must be an integer from 1';
  if (perPage === undefined) return 'perPage must be an integer from 1';
  if (order !== 'asc' && order !== 'desc') return 'orderBy must be asc or desc';
  if (perPage > switches.maxPerPage && switches.refuseLargePerPage) {
    return `perPage must not be above ${switches.maxPerPage}`;
  }
  return { page, perPage: Math.min(perPage, switches.maxPerPage), order };
}

/**
 * The bounds of page number `page` in a list of `total`. With a skew each inner bound moves by up to that many records,
 * always by the same amount for the same page, so that the pages still cover every record once.
 */
export function toPageBounds(total: number, page: number, perPage: number, skew: number): [number, number] {
  const pages = Math.ceil(total / perPage);
  if (page > pages) return [total, total];
  const reach = Math.min(skew, Math.floor(perPage / 2));
  const border = (after: number): number => {
    if (after === 0) return 0;
    if (after === pages) return total;
    const move = reach === 0 ? 0 : Math.round((toDraw(after * 7919)() * 2 - 1) * reach);
    return Math.min(total, after * perPage + move);
  };
  return [border(page - 1), border(page)];
}

/** One page of a list in creation order. */
export function toPageReply<Record>(
  records: readonly Record[],
  { query, switches }: { readonly query: URLSearchParams; readonly switches: PagingSwitches },
  view: (record: Record) => unknown,
  { isPageText = false }: { readonly isPageText?: boolean } = {},
): Reply {
  const asked = parsePageQuery(query, switches);
  if (typeof asked === 'string') return refuse(422, asked);
  const page = switches.ignoresPage ? 1 : asked.page;
  const [start, end] = toPageBounds(records.length, page, asked.perPage, switches.perPageSkew);
  const part =
    asked.order === 'asc'
      ? records.slice(start, end)
      : records.slice(records.length - end, records.length - start).reverse();
  const totalPages = Math.ceil(records.length / asked.perPage);
  const inBody = {
    page: isPageText || switches.pageAsText ? String(asked.page) : asked.page,
    totalPages: switches.pageAsText ? String(totalPages) : totalPages,
  };
  const { pagingIn } = switches;
  return {
    kind: 'success',
    status: 200,
    body: {
      status: 'success',
      ...(pagingIn === 'both' || pagingIn === 'body' ? inBody : {}),
      data: part.map(view),
    },
    headers:
      pagingIn === 'both' || pagingIn === 'headers'
        ? { page: String(asked.page), totalPage: String(totalPages) }
        : {},
  };
}

function parseCount(text: string): number | undefined {
  const value = Number(text);
  return /^\d{1,9}$/.test(text) && value >= 1 ? value : undefined;
}
