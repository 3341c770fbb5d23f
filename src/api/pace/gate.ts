/** The one gate for all requests of a run: it waits, `next.ts` decides. */
import type { Clock } from '../../core/clock.js';
import type { Emit } from '../../core/events.js';
import type { KeptLimit, PaceWord } from '../../core/pace-board.js';
import { toReportedLimit } from './lead.js';
import { PaceNotes } from './pace-notes.js';
import { isGivenUp } from './breaker.js';
import { whenMayISend } from './due.js';
import { next } from './next.js';
import { toKept, toRemembered } from './remembered.js';
import { toOpenPace, type PaceEvent, type PaceLimits, type PaceState, type SharedPace } from './state.js';

export interface GateOptions {
  readonly concurrency: number;
  /** Absent: no maximum. */
  readonly ratePerSecond?: number | undefined;
  /** Share of the found limit that is left to others on the same token; `ratePerSecond` is not reduced. */
  readonly reserve: number;
  /** The limit that an earlier run found, and how long ago; absent: none is known. */
  readonly remembered?: { readonly kept: KeptLimit; readonly ageMs: number } | undefined;
  /** Maximum requests in total; absent: no maximum. */
  readonly maxRequests?: number | undefined;
  readonly clock: Clock;
  readonly emit: Emit;
  /** Called when a 429 to this run has closed the gate, or closed it for longer. */
  readonly onClosing?: (() => void) | undefined;
  /** Called when the others should hear something at once: a request is wanted after a time without any, or the limit is another one. */
  readonly onNews?: (() => void) | undefined;
  /** Called once when the gate shuts itself: the request budget is used up, or the server is gone. */
  readonly onEnd?: ((end: GateEnd) => void) | undefined;
}

export type GateEnd = 'spent' | 'given_up';

/** Permission to send one request; returned with the result. */
export interface Permit {
  readonly epoch: number;
  readonly sentAt: number;
}

export type Passage =
  /** `unsent`: it did not leave after all. */
  | { readonly type: 'answered' | 'lost' | 'unsent' }
  | { readonly type: 'throttled'; readonly retryAfterMs: number | undefined };

type Waiter = (permit: Permit | undefined) => void;

/** Without requests for this time, the others need leave no room. */
const REST_MS = 1500;

/** Lets requests through in order of arrival. One timer for any number of waiting requests. */
export class Gate {
  readonly #limits: PaceLimits;
  readonly #clock: Clock;
  readonly #notes: PaceNotes;
  readonly #onEnd: (end: GateEnd) => void;
  readonly #onClosing: () => void;
  readonly #onNews: () => void;
  readonly #waiters: Waiter[] = [];
  /** Requests that may still be sent. */
  #left: number;
  #state: PaceState;
  #timer: { readonly dueAt: number; readonly cancel: AbortController } | undefined;
  #isClosed = false;

  constructor(options: GateOptions) {
    const { concurrency, ratePerSecond, reserve, remembered, maxRequests, clock, emit } = options;
    const { onEnd = () => undefined, onClosing = () => undefined, onNews = () => undefined } = options;
    this.#left = maxRequests ?? Infinity;
    this.#onEnd = onEnd;
    this.#onClosing = onClosing;
    this.#onNews = onNews;
    const intervalMs = ratePerSecond === undefined ? 0 : 1000 / ratePerSecond;
    this.#limits = { concurrency, intervalMs, reserve };
    this.#clock = clock;
    this.#notes = new PaceNotes(emit, reserve);
    const limit = remembered && toRemembered(remembered.kept, { ...remembered, at: clock.monotonic() });
    this.#state = toOpenPace(this.#limits, limit);
    if (remembered !== undefined && limit?.isRemembered === true)
      this.#notes.tellRemembered(remembered.kept, remembered.ageMs);
  }

  /** Waits for permission to send one request; undefined once the gate is shut. */
  acquire(): Promise<Permit | undefined> {
    if (this.#isClosed) return Promise.resolve(undefined);
    const isWoken = this.#isAtRest();
    return new Promise((resolve) => {
      this.#waiters.push(resolve);
      if (isWoken) {
        this.#step({ type: 'woken', at: this.#clock.monotonic() });
        this.#onNews();
      }
      this.#admit();
    });
  }

  /** Returns a permit. Call exactly once for each. */
  release(permit: Permit, passage: Passage): void {
    const event = { at: this.#clock.monotonic(), epoch: permit.epoch, sentAt: permit.sentAt, ...passage };
    const before = this.#state;
    this.#step(event);
    if (event.type === 'unsent') this.#left += 1;
    this.#notes.tellLimit(before, this.#state);
    if (event.type === 'throttled')
      this.#notes.tellClosing(before, this.#state, event.at, event.retryAfterMs);
    if (this.#state.closedUntil > before.closedUntil) this.#onClosing();
    if (isGivenUp(this.#state)) this.#end('given_up');
    this.#admit();
  }

  /** Takes over what other runs with the same token report; times are those of the clock's `monotonic`. */
  hear(shared: SharedPace): void {
    const before = this.#state;
    const at = this.#clock.monotonic();
    this.#step({ type: 'shared', at, ...shared });
    this.#notes.tellLimit(before, this.#state);
    if (shared.closedUntil > before.closedUntil) this.#notes.tellClosing(before, this.#state, at, undefined);
    this.#admit();
  }

  /** What the next run should begin with; undefined if this run has found nothing. */
  toKept(): KeptLimit | undefined {
    return this.#state.led.isFollowing ? undefined : toKept(this.#state.limit, this.#state.runs);
  }

  /** What to report to them. */
  toWord(): Omit<PaceWord, 'at'> {
    return {
      closedUntil: this.#state.throttledUntil,
      whole: toReportedLimit(this.#state),
      isSending: this.isSending,
    };
  }

  /** Whether the others must leave room for this run. */
  get isSending(): boolean {
    return !this.#isAtRest() && !this.#state.led.isWaiting;
  }

  #isAtRest(): boolean {
    if (this.#waiters.length > 0 || this.#state.inFlight > 0) return false;
    return this.#state.sent === 0 || this.#clock.monotonic() - this.#state.lastAt >= REST_MS;
  }

  /** Lets nothing through any more: waiting and later callers get undefined. Issued permits can still be returned. */
  shut(): void {
    this.#isClosed = true;
    this.#timer?.cancel.abort();
    this.#timer = undefined;
    for (const waiter of this.#waiters.splice(0)) waiter(undefined);
  }

  #admit(): void {
    while (this.#waiters.length > 0) {
      const now = this.#clock.monotonic();
      const waitMs = whenMayISend(this.#state, now, this.#limits);
      if (waitMs > 0) {
        if (waitMs !== Infinity) this.#wake(now, waitMs);
        return;
      }
      if (this.#left === 0) {
        this.#end('spent');
        return;
      }
      this.#left -= 1;
      const waiter = this.#waiters.shift();
      this.#step({ type: 'sent', at: now });
      waiter?.({ epoch: this.#state.epoch, sentAt: now });
    }
  }

  #end(end: GateEnd): void {
    if (this.#isClosed) return;
    this.shut();
    this.#onEnd(end);
  }

  #step(event: PaceEvent): void {
    const { known } = this.#state.limit;
    this.#state = next(this.#state, event, this.#limits);
    // The runs that follow change their pace with this one.
    if (this.#state.led.lead === 'this' && this.#state.limit.known !== known) this.#onNews();
  }

  /** Arms the timer, unless an earlier one is armed: each time it fires, the decision is made again. */
  #wake(now: number, waitMs: number): void {
    const dueAt = now + waitMs;
    if (this.#timer !== undefined && this.#timer.dueAt <= dueAt) return;
    this.#timer?.cancel.abort();
    const timer = { dueAt, cancel: new AbortController() };
    this.#timer = timer;
    const onEnd = (): void => {
      // Cancelled, or replaced by another one.
      if (this.#timer !== timer) return;
      this.#timer = undefined;
      this.#admit();
    };
    this.#clock.sleep(Math.ceil(waitMs), timer.cancel.signal).then(onEnd, onEnd);
  }
}
