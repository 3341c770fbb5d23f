/** What a run's requests cost, counted from its events; sessions of one run add up. */
import { z } from 'zod';
import type { Clock } from '../../core/clock.js';
import { BulkError } from '../../core/errors.js';
import type { RunEvent } from '../../core/events.js';
import { LatencyHistogram, type LatencyHistogramJson } from './latency-histogram.js';

/** `requests` of summary.json. */
export interface RequestSummary {
  readonly total: number;
  /** Of these, how many repeated an earlier one. */
  readonly retried: number;
  /** How often the vendor asked to wait. */
  readonly throttled: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** Over the time from the first request's start to the last answer, pauses between sessions left out. */
  readonly perSecond: number;
}

const count = z.int().min(0);
const jsonSchema = z.object({
  total: count,
  retried: count,
  throttled: count,
  activeMs: z.number().min(0),
  latencies: z.unknown(),
});

/** As kept in the journal. */
export interface RequestStatsJson {
  readonly total: number;
  readonly retried: number;
  readonly throttled: number;
  readonly activeMs: number;
  readonly latencies: LatencyHistogramJson;
}

/**
 * Collects `request` and `throttled` events; others are left alone.
 *
 * @example
 * const stats = RequestStats.fromJSON(keptByTheSessionBefore, { clock });
 * const emit = toSafeEmit([stats.listen]);
 * stats.toSummary();
 */
export class RequestStats {
  readonly #clock: Pick<Clock, 'monotonic'>;
  readonly #latencies = new LatencyHistogram();
  #total = 0;
  #retried = 0;
  #throttled = 0;
  /** Of the sessions before; this one's is added on the way out. */
  #earlierMs = 0;
  #startedAt: number | undefined;
  #answeredAt = 0;

  constructor(options: { readonly clock: Pick<Clock, 'monotonic'> }) {
    this.#clock = options.clock;
  }

  readonly listen = (event: RunEvent): void => {
    if (event.type === 'throttled') this.#throttled += 1;
    if (event.type !== 'request') return;
    this.#answeredAt = this.#clock.monotonic();
    const startedAt = this.#answeredAt - event.durationMs;
    this.#startedAt = Math.min(this.#startedAt ?? startedAt, startedAt);
    this.#total += 1;
    if (event.retried) this.#retried += 1;
    this.#latencies.add(event.durationMs);
  };

  toSummary(): RequestSummary {
    const activeMs = this.#toActiveMs();
    return {
      total: this.#total,
      retried: this.#retried,
      throttled: this.#throttled,
      p50Ms: round(this.#latencies.toQuantile(0.5)),
      p95Ms: round(this.#latencies.toQuantile(0.95)),
      perSecond: activeMs === 0 ? 0 : round((this.#total * 1000) / activeMs),
    };
  }

  toJSON(): RequestStatsJson {
    return {
      total: this.#total,
      retried: this.#retried,
      throttled: this.#throttled,
      activeMs: this.#toActiveMs(),
      latencies: this.#latencies.toJSON(),
    };
  }

  /** Continues from what `toJSON` returned in an earlier session. Throws `journal_damaged`. */
  static fromJSON(json: unknown, options: { readonly clock: Pick<Clock, 'monotonic'> }): RequestStats {
    const parsed = jsonSchema.safeParse(json);
    if (!parsed.success) {
      throw new BulkError('journal_damaged', 'The request counts kept in the journal can not be read.', {
        cause: parsed.error,
      });
    }
    const stats = new RequestStats(options);
    stats.#total = parsed.data.total;
    stats.#retried = parsed.data.retried;
    stats.#throttled = parsed.data.throttled;
    stats.#earlierMs = parsed.data.activeMs;
    stats.#latencies.merge(LatencyHistogram.fromJSON(parsed.data.latencies));
    return stats;
  }

  #toActiveMs(): number {
    return this.#earlierMs + (this.#startedAt === undefined ? 0 : this.#answeredAt - this.#startedAt);
  }
}

/** To two decimals: more would be noise in a file that people read. */
function round(value: number): number {
  return Math.round(value * 100) / 100;
}
