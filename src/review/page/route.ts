/** What the address of the page says: the step, the filter and the cursor. */
import type { Filter, ReviewStep, Show } from '../wire.js';

export const STEPS: readonly ReviewStep[] = ['map', 'fix', 'preview', 'apply'];
export const SHOWS: readonly Show[] = ['all', 'todo', 'changed', 'left_out'];

export interface PageRoute {
  readonly step: ReviewStep;
  readonly filter: Required<Pick<Filter, 'show' | 'kind' | 'q'>> & {
    readonly col: number | undefined;
    /** Code of a cause: rows that failed for it. */
    readonly failed: string | undefined;
  };
  /** Where the cursor is: a row by its number, a column by its position. */
  readonly row: number | undefined;
  readonly at: number | undefined;
}

export const NO_FILTER: PageRoute['filter'] = {
  show: 'all',
  kind: [],
  q: '',
  col: undefined,
  failed: undefined,
};

export function parseRoute(pathname: string, search: string): PageRoute {
  const query = new URLSearchParams(search);
  const show = SHOWS.find((one) => one === query.get('show'));
  return {
    step: STEPS.find((step) => pathname === `/${step}`) ?? 'map',
    filter: {
      show: show ?? 'all',
      kind: query.getAll('kind'),
      q: query.get('q') ?? '',
      col: parseWhole(query.get('col')),
      failed: query.get('failed') ?? undefined,
    },
    row: parseWhole(query.get('row')),
    at: parseWhole(query.get('at')),
  };
}

/** Without what is usual, so that an address stays short. */
export function toAddress({ step, filter, row, at }: PageRoute): string {
  const query = toFilterQuery(filter);
  if (row !== undefined) query.set('row', String(row));
  if (at !== undefined) query.set('at', String(at));
  const text = query.toString();
  return text === '' ? `/${step}` : `/${step}?${text}`;
}

export function toFilterQuery({ show, kind, q, col, failed }: PageRoute['filter']): URLSearchParams {
  const query = new URLSearchParams();
  if (show !== 'all') query.set('show', show);
  for (const one of kind) query.append('kind', one);
  if (col !== undefined) query.set('col', String(col));
  if (q !== '') query.set('q', q);
  if (failed !== undefined) query.set('failed', failed);
  return query;
}

export function isFiltered({ show, kind, q, col, failed }: PageRoute['filter']): boolean {
  return show !== 'all' || kind.length > 0 || q !== '' || col !== undefined || failed !== undefined;
}

function parseWhole(text: string | null): number | undefined {
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
