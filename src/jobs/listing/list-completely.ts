/**
 * A whole list, and how it is known to be whole.
 *
 * The list is paged by number, and pages move while it is read: one created or deleted at that time can push another over a
 * border that was passed already. So the list is read at least twice, oldest first and then newest first, whose borders lie
 * elsewhere. It is complete once a pass has met all known records, and no unknown one that was there at the start.
 */
import { listPages } from '../../api/pages.js';
import type { ListPage, PageQuery, ReadResult } from '../../core/api-port.js';
import type { Emit, Phase } from '../../core/events.js';
import type { PageGain } from '../../journal/export-store.js';
import type { ExportKind } from '../../journal/record-filter.js';
import { BEGIN, type ListingState } from './listing-state.js';

/** The first, the check, and four more for a list that does not keep still. */
const MAX_PASSES = 6;

/** Records that a pass has not met are asked for one by one up to this number. */
const MAX_LOOKS = 200;

/** Where a listing keeps what it met; `Stored` is a record as the store takes it. */
export interface ListingStore<Stored> {
  readonly info: {
    get(key: `listing:${ExportKind}`): unknown;
    set(key: `listing:${ExportKind}`, value: unknown): void;
  };
  putPage(kind: ExportKind, records: readonly Stored[], pass: number, note: (gain: PageGain) => void): void;
  /** Records that this pass did not meet. */
  findUnseen(kind: ExportKind, pass: number, limit: number): string[];
  remove(kind: ExportKind, uid: string): void;
}

export interface Listing<T, Stored> {
  readonly kind: ExportKind;
  /** For messages, such as `customers`. */
  readonly what: string;
  /** Phases of the first and of the later passes. */
  readonly phases: readonly [Phase, Phase];
  readonly fetchPage: (query: PageQuery) => Promise<ReadResult<ListPage<T>>>;
  readonly toStored: (record: T) => Stored;
  /** Asks for one; undefined where that is not possible. */
  readonly look?: ((uid: string) => Promise<'there' | 'gone'>) | undefined;
}

/** Lists into the store until the list is known to be whole, or is given up; continues where an earlier session stopped. */
export async function listCompletely<T, Stored>(
  store: ListingStore<Stored>,
  listing: Listing<T, Stored>,
  { concurrency, emit }: { readonly concurrency: number; readonly emit: Emit },
): Promise<ListingState> {
  const key = `listing:${listing.kind}` as const;
  const save = (state: ListingState): ListingState => {
    store.info.set(key, state);
    return state;
  };
  let state = toTakenUp((store.info.get(key) as ListingState | null | undefined) ?? BEGIN);
  while (state.verdict === null) {
    state = await readPass(store, listing, state, { concurrency, emit, save });
    const { gone, unmet } = await lookForUnseen(store, listing, state.pass);
    state = save(
      toJudged({ ...state, passesDone: state.passesDone + 1, gone: state.gone + gone }, unmet, gone),
    );
  }
  return state;
}

/** Pages of a first pass stay where they are, since new records come last; a later pass is begun again. */
function toTakenUp(state: ListingState): ListingState {
  if (state.verdict !== null || state.pass === 1 || state.page === 0) return state;
  return { ...state, pass: state.pass + 1, page: 0, missedNow: 0 };
}

interface PassDeps {
  readonly concurrency: number;
  readonly emit: Emit;
  readonly save: (state: ListingState) => ListingState;
}

async function readPass<T, Stored>(
  store: ListingStore<Stored>,
  listing: Listing<T, Stored>,
  begin: ListingState,
  { concurrency, emit, save }: PassDeps,
): Promise<ListingState> {
  const { kind, what, phases } = listing;
  const phase = begin.passesDone === 0 ? phases[0] : phases[1];
  const orderBy = begin.passesDone % 2 === 0 ? 'asc' : 'desc';
  emit({ type: 'phase', phase });
  let state = begin;
  let page = 0;
  let done = 0;
  const fetchPage = (number: number, perPage: number) =>
    listing.fetchPage({ page: number, perPage, orderBy });
  const pages = listPages(fetchPage, {
    what,
    concurrency,
    fromPage: begin.page + 1,
    onPage: (number) => (page = number),
  });
  for await (const records of pages) {
    store.putPage(kind, records.map(listing.toStored), begin.pass, (gain) => {
      // The first page is read again when a pass continues.
      const isAgain = page <= begin.page;
      state = save(toCounted({ ...state, page: Math.max(page, state.page) }, gain, isAgain));
    });
    done += records.length;
    emit({ type: 'progress', phase, done });
  }
  return state;
}

function toCounted(state: ListingState, { repeats, added }: PageGain, isAgain: boolean): ListingState {
  const { passesDone } = state;
  // The server's own times are compared with each other alone: a Date header comes from another clock.
  const startMark = passesDone === 0 ? toNewest(state.startMark, added) : state.startMark;
  const isNew = (createdAt: number | null): boolean =>
    createdAt !== null && startMark !== null && createdAt > startMark;
  const missed = passesDone === 0 ? 0 : added.filter((createdAt) => !isNew(createdAt)).length;
  return {
    ...state,
    pages: state.pages + 1,
    repeats: state.repeats + (isAgain ? 0 : repeats),
    missed: state.missed + missed,
    missedNow: state.missedNow + missed,
    startMark,
  };
}

function toNewest(mark: number | null, times: readonly (number | null)[]): number | null {
  const known = [mark, ...times].filter((time) => time !== null);
  return known.length === 0 ? null : Math.max(...known);
}

/** How many of those that the pass did not meet are gone, and how many are there all the same (or may be). */
async function lookForUnseen<T, Stored>(
  store: ListingStore<Stored>,
  { kind, look }: Listing<T, Stored>,
  pass: number,
): Promise<{ gone: number; unmet: number }> {
  const unseen = store.findUnseen(kind, pass, MAX_LOOKS + 1);
  if (look === undefined || unseen.length > MAX_LOOKS) return { gone: 0, unmet: unseen.length };
  let gone = 0;
  for (const uid of unseen) {
    if ((await look(uid)) === 'there') continue;
    store.remove(kind, uid);
    gone += 1;
  }
  return { gone, unmet: unseen.length - gone };
}

function toJudged(state: ListingState, unmet: number, gone: number): ListingState {
  const { passesDone, missedNow } = state;
  // What goes while a pass is read may have hidden another.
  const isClean = passesDone > 1 && missedNow === 0 && unmet === 0 && gone === 0;
  if (isClean) return { ...state, verdict: { complete: true, reason: null } };
  if (passesDone < MAX_PASSES) return { ...state, pass: state.pass + 1, page: 0, missedNow: 0 };
  const found = [
    ...(missedNow > 0 ? [`${missedNow} turned up that were there from the start`] : []),
    ...(unmet > 0 ? [`${unmet} known ones were not listed`] : []),
    ...(gone > 0 ? [`${gone} went away`] : []),
  ];
  const reason = `The list did not keep still: it was read ${passesDone} times, and in the last ${found.join(', ')}.`;
  return { ...state, verdict: { complete: false, reason } };
}
