/** How far a listing has come, kept between sessions. */

/** What came of listing; also what is kept of it between sessions. */
export interface ListingState {
  /** The pass that is under way, or was the last; from 1. */
  readonly pass: number;
  /** Passes that came to their end. */
  readonly passesDone: number;
  /** The last page of this pass that was taken in. */
  readonly page: number;
  /** Of all passes. */
  readonly pages: number;
  /** Records that came twice or more in one pass. */
  readonly repeats: number;
  /** Records that were there at the start and that an earlier pass had not met. */
  readonly missed: number;
  /** Of these, found by this pass. */
  readonly missedNow: number;
  /** Records that have gone while the list was read. */
  readonly gone: number;
  /**
   * The newest `createdAt` of the first pass: records created later were not there at the start. Ms since the epoch; null:
   * not known.
   */
  readonly startMark: number | null;
  /** Set at the end: whether everyone who was there at the start is there, and if not, why not. */
  readonly verdict: { readonly complete: boolean; readonly reason: string | null } | null;
}

export const BEGIN: ListingState = {
  pass: 1,
  passesDone: 0,
  page: 0,
  pages: 0,
  repeats: 0,
  missed: 0,
  missedNow: 0,
  gone: 0,
  startMark: null,
  verdict: null,
};
