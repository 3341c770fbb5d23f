/** When a request may leave: the decision alone. Times are monotonic ms. */
import { toPauseMs } from './pause.js';

export interface PaceLimits {
  /** Requests in flight at most. */
  readonly concurrency: number;
  /** Least time between two requests on average; 0: no cap. */
  readonly intervalMs: number;
}

export interface PaceState {
  readonly inFlight: number;
  /** How many may be in flight now: the limit, or less while it opens again after a 429. */
  readonly allowed: number;
  /** Nobody sends before this. */
  readonly closedUntil: number;
  /** How often it was closed. A request carries the epoch that it left in, so that its answer can be weighed. */
  readonly epoch: number;
  /** Closings in a row without a single answer in between. */
  readonly strikes: number;
  /** Requests in a row that found no server: no answer, or a 5xx. One that found it sets this back. */
  readonly failures: number;
  /** When the next request is due by the rate cap (the theoretical arrival time of GCRA). */
  readonly nextDueAt: number;
}

/** What came of a request that left in `epoch`. */
export type PaceEvent =
  | { readonly type: 'sent'; readonly at: number }
  /** The server answered, other than 429 and 5xx. */
  | { readonly type: 'answered'; readonly at: number; readonly epoch: number }
  /** No answer came, or a 5xx. */
  | { readonly type: 'lost'; readonly at: number; readonly epoch: number }
  | {
      readonly type: 'throttled';
      readonly at: number;
      readonly epoch: number;
      readonly retryAfterMs: number | undefined;
    };

/**
 * How much earlier than due a request may leave. Timers fire late by a few ms, and without it each lateness would be lost
 * for good. In any span of W ms at most 1 + (W + 10) / interval requests leave.
 */
export const RATE_TOLERANCE_MS = 10;

export function toOpenPace(limits: PaceLimits): PaceState {
  return {
    inFlight: 0,
    allowed: limits.concurrency,
    closedUntil: 0,
    epoch: 0,
    strikes: 0,
    failures: 0,
    nextDueAt: 0,
  };
}

/** The state after an event. */
export function next(state: PaceState, event: PaceEvent, limits: PaceLimits): PaceState {
  switch (event.type) {
    case 'sent':
      return {
        ...state,
        inFlight: state.inFlight + 1,
        nextDueAt: Math.max(event.at, state.nextDueAt) + limits.intervalMs,
      };
    case 'answered':
      return { ...state, inFlight: state.inFlight - 1, failures: 0, ...toWider(state, event.epoch, limits) };
    case 'lost':
      return { ...state, inFlight: state.inFlight - 1, ...toFailed(state, event.at, limits) };
    case 'throttled':
      return { ...state, inFlight: state.inFlight - 1, ...toClosed(state, event) };
    default:
      return event satisfies never;
  }
}

/** Failures in a row after which the server is thought to be gone: all that can be under way at a time, and no fewer than 8. */
function toFailureLimit({ concurrency }: PaceLimits): number {
  return Math.max(8, concurrency);
}

/** Probes, one at a time, 1, 2, 4, 8 and 16 s apart, before the server is given up. */
const MAX_PROBES = 5;

/** The breaker: nobody sends any more but a probe now and then. */
function toFailed(state: PaceState, at: number, limits: PaceLimits): Partial<PaceState> {
  const failures = state.failures + 1;
  const probes = failures - toFailureLimit(limits);
  if (probes < 0) return { failures };
  const closedUntil = Math.max(state.closedUntil, at + 1000 * 2 ** Math.min(probes, MAX_PROBES - 1));
  return { failures, allowed: 1, epoch: state.epoch + 1, closedUntil };
}

/** Whether the last probe failed too. */
export function isGivenUp(state: PaceState, limits: PaceLimits): boolean {
  return state.failures >= toFailureLimit(limits) + MAX_PROBES;
}

/** How many ms from `now` the next request may leave: 0 at once, Infinity not before an answer comes. */
export function whenMayISend(state: PaceState, now: number, limits: PaceLimits): number {
  if (state.inFlight >= state.allowed) return Infinity;
  const dueAt = limits.intervalMs === 0 ? 0 : state.nextDueAt - RATE_TOLERANCE_MS;
  return Math.max(0, state.closedUntil - now, dueAt - now);
}

/** One more for each answer, which doubles it each round trip. Answers from before the closing prove nothing. */
function toWider(state: PaceState, epoch: number, limits: PaceLimits): Partial<PaceState> {
  if (epoch !== state.epoch) return {};
  return { strikes: 0, allowed: Math.min(limits.concurrency, state.allowed + 1) };
}

function toClosed(state: PaceState, event: PaceEvent & { type: 'throttled' }): Partial<PaceState> {
  if (event.epoch === state.epoch) {
    const pauseMs = toPauseMs(state.strikes, event.retryAfterMs);
    return {
      allowed: 1,
      epoch: state.epoch + 1,
      strikes: state.strikes + 1,
      closedUntil: Math.max(state.closedUntil, event.at + pauseMs),
    };
  }
  // One of the herd that was under way when it closed: no new strike, but its word on how long counts.
  const pauseMs = event.retryAfterMs === undefined ? 0 : toPauseMs(0, event.retryAfterMs);
  return { closedUntil: Math.max(state.closedUntil, event.at + pauseMs) };
}
