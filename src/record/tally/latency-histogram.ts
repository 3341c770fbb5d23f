/** How long requests took: a histogram of bounded size that sessions of a run can add up. */
import { z } from 'zod';
import { BulkError } from '../../core/errors.js';

/** Each bucket ends 8 % above the one before, and stands for its geometric middle: at most 4 % off. */
const GROWTH = 1.08;
const SHORTEST_MS = 0.1;
/** An hour: no request is let run so long. 227 buckets at most. */
const LONGEST_MS = 3_600_000;

const LOG_GROWTH = Math.log(GROWTH);

const jsonSchema = z.array(z.tuple([z.int().min(0).max(toBucket(LONGEST_MS)), z.int().min(1)]));

/** Bucket and count, for each bucket that is not empty, in order. */
export type LatencyHistogramJson = z.infer<typeof jsonSchema>;

/**
 * @example
 * const histogram = new LatencyHistogram();
 * histogram.add(12.5);
 * histogram.toQuantile(0.95); // within 4 % of 12.5
 */
export class LatencyHistogram {
  readonly #counts = new Map<number, number>();

  /** Counts one request of `durationMs`; shorter than 0.1 ms counts as that, longer than an hour as that. */
  add(durationMs: number): void {
    this.#addTo(toBucket(durationMs), 1);
  }

  merge(other: LatencyHistogram): void {
    for (const [bucket, count] of other.#counts) this.#addTo(bucket, count);
  }

  /** Duration in ms that a share of `quantile` (0 to 1) of the requests did not exceed, within 4 %; 0 without any. */
  toQuantile(quantile: number): number {
    const buckets = this.toJSON();
    const total = buckets.reduce((sum, [, count]) => sum + count, 0);
    const rank = Math.max(1, Math.ceil(quantile * total));
    let seen = 0;
    for (const [bucket, count] of buckets) {
      seen += count;
      if (seen >= rank) return toMiddleMs(bucket);
    }
    return 0;
  }

  toJSON(): LatencyHistogramJson {
    return [...this.#counts].sort(([a], [b]) => a - b);
  }

  /** Reads what `toJSON` gave. Throws `journal_damaged`. */
  static fromJSON(json: unknown): LatencyHistogram {
    const parsed = jsonSchema.safeParse(json);
    if (!parsed.success) {
      throw new BulkError('journal_damaged', 'The latencies kept in the journal can not be read.', {
        cause: parsed.error,
      });
    }
    const histogram = new LatencyHistogram();
    for (const [bucket, count] of parsed.data) histogram.#addTo(bucket, count);
    return histogram;
  }

  #addTo(bucket: number, count: number): void {
    this.#counts.set(bucket, (this.#counts.get(bucket) ?? 0) + count);
  }
}

function toBucket(durationMs: number): number {
  const boundedMs = Math.min(Math.max(durationMs, SHORTEST_MS), LONGEST_MS);
  return Math.floor(Math.log(boundedMs / SHORTEST_MS) / LOG_GROWTH);
}

function toMiddleMs(bucket: number): number {
  return SHORTEST_MS * GROWTH ** (bucket + 0.5);
}
