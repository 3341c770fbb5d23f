/**
 * Decides when a request may be sent, and nothing else. Times are monotonic ms.
 *
 * | bound               | where              | rises                                  | falls                          |
 * |---------------------|--------------------|----------------------------------------|--------------------------------|
 * | closed until        | here, `pause.ts`   | with each 429, by its Retry-After      |                                |
 * | maximum rate        | `due.ts`           | never                                  | never                          |
 * | rate found          | `found-limit.ts`   | by steps, while there is no 429        | to what was admitted, by a 429 |
 * | rate at the start   | `ramp.ts`          | with each request                      |                                |
 * | in flight, opening  | here               | by one with each answer                | to one, by a closing           |
 * | in flight           | `in-flight-limit`  | while answers come as fast as at ease  | while that costs no throughput |
 */
import { MAX_RETRY_AFTER_MS } from '../../core/pace-words.js';
import { toFailed } from './breaker.js';
import { toPaceDueAt, toReopenedAt } from './due.js';
import {
  limitAfterAdmitted,
  limitAfterClosing,
  limitAfterHerd,
  limitAfterIdle,
  limitAfterSent,
  limitAfterStop,
} from './found-limit.js';
import { toRemeasured } from './in-flight-limit.js';
import { limitAfterReport, toLed, toWoken } from './lead.js';
import { toFound, toIdleMs, type LimitState } from './limit-state.js';
import { toPauseMs } from './pause.js';
import { EARLY_IN_FLIGHT, EARLY_MS } from './ramp.js';
import { toInFlightLimit } from './round-trip.js';
import { copyPace, type PaceEvent, type PaceLimits, type PaceState } from './state.js';

/** A pause of our own this long starts a new count of what is admitted. */
const IDLE_MS = 250;

/** A run that joins others waits until they have heard of it and made room. */
const JOIN_MS = 1000;

/** The state after an event. */
export function next(state: PaceState, event: PaceEvent, limits: PaceLimits): PaceState {
  switch (event.type) {
    case 'woken':
      return { ...state, led: toWoken(state, event.at) };
    case 'sent':
      return toSent(state, event.at, limits);
    case 'answered':
      return toAnswered(state, event, limits);
    case 'unsent':
      return { ...state, inFlight: state.inFlight - 1 };
    case 'lost':
      return { ...state, inFlight: state.inFlight - 1, lastAt: event.at, ...toFailed(state, event, limits) };
    case 'throttled':
      return { ...state, inFlight: state.inFlight - 1, lastAt: event.at, ...toClosed(state, event) };
    case 'shared':
      return toShared(state, event);
    default:
      return event satisfies never;
  }
}

function toSent(state: PaceState, at: number, limits: PaceLimits): PaceState {
  const limit = toRested(state, at);
  const dueAt = toPaceDueAt(state, limits);
  const after = copyPace(state);
  after.inFlight += 1;
  after.sent += 1;
  if (state.startedAt < 0) after.startedAt = at;
  after.lastAt = at;
  after.nextDueAt = Math.max(at, state.nextDueAt) + limits.intervalMs;
  after.pacedAt = limit.openedAt === undefined ? toReopenedAt(limit, at) : Math.max(at, dueAt);
  after.limit = limitAfterSent(limit, at, at - dueAt, limits.reserve);
  return after;
}

/** The limit's state when a request is sent at `at`, perhaps after a time without requests. */
function toRested({ limit, inFlight, lastAt }: PaceState, at: number): LimitState {
  const idleMs = at - lastAt;
  const isIdle = inFlight === 0 && idleMs > toIdleMs(limit, IDLE_MS);
  return isIdle && limit.openedAt !== undefined ? limitAfterIdle(limit, idleMs) : limit;
}

/**
 * Without a known rate, one more per answer, which doubles the number each round trip. Answers from before the closing prove
 * nothing.
 */
function toAnswered(
  state: PaceState,
  event: PaceEvent & { type: 'answered' },
  limits: PaceLimits,
): PaceState {
  const isOfNow = event.epoch === state.epoch;
  const after = copyPace(state);
  after.inFlight -= 1;
  after.lastAt = event.at;
  after.failures = 0;
  after.breaker = undefined;
  after.limit = limitAfterAdmitted(state.limit, event.at, isOfNow);
  after.inFlightLimit = toInFlightLimit(state, event, limits);
  if (!isOfNow) return after;
  after.strikes = 0;
  after.allowed = toAllowed(after, limits);
  return after;
}

function toAllowed(
  { allowed, startedAt, lastAt, limit, inFlightLimit }: PaceState,
  { concurrency }: PaceLimits,
): number {
  const most = Math.min(concurrency, inFlightLimit.inFlight);
  // Once a rate is found, it limits sending.
  if (toFound(limit) !== undefined) return most;
  return Math.min(most, lastAt - startedAt < EARLY_MS ? EARLY_IN_FLIGHT : Infinity, allowed + 1);
}

function toClosed(state: PaceState, event: PaceEvent & { type: 'throttled' }): Partial<PaceState> {
  if (event.epoch === state.epoch) {
    const pauseMs = toPauseMs(state.strikes, event.retryAfterMs);
    return {
      allowed: 1,
      epoch: state.epoch + 1,
      strikes: state.strikes + 1,
      closedUntil: Math.max(state.closedUntil, event.at + pauseMs),
      throttledUntil: Math.max(state.throttledUntil, event.at + pauseMs),
      limit: state.led.isFollowing
        ? limitAfterStop(state.limit)
        : limitAfterClosing(state.limit, event.at, event.sentAt),
      inFlightLimit: toRemeasured(state.inFlightLimit),
    };
  }
  // One of the herd that was in flight when it closed: no new strike, but its Retry-After counts.
  const pauseMs = event.retryAfterMs === undefined ? 0 : toPauseMs(0, event.retryAfterMs);
  return {
    closedUntil: Math.max(state.closedUntil, event.at + pauseMs),
    throttledUntil: Math.max(state.throttledUntil, event.at + pauseMs),
    limit: limitAfterHerd(state.limit),
  };
}

/** Closes for a closing that another run reports, as for an own 429; it says something about the limit only to the run that leads. */
function toShared(state: PaceState, event: PaceEvent & { type: 'shared' }): PaceState {
  const { at, runs, closedUntil, lead } = event;
  const limit = limitAfterReport(state, event);
  const isNewcomer =
    lead === undefined && state.sent === 0 && state.runs === 1 && runs > 1 && toFound(limit) !== undefined;
  const until = Math.min(Math.max(closedUntil, isNewcomer ? at + JOIN_MS : 0), at + MAX_RETRY_AFTER_MS);
  const led = toLed({ ...state, limit }, event);
  const shared = { ...state, runs, limit, led, closedUntil: Math.max(state.closedUntil, until) };
  if (until <= at || state.closedUntil > at) return shared;
  return {
    ...shared,
    allowed: 1,
    epoch: state.epoch + 1,
    limit: lead === 'this' ? limitAfterClosing(limit, at, at) : limitAfterStop(limit),
    inFlightLimit: toRemeasured(state.inFlightLimit),
  };
}
