/** The state of the gate that all requests of a run pass. Times are monotonic ms. */
import type { WholeLimit } from '../../core/pace-board.js';
import { toOpenInFlight, type InFlightState } from './in-flight-limit.js';
import { NO_LIMIT, toFound, type LimitState } from './limit-state.js';
import { EARLY_IN_FLIGHT } from './ramp.js';

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
  /** The same, by the 429s to this run alone. */
  readonly throttledUntil: number;
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
  /** Runs that use the same token, this one included. */
  readonly runs: number;
  readonly led: LedState;
}

/** Where one run leads the search for the limit: see `lead.ts`. */
export interface LedState {
  readonly lead: 'this' | 'other' | undefined;
  /** The limit is a share of what the leading run found. */
  readonly isFollowing: boolean;
  /** The leading run has found nothing yet: nothing is sent. */
  readonly isWaiting: boolean;
  /** Nothing is sent before this, and no other run need wait for it. */
  readonly heldUntil: number;
  /** When a request was wanted after a time without any. */
  readonly wokenAt: number;
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
  readonly lead?: 'this' | 'other' | undefined;
}

/** The result of a request that was sent in `epoch`, or a report of other runs. */
export type PaceEvent =
  | ({ readonly type: 'shared'; readonly at: number } & SharedPace)
  /** A request is wanted after a time without any. */
  | { readonly type: 'woken'; readonly at: number }
  | { readonly type: 'sent'; readonly at: number }
  /** The server answered, other than 429 and 5xx. */
  | { readonly type: 'answered'; readonly at: number; readonly epoch: number; readonly sentAt: number }
  /** It was let through and did not leave, for a reason of its own. */
  | { readonly type: 'unsent'; readonly at: number; readonly epoch: number; readonly sentAt: number }
  /** No answer came, or a 5xx. */
  | { readonly type: 'lost'; readonly at: number; readonly epoch: number; readonly sentAt: number }
  | {
      readonly type: 'throttled';
      readonly at: number;
      readonly epoch: number;
      readonly sentAt: number;
      readonly retryAfterMs: number | undefined;
    };

type Changeable<State> = { -readonly [Field in keyof State]: State[Field] };

/** A copy to change. Written out, because V8 of Node 20 takes fifty times as long for a spread with other values after it. */
export function copyPace(state: PaceState): Changeable<PaceState> {
  return {
    inFlight: state.inFlight,
    allowed: state.allowed,
    closedUntil: state.closedUntil,
    throttledUntil: state.throttledUntil,
    epoch: state.epoch,
    strikes: state.strikes,
    failures: state.failures,
    breaker: state.breaker,
    nextDueAt: state.nextDueAt,
    pacedAt: state.pacedAt,
    sent: state.sent,
    startedAt: state.startedAt,
    lastAt: state.lastAt,
    limit: state.limit,
    inFlightLimit: state.inFlightLimit,
    runs: state.runs,
    led: state.led,
  };
}

/** `limit`: what an earlier run found. */
export function toOpenPace(limits: PaceLimits, limit: LimitState = NO_LIMIT): PaceState {
  const isKnown = toFound(limit) !== undefined;
  return {
    inFlight: 0,
    allowed: isKnown ? limits.concurrency : Math.min(limits.concurrency, EARLY_IN_FLIGHT),
    closedUntil: 0,
    throttledUntil: 0,
    epoch: 0,
    strikes: 0,
    failures: 0,
    breaker: undefined,
    nextDueAt: 0,
    pacedAt: -Infinity,
    sent: 0,
    startedAt: -1,
    lastAt: 0,
    limit,
    inFlightLimit: toOpenInFlight(limits.concurrency),
    runs: 1,
    led: { lead: undefined, isFollowing: false, isWaiting: false, heldUntil: 0, wokenAt: -Infinity },
  };
}
