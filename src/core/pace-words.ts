/** What the reports of other runs come to, on each kind of pace board. Pure. */
import { z } from 'zod';
import type { KeptLimit, PaceView, WholeLimit } from './pace-board.js';

/** A longer Retry-After is cut to this: retry every quarter of an hour rather than not for a day. */
export const MAX_RETRY_AFTER_MS = 15 * 60_000;
/**
 * A run reports once a second. A report that is older than this belongs to a run that has ended, and one dated this far ahead
 * was written by another clock: both are ignored.
 */
export const STALE_MS = 5000;
/** The same for a report of a run whose connection has ended: it was killed, or it reports within a second on a new one. */
const CUT_OFF_MS = 1500;
/** A report is removed later, so that a run that was only delayed keeps its own. */
export const GONE_MS = 60_000;
/** An older limit is found again from nothing. */
export const FORGOTTEN_MS = 7 * 24 * 3_600_000;

export const wholeLimitSchema = z.object({
  perSecond: z.number().positive(),
  windowMs: z.number().positive(),
});

const keptLimitSchema = z.object({
  /** At most one wait as long as the API may ask for: a damaged one must not stop a run. */
  perSecond: z.number().min(1000 / MAX_RETRY_AFTER_MS),
  windowMs: z.number().positive(),
  isSure: z.boolean(),
  isSmallBucket: z.boolean(),
  calmMs: z.number().positive(),
});

/** Another run's report. */
export interface AgedWord {
  /** Since it was written; below 0: by another clock. */
  readonly ageMs: number;
  /** How long nothing may be sent, counted from when it was written; 0 or less: not closed. */
  readonly closedForMs: number;
  readonly whole?: WholeLimit | undefined;
  /** Its connection to the board has ended. */
  readonly isCutOff?: boolean | undefined;
}

export interface AgedLimit {
  readonly kept: KeptLimit;
  readonly ageMs: number;
}

/** Leaves out limits that would stop a run for longer than `MAX_RETRY_AFTER_MS`, and closes no longer than that. */
export function toPaceView(words: readonly AgedWord[]): PaceView {
  const live = words.filter(isLive);
  const runs = 1 + live.length;
  const limits = live
    .map(({ whole }) => whole)
    .filter((whole) => whole !== undefined)
    .filter(({ perSecond }) => (1000 * runs) / perSecond <= MAX_RETRY_AFTER_MS);
  return {
    runs,
    stale: words.length - live.length,
    closedForMs: Math.max(0, ...live.map(toRest)),
    whole: limits.toSorted((one, other) => one.perSecond - other.perSecond)[0],
  };
}

export function isLive({ ageMs, isCutOff }: AgedWord): boolean {
  return Math.abs(ageMs) <= (isCutOff === true ? CUT_OFF_MS : STALE_MS);
}

/** The rest of a closing. No run closes for longer than `MAX_RETRY_AFTER_MS` by itself. */
function toRest({ ageMs, closedForMs }: AgedWord): number {
  return Math.min(MAX_RETRY_AFTER_MS, closedForMs) - Math.max(0, ageMs);
}

/** A limit as it was kept; undefined if it is not in our format, too old, or dated ahead by another clock. */
export function toBelieved(kept: unknown, ageMs: number): AgedLimit | undefined {
  const { data } = keptLimitSchema.safeParse(kept);
  if (data === undefined || ageMs < 0 || ageMs >= FORGOTTEN_MS) return undefined;
  return { kept: data, ageMs };
}
