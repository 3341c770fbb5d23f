/** What a stretch of sending that a 429 ended says about the limit. */
import { estimateLimit, estimateRefill, type Estimate, type Stretch } from './limit-estimate.js';
import {
  FIRST_CALM_MS,
  HUNT_STEP_MS,
  holdAt,
  type HuntedLimit,
  type LimitState,
  type SteadyLimit,
} from './limit-state.js';

const CALM_SPAN_MS = 5000;
const MAX_CALM_MS = 120_000;

/**
 * A limit met in so short a time is either a window of a second, or a small bucket with a fast refill. Sending four times
 * the count admitted in a second decides: a window is full again after the same count, a small bucket is not.
 */
const AMBIGUOUS_MS = 250;
const HUNT_FACTOR = 4;

interface Weighed extends Stretch {
  readonly herd: number;
}

export function weigh(limit: LimitState, stretch: Weighed, at: number): LimitState {
  const { known } = limit;
  const seen = estimateLimit(stretch);
  if (seen === undefined) return known.mode === 'unknown' ? limit : holdAt(limit, known.found, at);
  if (limit.isRemembered) return weighRemembered(limit, { seen, stretch }, at);
  switch (known.mode) {
    case 'unknown':
      return isAmbiguous(stretch) ? toHunt(limit, seen, at) : holdAt(limit, seen, at);
    case 'hunted':
      return afterHunt(limit, known, stretch, at);
    case 'steady':
      return weighSteady(limit, known, { seen, stretch }, at);
  }
}

/**
 * The limit of an earlier run no longer holds. If it was met within its window, the count is the limit now. What a small
 * bucket admits says less, so that its kind is found out again.
 */
function weighRemembered(
  remembered: LimitState,
  { seen, stretch }: { readonly seen: Estimate; readonly stretch: Weighed },
  at: number,
): LimitState {
  const limit = { ...remembered, isRemembered: false, isSmallBucket: false, calmMs: FIRST_CALM_MS };
  if (remembered.isSmallBucket) return weigh({ ...limit, known: { mode: 'unknown' } }, stretch, at);
  if (seen.isSure || limit.known.mode !== 'steady') return holdAt(limit, seen, at);
  return weighSteady(limit, limit.known, { seen, stretch }, at);
}

function weighSteady(
  limit: LimitState,
  known: SteadyLimit,
  { seen, stretch }: { readonly seen: Estimate; readonly stretch: Weighed },
  at: number,
): LimitState {
  const isProbe = known.aimPerSecond > known.found.perSecond;
  if (isProbe && (limit.isSmallBucket || stretch.spanMs >= 1000)) {
    const calmMs = Math.min(MAX_CALM_MS, limit.calmMs * 3);
    return holdAt({ ...limit, calmMs }, afterFailedProbe(known), at);
  }
  const loweredInARow = stretch.spanMs > CALM_SPAN_MS ? 0 : limit.loweredInARow;
  const lowered = afterUnexpected429({ ...limit, loweredInARow }, known.found, seen, stretch);
  return holdAt({ ...limit, loweredInARow: loweredInARow + 1 }, lowered, at);
}

/** A large herd means that a hunt would cost as many 429s again. */
function isAmbiguous({ spanMs, pauseAfterMs, herd }: Weighed): boolean {
  return spanMs < AMBIGUOUS_MS && pauseAfterMs < 1500 && herd < 8;
}

function toHunt(limit: LimitState, seen: Estimate, at: number): LimitState {
  const known: HuntedLimit = {
    mode: 'hunted',
    found: { ...seen, isSure: false },
    aimPerSecond: seen.perSecond * HUNT_FACTOR,
    stepAt: at + HUNT_STEP_MS,
    countPerSecond: seen.perSecond,
  };
  return { ...limit, known };
}

/** The result of the hunt. */
function afterHunt(
  limit: LimitState,
  { found, countPerSecond }: HuntedLimit,
  stretch: Weighed,
  at: number,
): LimitState {
  if (found.perSecond > countPerSecond) {
    // It got faster than any window of a second allows. The last pace that held is half of the one that did not.
    return holdAt({ ...limit, isSmallBucket: true }, { ...found, isSure: false }, at);
  }
  const perSecond = toHuntedPerSecond(stretch, countPerSecond);
  return holdAt(limit, { ...found, perSecond, isSure: true }, at);
}

function toHuntedPerSecond(stretch: Weighed, hunted: number): number {
  const { admitted, spanMs, pauseBeforeMs = 0 } = stretch;
  // Too short a time to decide anything.
  if (spanMs + pauseBeforeMs < 500) return hunted;
  // A full bucket let through a little more than before, because it was refilled during a longer time.
  const isBucket = admitted > 1.03 * hunted + 1 && admitted < 1.15 * hunted;
  return isBucket ? estimateRefill(stretch) : Math.min(hunted, admitted);
}

/**
 * A step upwards failed. Returns to where the steps began, if they led no further than the margin and jitter explain; else to
 * the last but one, and continues from there if that one was large.
 */
function afterFailedProbe({ aimPerSecond, basePerSecond, found }: SteadyLimit): Estimate {
  if (found.isSure && aimPerSecond < 1.125 * basePerSecond) return { ...found, perSecond: basePerSecond };
  return { ...found, isSure: aimPerSecond < 1.1 * found.perSecond };
}

/**
 * A 429 at a pace that should have held. Within a second: the window allows as many as were counted. Later: a bucket is
 * empty, the limit fell, or others use it too. What came into a bucket is known only if it held a second's worth, and was
 * not a window, so the estimate is followed only partly, and further each time in a row.
 */
const LEAST_SHARES = [0.92, 0.85, 0.7];

function afterUnexpected429(limit: LimitState, found: Estimate, seen: Estimate, stretch: Weighed): Estimate {
  const most = 0.96 * found.perSecond;
  if (isWindowAgain(limit, found, seen, stretch)) {
    return { ...seen, perSecond: Math.min(most, seen.perSecond), isSure: true };
  }
  const least = (limit.isSmallBucket ? 0.96 : (LEAST_SHARES[limit.loweredInARow] ?? 0)) * found.perSecond;
  const perSecond = Math.max(least, Math.min(most, estimateRefill(stretch)));
  return { ...found, perSecond, isSure: limit.loweredInARow < 2 };
}

function isWindowAgain(
  { isSmallBucket }: LimitState,
  found: Estimate,
  { windowMs }: Estimate,
  { admitted, spanMs, pauseBeforeMs = 0 }: Weighed,
): boolean {
  if (windowMs > 1000) return true;
  if (isSmallBucket || spanMs >= 1000) return false;
  // Less than a second since the last 429, and few were let through: hardly a window that was full in between.
  return spanMs + pauseBeforeMs >= 1000 || admitted >= 0.8 * found.perSecond;
}
