import { describe, expect, it } from 'vitest';
import {
  inFlightAfterAnswer,
  toOpenInFlight,
  toRemeasured,
  type InFlightState,
} from '../../../src/api/pace/in-flight-limit.js';

const CONCURRENCY = 32;

/** A server that always has as many in flight as allowed, for N measurements of at least a second. */
function run(
  toLatencyMs: (inFlight: number) => number,
  measurements: number,
  isFull = true,
  first = toOpenInFlight(CONCURRENCY),
): { inFlights: number[]; last: InFlightState } {
  let limit = first;
  let now = 0;
  const inFlights: number[] = [];
  // The first answer comes while nothing else is under way.
  limit = inFlightAfterAnswer(
    limit,
    { at: (now += toLatencyMs(1)), latencyMs: toLatencyMs(1), isFull },
    CONCURRENCY,
  );
  while (inFlights.length < measurements) {
    const latencyMs = toLatencyMs(limit.inFlight);
    now += latencyMs / limit.inFlight;
    limit = inFlightAfterAnswer(limit, { at: now, latencyMs, isFull }, CONCURRENCY);
    if (limit.count === 0) inFlights.push(limit.inFlight);
  }
  return { inFlights, last: limit };
}

describe('the number in flight', () => {
  it('stays as it is on a server whose latency does not grow', () => {
    expect(new Set(run(() => 300, 20).inFlights)).toEqual(new Set([32]));
  });

  it('stays as it is where queueing is short, as on a local server', () => {
    expect(new Set(run((inFlight) => inFlight * 1.5, 20).inFlights)).toEqual(new Set([32]));
  });

  it('falls to little above the limit of a server that queues', () => {
    const { last } = run((inFlight) => Math.max(50, inFlight * 10), 20);
    // Five at a time are all it does.
    expect(last.inFlight).toBeGreaterThanOrEqual(5);
    expect(last.inFlight).toBeLessThanOrEqual(8);
  });

  it('falls to the limit of a server that does less the more is asked', () => {
    const { last } = run((inFlight) => 50 + Math.max(0, inFlight - 8) * 40, 20);
    expect(last.inFlight).toBe(8);
  });

  it('is given back where fewer did less: some requests are just dearer than the first', () => {
    const { inFlights } = run((inFlight) => (inFlight === 1 ? 20 : 400), 3);
    expect(inFlights).toEqual([22, 32, 32]);
  });

  it('does not fall by small losses that add up', () => {
    // Each step down by 30 % costs 4 % of what gets done.
    const toLatencyMs = (inFlight: number): number => (inFlight === 1 ? 20 : 10 * inFlight ** 0.886);
    expect(Math.min(...run(toLatencyMs, 12).inFlights)).toBeGreaterThanOrEqual(15);
  });

  it('is never touched where something else is the bound', () => {
    expect(new Set(run((inFlight) => inFlight * 50, 10, false).inFlights)).toEqual(new Set([32]));
  });

  it('never falls below one, and rises again on a server that has recovered', () => {
    const slow = run((inFlight) => (inFlight === 1 ? 70 : 70 * inFlight), 20).last;
    expect(slow.inFlight).toBeGreaterThanOrEqual(1);
    const { last } = run(() => 40, 60, true, { ...slow, restUntil: 0 });
    expect(last.inFlight).toBe(CONCURRENCY);
  });
});

it('a pause voids the measurement', () => {
  const measuring = { ...toOpenInFlight(CONCURRENCY), since: 5, count: 40, sumMs: 900, full: 40 };
  expect(toRemeasured(measuring)).toMatchObject({ since: -1, count: 0, sumMs: 0, full: 0 });
});
