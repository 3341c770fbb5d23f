/** How a run's requests went over time, in bounded memory; sessions of one run follow each other without the pauses. */
import { z } from 'zod';
import type { Clock } from '../../core/clock.js';
import { BulkError } from '../../core/errors.js';
import type { RunEvent } from '../../core/events.js';
import { LatencyHistogram } from './latency-histogram.js';

const MOST_SPANS = 200;
const FIRST_SPAN_MS = 250;
const SLOWEST_KEPT = 10;

/** One stretch of time. */
interface Span {
  requests: number;
  /** Answers 429. */
  throttled: number;
  latencies: LatencyHistogram;
}

const slowSchema = z.object({
  route: z.string(),
  status: z.number().nullable(),
  durationMs: z.number(),
  /** Since the run's first request, pauses between sessions left out. */
  atMs: z.number(),
  retried: z.boolean(),
});

export type SlowCall = z.infer<typeof slowSchema>;

const jsonSchema = z.object({
  spanMs: z.number().positive(),
  spans: z
    .array(z.object({ requests: z.int().min(0), throttled: z.int().min(0), latencies: z.unknown() }))
    .max(MOST_SPANS),
  slowest: z.array(slowSchema).max(SLOWEST_KEPT),
});

export interface TimelinePoint {
  /** Middle of the stretch, in seconds since the first request. */
  readonly atSeconds: number;
  readonly perSecond: number;
  readonly throttled: number;
  /** 0 where nothing was answered. */
  readonly p50Ms: number;
  readonly p95Ms: number;
}

/** Collects `request` events. Whenever there are too many stretches, each two become one of twice the length. */
export class RequestTimeline {
  readonly #clock: Pick<Clock, 'monotonic'>;
  #spanMs = FIRST_SPAN_MS;
  #spans: Span[] = [];
  #slowest: SlowCall[] = [];
  #startedAt: number | undefined;

  constructor(options: { readonly clock: Pick<Clock, 'monotonic'> }) {
    this.#clock = options.clock;
  }

  readonly listen = (event: RunEvent): void => {
    if (event.type !== 'request') return;
    const { durationMs, retried, route, status } = event;
    const now = this.#clock.monotonic();
    // A later session continues after the earlier ones.
    this.#startedAt ??= now - durationMs - this.#spans.length * this.#spanMs;
    const atMs = Math.max(0, now - this.#startedAt);
    const span = this.#spanAt(atMs);
    span.requests += 1;
    if (status === 429) span.throttled += 1;
    span.latencies.add(durationMs);
    this.#noteSlow({ route, status: status ?? null, durationMs, atMs, retried });
  };

  toPoints(): TimelinePoint[] {
    return this.#spans.map(({ requests, throttled, latencies }, at) => ({
      atSeconds: ((at + 0.5) * this.#spanMs) / 1000,
      perSecond: (requests * 1000) / this.#spanMs,
      throttled,
      p50Ms: latencies.toQuantile(0.5),
      p95Ms: latencies.toQuantile(0.95),
    }));
  }

  /** The slowest first. */
  get slowest(): readonly SlowCall[] {
    return this.#slowest;
  }

  toJSON(): unknown {
    const spans = this.#spans.map((span) => ({ ...span, latencies: span.latencies.toJSON() }));
    return { spanMs: this.#spanMs, spans, slowest: this.#slowest };
  }

  /** Continues from what `toJSON` returned in an earlier session. Throws `journal_damaged`. */
  static fromJSON(json: unknown, options: { readonly clock: Pick<Clock, 'monotonic'> }): RequestTimeline {
    const parsed = jsonSchema.safeParse(json);
    if (!parsed.success) {
      throw new BulkError('journal_damaged', 'The timeline kept in the journal can not be read.', {
        cause: parsed.error,
      });
    }
    const timeline = new RequestTimeline(options);
    timeline.#spanMs = parsed.data.spanMs;
    timeline.#spans = parsed.data.spans.map((span) => ({
      ...span,
      latencies: LatencyHistogram.fromJSON(span.latencies),
    }));
    timeline.#slowest = parsed.data.slowest;
    return timeline;
  }

  #spanAt(atMs: number): Span {
    while (atMs >= MOST_SPANS * this.#spanMs) this.#halve();
    const index = Math.floor(atMs / this.#spanMs);
    while (this.#spans.length <= index) this.#spans.push(toEmptySpan());
    return this.#spans[index] ?? toEmptySpan();
  }

  #halve(): void {
    const halved: Span[] = [];
    this.#spans.forEach((span, at) => {
      if (at % 2 === 0) halved.push(span);
      else addTo(halved[halved.length - 1], span);
    });
    this.#spans = halved;
    this.#spanMs *= 2;
  }

  #noteSlow(call: SlowCall): void {
    const last = this.#slowest[SLOWEST_KEPT - 1];
    if (last !== undefined && call.durationMs <= last.durationMs) return;
    const after = this.#slowest.findIndex(({ durationMs }) => durationMs < call.durationMs);
    this.#slowest = this.#slowest
      .toSpliced(after < 0 ? this.#slowest.length : after, 0, call)
      .slice(0, SLOWEST_KEPT);
  }
}

function toEmptySpan(): Span {
  return { requests: 0, throttled: 0, latencies: new LatencyHistogram() };
}

function addTo(sum: Span | undefined, span: Span): void {
  if (sum === undefined) return;
  sum.requests += span.requests;
  sum.throttled += span.throttled;
  sum.latencies.merge(span.latencies);
}
