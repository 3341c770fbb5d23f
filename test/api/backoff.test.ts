import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toBackoffMs } from '../../src/api/backoff.js';

it('draws evenly from 0 to a bound that doubles up to the largest', () => {
  const half = { baseMs: 100, maxMs: 1000, random: () => 0.5 };
  expect([1, 2, 3, 4, 5, 6].map((attempt) => toBackoffMs(attempt, half))).toEqual([
    50, 100, 200, 400, 500, 500,
  ]);
  expect(toBackoffMs(3, { ...half, random: () => 0 })).toBe(0);
});

it('stays within its bounds for every attempt', () => {
  const attempts = fc.integer({ min: -3, max: 2000 });
  const draws = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  fc.assert(
    fc.property(attempts, draws, (attempt, drawn) => {
      const ms = toBackoffMs(attempt, { random: () => drawn });
      return ms >= 0 && ms < 20_000;
    }),
  );
});
