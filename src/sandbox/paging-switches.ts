/** How lists are split into pages. */
export interface PagingSwitches {
  /** The largest page; a larger `perPage` is silently reduced to it. @default 100 */
  maxPerPage: number;
  /** A larger `perPage` is refused with 422 instead. @default false */
  refuseLargePerPage: boolean;
  /** Pages hold up to this many records more or fewer than `perPage`; `totalPages` pages still cover all. @default 0 */
  perPageSkew: number;
  /** `page` and `totalPages` are text everywhere, not only `page` on addresses. @default false */
  pageAsText: boolean;
  /** Where the paging information is. @default 'both' */
  pagingIn: 'both' | 'body' | 'headers' | 'none';
  /** Every list returns its first page for any page number; the body names the requested page. @default false */
  ignoresPage: boolean;
  /** The order of a list without `orderBy`. @default 'desc' */
  defaultOrder: 'asc' | 'desc';
}

export const pagingDefaults: Readonly<PagingSwitches> = Object.freeze({
  maxPerPage: 100,
  refuseLargePerPage: false,
  perPageSkew: 0,
  pageAsText: false,
  pagingIn: 'both',
  ignoresPage: false,
  defaultOrder: 'desc',
});
