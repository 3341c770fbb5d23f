/**
 * Decides when a request may be sent, and nothing else. Times are monotonic ms.
 *
 * | bound               | where              | rises                                  | falls                          |
 * |---------------------|--------------------|----------------------------------------|--------------------------------|
 * | closed until        | here, `pause.ts`   | with each 429, by its Retry-After      |                                |
 * | maximum rate        | here               | never                                  | never                          |
 * | rate found          | `found-limit.ts`   | by steps, while there is no 429        | to what was admitted, by a 429 |
 * | rate at the start   | `ramp.ts`          | with each request                      |                                |
 * | in flight, opening  | here               | by one with each answer                | to one, by a closing           |
 * | in flight           | `in-flight-limit`  | while answers come as fast as at ease  | while that costs no throughput |
 */
import {
  limitAfterAdmitted,
  limitAfterClosing,
  limitAfterHerd,
  limitAfterIdle,
  limitAfterSent,
  limitAfterStop,
  NO_LIMIT,
  toPaceIntervalMs,
  type LimitState,
} from './found-limit.js';
import { inFlightAfterAnswer, toOpenInFlight, toRemeasured, type InFlightState } from './in-flight-limit.js';
import { MAX_RETRY_AFTER_MS, toPauseMs } from './pause.js';
import { EARLY_IN_FLIGHT, EARLY_MS, toRampIntervalMs } from './ramp.js';
import { limitAfterRuns, type WholeLimit } from './whole-limit.js';

export interface PaceLimits {
  /** Maximum requests in flight. */
  readonly concurrency: number;
  /** Minimum average time between two requests; 0: no maximum rate. */
  readonly intervalMs: number;
  /** Share of the found limit left to others on the same token, from 0 to below 1. */
  readonly reserve: number;
}

export interface PaceState {
  readonly inFlight: number;
  /** How many may be in flight now: the limit, or less while it opens again after a 429. */
  readonly allowed: number;
  /** Nothing is sent before this. */
  readonly closedUntil: number;
  /** How many times it was closed. A request carries the epoch that it was sent in, so that its answer can be judged. */
  readonly epoch: number;
  /** Closings in a row without a single answer in between. */
  readonly strikes: number;
  /** Requests in a row that got no answer, or a 5xx. Any other answer resets this. */
  readonly failures: number;
  /** The breaker, once too many failed in a row; undefined: closed, requests flow. */
  readonly breaker: Breaker | undefined;
  /** When the next request is due by the maximum rate (the theoretical arrival time of GCRA). */
  readonly nextDueAt: number;
  /** When the last request was due by the found rate, or by the ramp at the start; the next is due an interval later. */
  readonly pacedAt: number;
  /** How many were sent in total, and when the first was; -1: none. */
  readonly sent: number;
  readonly startedAt: number;
  /** When the last one was sent or came back. */
  readonly lastAt: number;
  readonly limit: LimitState;
  readonly inFlightLimit: InFlightState;
  /** Runs on this machine that use the same token, this one included. */
  readonly runs: number;
}

/** Only probes are sent, one at a time. */
interface Breaker {
  /** The first epoch of the probes. Requests of an earlier one were in flight when the breaker tripped, and are not probes. */
  readonly epoch: number;
  /** Probes that failed. */
  readonly failed: number;
}

/** What the other runs with the same token report. */
export interface SharedPace {
  /** Runs in all, this one included. */
  readonly runs: number;
  /** The latest of the others' closings; 0: none. */
  readonly closedUntil: number;
  /** The limit of the token as the others found it. */
  readonly whole: WholeLimit | undefined;
}

/** The result of a request that was sent in `epoch`, or a report of other runs. */
export type PaceEvent =
  | ({ readonly type: 'shared'; readonly at: number } & SharedPace)
  | { readonly type: 'sent'; readonly at: number }
  /** The server answered, other than 429 and 5xx. */
  | { readonly type: 'answered'; readonly at: number; readonly epoch: number; readonly sentAt: number }
  /** No answer came, or a 5xx. */
  | { readonly type: 'lost'; readonly at: number; readonly epoch: number; readonly sentAt: number }
  | {
      readonly type: 'throttled';
      readonly at: number;
      readonly epoch: number;
      readonly sentAt: number;
      readonly retryAfterMs: number | undefined;
    };

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

/** A pause of our own this long starts a new count of what is admitted. */
const IDLE_MS = 250;

/** A run that joins others waits until they have heard of it and made room. */
const JOIN_MS = 1000;

export function toOpenPace(limits: PaceLimits): PaceState {
  return {
    inFlight: 0,
    allowed: Math.min(limits.concurrency, EARLY_IN_FLIGHT),
    closedUntil: 0,
    epoch: 0,
    strikes: 0,
    failures: 0,
    breaker: undefined,
    nextDueAt: 0,
    pacedAt: -Infinity,
    sent: 0,
    startedAt: -1,
    lastAt: 0,
    limit: NO_LIMIT,
    inFlightLimit: toOpenInFlight(limits.concurrency),
    runs: 1,
  };
}

/** The state after an event. */
export function next(state: PaceState, event: PaceEvent, limits: PaceLimits): PaceState {
  switch (event.type) {
    case 'sent':
      return toSent(state, event.at, limits);
    case 'answered':
      return toAnswered(state, event, limits);
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
  return {
    ...state,
    inFlight: state.inFlight + 1,
    sent: state.sent + 1,
    startedAt: state.startedAt < 0 ? at : state.startedAt,
    lastAt: at,
    nextDueAt: Math.max(at, state.nextDueAt) + limits.intervalMs,
    pacedAt: limit.openedAt === undefined ? toReopenedAt(limit, at) : Math.max(at, dueAt),
    limit: limitAfterSent(limit, at, at - dueAt, limits.reserve),
  };
}

/**
 * The first request after a closing starts over, without lateness to make up for: a bucket that was empty has a token for
 * this one, and the next comes no earlier than the pace allows.
 */
function toReopenedAt({ found }: LimitState, at: number): number {
  return found === undefined ? at : at + PACE_TOLERANCE_MS;
}

/** When the next request is due by the found rate, or by the ramp at the start. */
function toPaceDueAt({ limit, pacedAt, sent }: PaceState, { reserve }: PaceLimits): number {
  return pacedAt + (toPaceIntervalMs(limit, reserve) ?? toRampIntervalMs(sent));
}

/** The limit's state when a request is sent at `at`, perhaps after a time without requests. */
function toRested({ limit, inFlight, lastAt }: PaceState, at: number): LimitState {
  const idleMs = at - lastAt;
  const isIdle = inFlight === 0 && idleMs > Math.max(IDLE_MS, 3000 / limit.aimPerSecond);
  return isIdle && limit.openedAt !== undefined ? limitAfterIdle(limit, idleMs) : limit;
}

/** Failures in a row after which the server counts as gone: all that can be in flight at a time, and at least 8. */
function toFailureLimit({ concurrency }: PaceLimits): number {
  return Math.max(8, concurrency);
}

/** Probes, one at a time, 1, 2, 4, 8 and 16 s apart, before the server is given up. */
const MAX_PROBES = 5;

/** A request found no server. Too many in a row trip the breaker, and from then on only its probes count. */
function toFailed(
  state: PaceState,
  event: PaceEvent & { type: 'lost' },
  limits: PaceLimits,
): Partial<PaceState> {
  const { breaker } = state;
  if (breaker !== undefined) {
    return event.epoch < breaker.epoch ? {} : toProbing(state, event.at, breaker.failed + 1);
  }
  const failures = state.failures + 1;
  if (failures >= toFailureLimit(limits)) return { failures, ...toProbing(state, event.at, 0) };
  // A server that fails has still let the request through; its latency counts as well.
  return {
    failures,
    limit: limitAfterAdmitted(state.limit, event.at, event.epoch === state.epoch),
    inFlightLimit: toInFlightLimit(state, event, limits),
  };
}

/** Nothing is sent until the next probe is due, and then only that probe. */
function toProbing(state: PaceState, at: number, failed: number): Partial<PaceState> {
  const epoch = state.epoch + 1;
  return {
    breaker: { epoch: state.breaker?.epoch ?? epoch, failed },
    allowed: 1,
    epoch,
    closedUntil: Math.max(state.closedUntil, at + 1000 * 2 ** Math.min(failed, MAX_PROBES - 1)),
    limit: limitAfterIdle(state.limit, undefined),
    inFlightLimit: toRemeasured(state.inFlightLimit),
  };
}

/** Whether the last probe failed too: five in 31 s or more, each after the one before. */
export function isGivenUp({ breaker }: PaceState): boolean {
  return breaker !== undefined && breaker.failed >= MAX_PROBES;
}

/** In how many ms from `now` the next request may be sent: 0 immediately, Infinity not before an answer comes. */
export function whenMayISend(state: PaceState, now: number, limits: PaceLimits): number {
  if (state.inFlight >= state.allowed) return Infinity;
  const dueAt = limits.intervalMs === 0 ? 0 : state.nextDueAt - RATE_TOLERANCE_MS;
  return Math.max(0, state.closedUntil - now, dueAt - now, toPaceWaitMs(state, now, limits));
}

function toPaceWaitMs(state: PaceState, now: number, limits: PaceLimits): number {
  const { openedAt, found } = state.limit;
  // The first after a closing is bound by the closing alone.
  if (openedAt === undefined) return 0;
  return toPaceDueAt(state, limits) - (found === undefined ? RAMP_TOLERANCE_MS : PACE_TOLERANCE_MS) - now;
}

type Back = PaceEvent & { type: 'answered' | 'lost' };

/**
 * Without a known rate, one more per answer, which doubles the number each round trip. Answers from before the closing prove
 * nothing.
 */
function toAnswered(state: PaceState, event: Back, limits: PaceLimits): PaceState {
  const isOfNow = event.epoch === state.epoch;
  const limit = limitAfterAdmitted(state.limit, event.at, isOfNow);
  const inFlightLimit = toInFlightLimit(state, event, limits);
  return {
    ...state,
    inFlight: state.inFlight - 1,
    lastAt: event.at,
    failures: 0,
    breaker: undefined,
    strikes: isOfNow ? 0 : state.strikes,
    allowed: isOfNow ? toAllowed(state, event.at, { limit, inFlightLimit }, limits) : state.allowed,
    limit,
    inFlightLimit,
  };
}

function toAllowed(
  { allowed, startedAt }: PaceState,
  at: number,
  { limit, inFlightLimit }: Pick<PaceState, 'limit' | 'inFlightLimit'>,
  { concurrency }: PaceLimits,
): number {
  const most = Math.min(concurrency, inFlightLimit.inFlight);
  // Once a rate is found, it limits sending.
  if (limit.found !== undefined) return most;
  return Math.min(most, at - startedAt < EARLY_MS ? EARLY_IN_FLIGHT : Infinity, allowed + 1);
}

function toInFlightLimit(
  state: PaceState,
  { at, sentAt, epoch }: Back,
  { concurrency }: PaceLimits,
): InFlightState {
  if (epoch !== state.epoch) return state.inFlightLimit;
  return inFlightAfterAnswer(
    state.inFlightLimit,
    at,
    at - sentAt,
    state.inFlight >= state.allowed,
    concurrency,
  );
}

function toClosed(state: PaceState, event: PaceEvent & { type: 'throttled' }): Partial<PaceState> {
  if (event.epoch === state.epoch) {
    const pauseMs = toPauseMs(state.strikes, event.retryAfterMs);
    return {
      allowed: 1,
      epoch: state.epoch + 1,
      strikes: state.strikes + 1,
      closedUntil: Math.max(state.closedUntil, event.at + pauseMs),
      limit: limitAfterClosing(state.limit, event.at, event.sentAt),
      inFlightLimit: toRemeasured(state.inFlightLimit),
    };
  }
  // One of the herd that was in flight when it closed: no new strike, but its Retry-After counts.
  const pauseMs = event.retryAfterMs === undefined ? 0 : toPauseMs(0, event.retryAfterMs);
  return {
    closedUntil: Math.max(state.closedUntil, event.at + pauseMs),
    limit: limitAfterHerd(state.limit),
  };
}

/** Closes for a closing that another run reports, as for an own 429; but it says nothing about the limit. */
function toShared(
  state: PaceState,
  { at, runs, closedUntil, whole }: PaceEvent & { type: 'shared' },
): PaceState {
  const limit = limitAfterRuns(state.limit, { before: state.runs, runs, whole, at });
  const isNewcomer = state.sent === 0 && state.runs === 1 && limit.found !== undefined;
  const until = Math.min(Math.max(closedUntil, isNewcomer ? at + JOIN_MS : 0), at + MAX_RETRY_AFTER_MS);
  const shared = { ...state, runs, limit, closedUntil: Math.max(state.closedUntil, until) };
  if (until <= at || state.closedUntil > at) return shared;
  return {
    ...shared,
    allowed: 1,
    epoch: state.epoch + 1,
    limit: limitAfterStop(limit),
    inFlightLimit: toRemeasured(state.inFlightLimit),
  };
}
