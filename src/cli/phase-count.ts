import type { Phase, RunEvent } from '../core/events.js';

/** What a phase has come to, how fast, and how long it will still take. Times are monotonic ms. */
export class PhaseCount {
  readonly phase: Phase;
  readonly #startedAt: number;
  readonly #total: number | undefined;
  #done = 0;
  #throttled = 0;
  #closedUntil = 0;

  constructor(phase: Phase, total: number | undefined, now: number) {
    this.phase = phase;
    this.#total = total;
    this.#startedAt = now;
  }

  /** Counts what the event says. */
  note(event: RunEvent, now: number): void {
    if (event.type === 'throttled') this.throttle(event.waitMs, now);
    if (event.type === 'progress') this.reach(event.done);
  }

  reach(done: number): void {
    this.#done = done;
  }

  /** The vendor asked all requests to wait this long. */
  throttle(waitMs: number, now: number): void {
    this.#throttled += 1;
    this.#closedUntil = Math.max(this.#closedUntil, now + waitMs);
  }

  at(now: number): PhaseView {
    const [done, total] = [this.#done, this.#total];
    const perMs = done / Math.max(1, now - this.#startedAt);
    return {
      phase: this.phase,
      done,
      total,
      perSecond: Math.round(perMs * 1000),
      leftMs: total === undefined || done === 0 ? undefined : (total - done) / perMs,
      throttled: this.#throttled,
      waitMs: Math.max(0, this.#closedUntil - now),
    };
  }
}

export interface PhaseView {
  readonly phase: Phase;
  readonly done: number;
  /** Absent where it is not known in advance. */
  readonly total: number | undefined;
  /** On average since the phase began. */
  readonly perSecond: number;
  /** By that rate; absent where it can't be told. */
  readonly leftMs: number | undefined;
  /** How often the vendor asked everyone to wait. */
  readonly throttled: number;
  /** How long all requests wait from now on; 0: they don't wait. */
  readonly waitMs: number;
}
