import { describe, expect, it } from 'vitest';
import { estimateLimit, estimateRefill } from '../../../src/api/pace/limit-estimate.js';

describe('a window', () => {
  it.each([
    // admitted, spanMs, pauseAfterMs: perSecond, windowMs, isSure
    ['of a second, used up at once', 200, 190, 1000, 200, 1000, true],
    ['of a second, used up late, with an exact Retry-After', 200, 950, 55, 200, 1000, true],
    ['of a second, in its second turn', 391, 1630, 1000, 391 / 1.63, 1000, false],
    ['of a minute, used up at once', 600, 300, 60_000, 10, 60_000, true],
    ['of a minute, used up halfway', 600, 31_500, 29_000, 10, 60_000, true],
    ['of five seconds for one request', 1, 2, 5000, 0.2, 5000, true],
  ])('%s', (_case, admitted, spanMs, pauseAfterMs, perSecond, windowMs, isSure) => {
    const estimate = estimateLimit({ admitted, spanMs, pauseBeforeMs: undefined, pauseAfterMs });
    expect(estimate).toEqual({ perSecond, windowMs, isSure });
  });

  it('that nothing was admitted in tells nothing', () => {
    expect(
      estimateLimit({ admitted: 0, spanMs: 0, pauseBeforeMs: 1000, pauseAfterMs: 1000 }),
    ).toBeUndefined();
  });
});

it('a bucket is refilled by what was admitted from one 429 to the next', () => {
  expect(estimateRefill({ admitted: 1220, spanMs: 5100, pauseBeforeMs: 1000, pauseAfterMs: 1000 })).toBe(200);
  expect(
    estimateRefill({ admitted: 1, spanMs: 0, pauseBeforeMs: undefined, pauseAfterMs: 0 }),
  ).toBeLessThanOrEqual(1000);
});
