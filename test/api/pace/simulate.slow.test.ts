import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { bySize } from '../../support/size.js';
import { fixedWindow, tokenBucket, unlimited, type ModelServer } from './model-servers.js';
import { toScenarios } from './scenarios.js';
import { simulate, type RunTimes, type SimulationResult } from './simulate.js';
import { toTable, type Row } from './table.js';

describe('the pace reaches its goals', () => {
  const rows: Row[] = [];
  afterAll(() => {
    process.stdout.write(`${toTable(rows)}\n`);
  });

  it.each(toScenarios().map((scenario) => ({ ...scenario })))('$name', ({ name, options, goal }) => {
    const result = simulate(options);
    rows.push({ name, result });
    expect(result.overall).toBeGreaterThanOrEqual(goal.overall);
    expect(result.steady).toBeGreaterThanOrEqual(goal.steady);
    expect(result.throttledShare).toBeLessThanOrEqual(goal.throttled);
    expect(result.sentWhileClosed).toBe(0);
  });
});

it('is the same each time, and another with another seed', () => {
  const run = (seed: number): number =>
    simulate({ server: fixedWindow({ requests: 200, perMs: 1000 }), requests: 500, seed }).elapsedMs;
  expect(run(7)).toBe(run(7));
  expect(run(8)).not.toBe(run(7));
});

it('leaves the reserve alone', () => {
  const server = fixedWindow({ requests: 200, perMs: 1000 });
  const { steady } = simulate({ server, requests: 20_000, reserve: 0.3 });
  expect(steady).toBeGreaterThan(0.66);
  expect(steady).toBeLessThanOrEqual(0.7);
});

describe('two runs on one token', () => {
  const perSecond = (admittedAt: readonly number[], from: number, to: number): number =>
    (admittedAt.filter((at) => at >= from && at < to).length * 1000) / (to - from);
  const run = (runs: readonly RunTimes[], isShared: boolean): SimulationResult =>
    simulate({ server: fixedWindow({ requests: 200, perMs: 1000 }), requests: 12_000, runs, isShared });

  it('have the same share each, as soon as the second one comes', () => {
    const runs = [{ fromMs: 0 }, { fromMs: 20_500 }];
    const [first = [], second = []] = run(runs, true).admittedAt;
    expect(perSecond(first, 5000, 20_000)).toBeGreaterThan(190);
    for (const one of [first, second]) {
      expect(perSecond(one, 25_000, 40_000)).toBeGreaterThan(85);
      expect(perSecond(one, 25_000, 40_000)).toBeLessThan(100);
    }
  });

  it('had not, if they did not know of each other', () => {
    const runs = [{ fromMs: 0 }, { fromMs: 20_500 }];
    const [first = [], second = []] = run(runs, false).admittedAt;
    expect(perSecond(first, 25_000, 40_000)).toBeGreaterThan(3 * perSecond(second, 25_000, 40_000));
  });

  it('leave all to the one that stays', () => {
    const [first = []] = run([{ fromMs: 0 }, { fromMs: 10_300, untilMs: 30_000 }], true).admittedAt;
    expect(perSecond(first, 15_000, 30_000)).toBeLessThan(100);
    expect(perSecond(first, 32_000, 45_000)).toBeGreaterThan(185);
  });
});

/**
 * A minute's worth of requests of any limit, at any distance. The goals of the table are not reached everywhere in so
 * short a time: each 429 costs all that is under way, and where windows go by the server's own clock, or answers take
 * 0.3 s, it takes several to recognise the kind of limit. The bounds held in 250 draws of each at once.
 */
describe('for any limit', () => {
  const limit = fc.integer({ min: 5, max: bySize({ small: 300, full: 2000 }) });
  const part = fc.integer({ min: 0, max: 99 }).map((percent) => percent / 100);
  const seed = fc.integer({ min: 1, max: 1_000_000 });
  const networkMs = fc
    .tuple(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 0, max: 20 }))
    .map(([min, more]) => ({ min, max: min + more }));
  const retryAfter = fc.constantFrom('seconds' as const, 'exact' as const);

  interface Kind {
    readonly kind: string;
    readonly make: (requests: number, part: number) => ModelServer;
    /** Least utilisation of what is reachable. */
    readonly used: number;
  }
  const kinds: Kind[] = [
    { kind: 'a window', make: (requests) => fixedWindow({ requests, perMs: 1000 }), used: 0.65 },
    {
      kind: 'a window by its own clock',
      make: (requests, where) => fixedWindow({ requests, perMs: 1000 }, where * 1000),
      used: 0.5,
    },
    { kind: 'a bucket', make: (requests) => tokenBucket({ requests, perMs: 1000 }), used: 0.7 },
    {
      kind: 'a bucket of several seconds',
      make: (requests, where) => tokenBucket({ requests, perMs: 1000 }, requests * (1 + 4 * where)),
      used: 0.75,
    },
  ];

  it.each(kinds)('$kind is used and hardly ever overrun', ({ make, used }) => {
    fc.assert(
      fc.property(limit, part, networkMs, retryAfter, seed, (requests, where, way, form, start) => {
        const result = simulate({
          server: make(requests, where),
          requests: 60 * requests,
          networkMs: way,
          retryAfter: form,
          seed: start,
        });
        // This many can be in flight: if the limit is above it, the latency is the bound.
        const reachable = Math.min(1, (32 * 1000) / way.max / requests);
        expect(result.sentWhileClosed).toBe(0);
        expect(result.mostInFlight).toBeLessThanOrEqual(32);
        expect(result.overall).toBeGreaterThanOrEqual(used * reachable);
        expect(result.throttled).toBeLessThanOrEqual(150 + 0.01 * result.admitted);
      }),
      { numRuns: bySize({ small: 2, full: 40 }) },
    );
  });

  /**
   * From a tenth of a second's worth on. One that holds less than the jitter of the way brings at once can't be kept to by
   * pacing alone: 5 at 280/s, 141 to 155 ms away, throttled a quarter. Of 442 draws of any size, three went above 3 %.
   */
  it('a bucket that holds less than a second’s worth is hardly overrun either, and always yields something', () => {
    fc.assert(
      fc.property(limit, part, networkMs, retryAfter, seed, (requests, where, way, form, start) => {
        const burst = Math.max(1, Math.floor(requests * (0.1 + 0.9 * where)));
        const result = simulate({
          server: tokenBucket({ requests, perMs: 1000 }, burst),
          requests: 60 * requests,
          untilMs: 600_000,
          networkMs: way,
          retryAfter: form,
          seed: start,
        });
        expect(result.sentWhileClosed).toBe(0);
        expect(result.throttled).toBeLessThanOrEqual(300 + 0.03 * result.admitted);
        expect(result.admitted).toBeGreaterThan(50);
      }),
      { numRuns: bySize({ small: 2, full: 20 }) },
    );
  });

  it('and where there is none, nothing is throttled and all is used', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 50, max: bySize({ small: 1000, full: 8000 }) }),
        networkMs,
        seed,
        (perSecond, way, start) => {
          const result = simulate({
            server: unlimited(perSecond),
            requests: 10 * perSecond,
            networkMs: way,
            seed: start,
          });
          const reachable = Math.min(1, (32 * 1000) / way.max / perSecond);
          expect(result.throttled).toBe(0);
          expect(result.overall).toBeGreaterThanOrEqual(0.8 * reachable);
        },
      ),
      { numRuns: bySize({ small: 3, full: 40 }) },
    );
  });
});
