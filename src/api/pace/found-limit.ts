/**
 * The rate limit as far as it is found: estimated at each 429, and probed upwards in between.
 *
 * A stretch of sending ends with a 429. It is evaluated when the gate is open again, because only then all requests in
 * flight are counted and the length of the pause is known.
 */
import { stepUp, toStepMs, type LimitState } from './limit-state.js';
import { weigh } from './weigh-stretch.js';

/** `slackMs`: how long ago the pace would have allowed the request; if large, the pace is not what limits sending. */
export function limitAfterSent(limit: LimitState, at: number, slackMs: number, reserve: number): LimitState {
  const { known } = limit;
  if (limit.openedAt === undefined) return { ...limit, openedAt: at };
  if (known.mode === 'unknown' || at < known.stepAt || limit.ended !== undefined) return limit;
  if (known.found.isSure && reserve > 0) return limit;
  const stepAt = at + toStepMs(known);
  // A pace that is not used up teaches nothing.
  const isUsedUp = slackMs <= Math.max(100, 2000 / known.aimPerSecond);
  if (!isUsedUp) return { ...limit, known: { ...known, stepAt } };
  return { ...limit, known: stepUp(known, stepAt), isRemembered: false };
}

/** A request was let through. `isOfNow`: it was sent after the last closing. */
export function limitAfterAdmitted(limit: LimitState, at: number, isOfNow: boolean): LimitState {
  const { ended } = limit;
  if (ended === undefined) return isOfNow ? withOneMore(limit) : limit;
  if (!isOfNow) return { ...limit, ended: { ...ended, admitted: ended.admitted + 1 } };
  const openedAt = limit.openedAt ?? at;
  const stretch = { ...ended, pauseBeforeMs: limit.pauseBeforeMs, pauseAfterMs: openedAt - ended.at };
  const weighed = weigh(limit, stretch, at);
  return { ...weighed, ended: undefined, admitted: 1, pauseBeforeMs: openedAt - ended.sentAt };
}

/** Written out like `copyPace`, for the same reason. */
function withOneMore(limit: LimitState): LimitState {
  return {
    known: limit.known,
    openedAt: limit.openedAt,
    admitted: limit.admitted + 1,
    pauseBeforeMs: limit.pauseBeforeMs,
    ended: limit.ended,
    calmMs: limit.calmMs,
    isSmallBucket: limit.isSmallBucket,
    isRemembered: limit.isRemembered,
    loweredInARow: limit.loweredInARow,
  };
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
