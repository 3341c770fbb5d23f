/** When the next request is due. Pure; times are monotonic ms. */
import { toFound, toPaceIntervalMs, type LimitState } from './limit-state.js';
import { toRampIntervalMs } from './ramp.js';
import type { PaceLimits, PaceState } from './state.js';

/**
 * How much earlier than due a request may be sent. Timers fire late by a few ms, and without a tolerance each delay would be
 * lost for good. In any span of W ms at most 1 + (W + 10) / interval requests are sent.
 */
export const RATE_TOLERANCE_MS = 10;

/**
 * The same for the found rate, which need not be exact: delays of a busy machine's timers up to this are made up for. With
 * the margin of 2.5 % the requests still fit in a window of a second.
 */
const PACE_TOLERANCE_MS = 15;

/** And at the start: four at once, not more, because there may be a limit of one per second. */
const RAMP_TOLERANCE_MS = 6;

/**
 * The first request after a closing starts over, without lateness to make up for: a bucket that was empty has a token for
 * this one, and the next comes no earlier than the pace allows.
 */
export function toReopenedAt(limit: LimitState, at: number): number {
  return toFound(limit) === undefined ? at : at + PACE_TOLERANCE_MS;
}

/** When the next request is due by the found rate, or by the ramp at the start. */
export function toPaceDueAt(state: PaceState, { reserve }: PaceLimits): number {
  const { limit, pacedAt, sent } = state;
  const intervalMs = toPaceIntervalMs(limit, reserve);
  if (intervalMs === undefined) return pacedAt + toRampIntervalMs(sent);
  return pacedAt + Math.max(intervalMs, toFittingIntervalMs(state));
}

/**
 * With the tolerance, a run may send one request more in a window than its pace says. The margin has room for one, not for one
 * of each run: with this interval the requests of each fit in its own share of a window.
 */
function toFittingIntervalMs({ limit: { known }, runs, led }: PaceState): number {
  if (known.mode !== 'steady' || led.lead === undefined || runs === 1) return 0;
  const { windowMs } = known.found;
  const count = (known.aimPerSecond * windowMs) / 1000;
  return count < 2 ? 0 : (windowMs + PACE_TOLERANCE_MS) / (count - 1);
}

/** In how many ms from `now` the next request may be sent: 0 immediately, Infinity not before an answer comes. */
export function whenMayISend(state: PaceState, now: number, limits: PaceLimits): number {
  if (state.inFlight >= state.allowed) return Infinity;
  const dueAt = limits.intervalMs === 0 ? 0 : state.nextDueAt - RATE_TOLERANCE_MS;
  const closedUntil = Math.max(state.closedUntil, state.led.heldUntil);
  return Math.max(0, closedUntil - now, dueAt - now, toPaceWaitMs(state, now, limits));
}

function toPaceWaitMs(state: PaceState, now: number, limits: PaceLimits): number {
  // The first after a closing is bound by the closing alone.
  if (state.limit.openedAt === undefined) return 0;
  return (
    toPaceDueAt(state, limits) -
    (toFound(state.limit) === undefined ? RAMP_TOLERANCE_MS : PACE_TOLERANCE_MS) -
    now
  );
}
