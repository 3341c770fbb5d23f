/** The requests of a run while it works: how many, how fast, and where the server asked to wait. */
import type { RunEvent } from '../../core/events.js';
import { toIso, type Clock } from '../../core/clock.js';
import type { ApplyAnswer } from './answers/apply.js';

const MOST_POINTS = 240;
const RECENT_MS = 5000;
const MOST_DURATIONS = 1000;

export type TrafficAnswer = Pick<ApplyAnswer, 'responseMs' | 'waited' | 'timeline'> & {
  readonly requests: number;
  readonly perSecond: number;
  /** The vendor's, a second; absent: none was found. */
  readonly limit?: number;
};

export class Traffic {
  readonly #clock: Clock;
  readonly #startedAt: number;
  #intervalMs = 1000;
  #points: number[] = [];
  #waits: { at: number; ms: number }[] = [];
  #durations: number[] = [];
  #recent: number[] = [];
  #requests = 0;
  #waitUntil = 0;
  #limit: number | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#startedAt = clock.now();
  }

  add(event: RunEvent): void {
    const now = this.#clock.now();
    if (event.type === 'throttled') {
      this.#waits.push({ at: now, ms: event.waitMs });
      this.#waitUntil = Math.max(this.#waitUntil, now + event.waitMs);
    }
    if (event.type === 'note') this.#limit = event.limitPerSecond ?? this.#limit;
    if (event.type !== 'request') return;
    this.#requests += 1;
    this.#durations[(this.#requests - 1) % MOST_DURATIONS] = event.durationMs;
    this.#recent.push(now);
    let at = this.#toInterval(now);
    while (at >= MOST_POINTS) {
      this.#halve();
      at = this.#toInterval(now);
    }
    while (this.#points.length <= at) this.#points.push(0);
    this.#points[at] = (this.#points[at] ?? 0) + 1;
  }

  toAnswer(): TrafficAnswer {
    const now = this.#clock.now();
    this.#recent = this.#recent.filter((at) => at > now - RECENT_MS);
    const span = Math.min(RECENT_MS, Math.max(1000, now - this.#startedAt));
    const sorted = this.#durations.toSorted((a, b) => a - b);
    const median = sorted[Math.floor(sorted.length / 2)];
    return {
      requests: this.#requests,
      perSecond: Math.round((this.#recent.length * 10_000) / span) / 10,
      ...(this.#limit === undefined ? {} : { limit: Math.round(this.#limit * 100) / 100 }),
      ...(median === undefined ? {} : { responseMs: Math.round(median) }),
      waited: {
        ms: this.#waits.reduce((sum, { ms }) => sum + ms, 0),
        times: this.#waits.length,
        ...(this.#waitUntil > now ? { until: toIso(this.#waitUntil) } : {}),
      },
      timeline: {
        startedAt: toIso(this.#startedAt),
        intervalMs: this.#intervalMs,
        requests: this.#points,
        waits: this.#waits.slice(-MOST_POINTS).map(({ at, ms }) => ({ interval: this.#toInterval(at), ms })),
      },
    };
  }

  #toInterval(at: number): number {
    return Math.floor((at - this.#startedAt) / this.#intervalMs);
  }

  /** Two intervals become one, so that the points stay few. */
  #halve(): void {
    this.#intervalMs *= 2;
    this.#points = Array.from(
      { length: Math.ceil(this.#points.length / 2) },
      (_, at) => (this.#points[2 * at] ?? 0) + (this.#points[2 * at + 1] ?? 0),
    );
  }
}
