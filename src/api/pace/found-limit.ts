/**
 * The rate limit as far as it is found: estimated at each 429, and probed upwards in between.
 *
 * A stretch of sending ends with a 429. It is evaluated when the gate is open again, because only then all requests in
 * flight are counted and the length of the pause is known.
 */
import { estimateLimit, estimateRefill, type Estimate, type Stretch } from './limit-estimate.js';
import type { HuntedLimit, LimitState, SteadyLimit } from './limit-state.js';

const CALM_SPAN_MS = 5000;
const MAX_CALM_MS = 120_000;
/** And for this many requests: a 429 among them is half a percent. */
const CALM_REQUESTS = 200;

/** While the estimate is unsure: soon and evenly. A bucket that can't sustain it is empty by then. */
const UNSURE_STEP = 0.05;
const UNSURE_CALM_MS = 4000;
/** Once it is sure: rarely. The first step is so small that few requests get a 429; steps double while they hold. */
const FIRST_STEP = 0.04;
const MAX_STEP = 0.5;

/**
 * A limit met in so short a time is either a window of a second, or a small bucket with a fast refill. Sending four times
 * the count admitted in a second decides: a window is full again after the same count, a small bucket is not.
 */
const AMBIGUOUS_MS = 250;
const HUNT_FACTOR = 4;
/** Long enough for more than two windows' requests, because the hunt may begin in one and end in the next. */
const HUNT_STEP_MS = 600;

/** `slackMs`: how long ago the pace would have allowed the request; if large, the pace is not what limits sending. */
export function limitAfterSent(limit: LimitState, at: number, slackMs: number, reserve: number): LimitState {
  const { known } = limit;
  if (limit.openedAt === undefined) return { ...limit, openedAt: at };
  if (known.mode === 'unknown' || at < known.stepAt || limit.ended !== undefined) return limit;
  if (known.found.isSure && reserve > 0) return limit;
  const stepAt = at + toStepMs(known);
  // A pace that is not used up teaches nothing.
  const isUsedUp = slackMs <= Math.max(100, 2000 / known.aimPerSecond);
  return { ...limit, known: isUsedUp ? stepUp(known, stepAt) : { ...known, stepAt } };
}

function stepUp(known: HuntedLimit | SteadyLimit, stepAt: number): HuntedLimit | SteadyLimit {
  const { aimPerSecond } = known;
  const found = { ...known.found, perSecond: aimPerSecond };
  if (known.mode === 'hunted') return { ...known, found, aimPerSecond: 2 * aimPerSecond, stepAt };
  const { stepShare } = known;
  return {
    ...known,
    found,
    aimPerSecond: aimPerSecond * (1 + stepShare),
    stepShare: found.isSure ? Math.min(MAX_STEP, stepShare * 2) : stepShare,
    stepAt,
  };
}

/** A request was let through. `isOfNow`: it was sent after the last closing. */
export function limitAfterAdmitted(limit: LimitState, at: number, isOfNow: boolean): LimitState {
  const { ended } = limit;
  if (ended === undefined) return isOfNow ? { ...limit, admitted: limit.admitted + 1 } : limit;
  if (!isOfNow) return { ...limit, ended: { ...ended, admitted: ended.admitted + 1 } };
  const openedAt = limit.openedAt ?? at;
  const stretch = { ...ended, pauseBeforeMs: limit.pauseBeforeMs, pauseAfterMs: openedAt - ended.at };
  const weighed = weigh(limit, stretch, at);
  return { ...weighed, ended: undefined, admitted: 1, pauseBeforeMs: openedAt - ended.sentAt };
}

/** A 429 closed the gate. If nothing was admitted before it, it only makes the pause longer. */
export function limitAfterClosing(limit: LimitState, at: number, sentAt: number): LimitState {
  if (limit.ended !== undefined) return { ...limit, openedAt: undefined };
  const spanMs = Math.max(0, sentAt - (limit.openedAt ?? sentAt));
  const ended = { admitted: limit.admitted, spanMs, sentAt, at, herd: 0 };
  return { ...limit, ended, openedAt: undefined, admitted: 0 };
}

/** Another 429 for a request that was sent before the gate closed. */
export function limitAfterHerd(limit: LimitState): LimitState {
  const { ended } = limit;
  return ended === undefined ? limit : { ...limit, ended: { ...ended, herd: ended.herd + 1 } };
}

/** Nothing was sent for a while, because there were no requests or no server: counting starts again. */
export function limitAfterIdle(limit: LimitState, idleMs: number | undefined): LimitState {
  if (limit.ended !== undefined) return limit;
  return { ...limit, openedAt: undefined, admitted: 0, pauseBeforeMs: idleMs };
}

/** Nothing may be sent for a while, for a reason that teaches nothing about the limit. */
export function limitAfterStop(limit: LimitState): LimitState {
  return limit.ended === undefined ? limitAfterIdle(limit, undefined) : { ...limit, openedAt: undefined };
}

interface Weighed extends Stretch {
  readonly herd: number;
}

function weigh(limit: LimitState, stretch: Weighed, at: number): LimitState {
  const { known } = limit;
  const seen = estimateLimit(stretch);
  if (seen === undefined) return known.mode === 'unknown' ? limit : holdAt(limit, known.found, at);
  switch (known.mode) {
    case 'unknown':
      return isAmbiguous(stretch) ? toHunt(limit, seen, at) : holdAt(limit, seen, at);
    case 'hunted':
      return afterHunt(limit, known, stretch, at);
    case 'steady':
      return weighSteady(limit, known, { seen, stretch }, at);
  }
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

/** Uses this limit from now on. */
export function holdAt(
  limit: LimitState,
  found: Estimate,
  at: number,
): LimitState & { readonly known: SteadyLimit } {
  const calmMs = found.isSure
    ? Math.max(limit.calmMs, (CALM_REQUESTS * 1000) / found.perSecond)
    : UNSURE_CALM_MS;
  const known: SteadyLimit = {
    mode: 'steady',
    found,
    aimPerSecond: found.perSecond,
    basePerSecond: found.perSecond,
    stepShare: found.isSure ? FIRST_STEP : UNSURE_STEP,
    stepAt: at + Math.max(calmMs, 3 * found.windowMs),
  };
  return { ...limit, known };
}

/** A step must cover a whole window. */
function toStepMs({ mode, found }: HuntedLimit | SteadyLimit): number {
  if (mode === 'hunted') return HUNT_STEP_MS;
  return Math.max(found.isSure ? 2000 : 1000, found.windowMs);
}
