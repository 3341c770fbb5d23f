import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LatencyHistogram } from '../../src/record/tally/latency-histogram.js';

function makeHistogram(durations: readonly number[]): LatencyHistogram {
  const histogram = new LatencyHistogram();
  for (const durationMs of durations) histogram.add(durationMs);
  return histogram;
}

const durationMs = fc.double({ min: 0.1, max: 3_600_000, noNaN: true });
const durations = fc.array(durationMs, { minLength: 1, maxLength: 60 });

describe('LatencyHistogram', () => {
  it('gives every quantile within 5 % of the exact one', () => {
    fc.assert(
      fc.property(durations, fc.constantFrom(0, 0.5, 0.95, 1), (values, quantile) => {
        const sorted = [...values].sort((a, b) => a - b);
        const exact = sorted[Math.max(1, Math.ceil(quantile * sorted.length)) - 1] ?? 0;
        const found = makeHistogram(values).toQuantile(quantile);
        expect(Math.abs(found - exact) / exact).toBeLessThan(0.05);
      }),
    );
  });

  it('is 0 without any request', () => {
    expect(new LatencyHistogram().toQuantile(0.95)).toBe(0);
  });

  it('adds up to the same, in any parts and order of the durations', () => {
    fc.assert(
      fc.property(durations, durations, (first, second) => {
        const merged = makeHistogram(first);
        merged.merge(makeHistogram(second));
        expect(merged.toJSON()).toEqual(makeHistogram([...second, ...first].reverse()).toJSON());
      }),
    );
  });

  it('is the same after it was kept as JSON', () => {
    fc.assert(
      fc.property(durations, (values) => {
        const json = makeHistogram(values).toJSON();
        expect(LatencyHistogram.fromJSON(JSON.parse(JSON.stringify(json))).toJSON()).toEqual(json);
      }),
    );
  });

  it('stays small with any values', () => {
    const histogram = makeHistogram([0, -1, 1e300, Infinity]);
    for (let at = 0; at < 100_000; at += 1) histogram.add(at * at);
    expect(histogram.toJSON().length).toBeLessThanOrEqual(227);
    expect(LatencyHistogram.fromJSON(histogram.toJSON()).toQuantile(1)).toBeGreaterThan(3_400_000);
  });

  it.each([[null], [{}], [[[1]]], [[[-1, 1]]], [[[999, 1]]], [[[1, 0]]], [[[1, 1.5]]]])(
    'does not read %j',
    (json) => {
      expect(() => LatencyHistogram.fromJSON(json)).toThrow(
        expect.objectContaining({ code: 'journal_damaged' }),
      );
    },
  );
});
