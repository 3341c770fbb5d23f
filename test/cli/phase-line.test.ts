import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PhaseCount, type PhaseView } from '../../src/cli/phase-count.js';
import { toBarLine, toLogLine } from '../../src/cli/phase-line.js';

const view: PhaseView = {
  phase: 'sending',
  done: 45_000,
  total: 100_000,
  perSecond: 195,
  leftMs: 282_000,
  throttled: 0,
  waitMs: 0,
};

describe('the line on a screen', () => {
  it.each([
    [120, 'Sending rows         [#############-----------------]  45% | 45,000/100,000 | 195/s | 4:42 left'],
    [80, 'Sending rows         [####------]  45% | 45,000/100,000 | 195/s | 4:42 left'],
    [65, 'Sending rows          45% | 45,000/100,000 | 195/s | 4:42 left'],
    [45, 'Sending rows  45% 45,000/100,000 195/s'],
    [20, 'Sending rows  45%'],
    [8, '45%'],
  ])('shows what fits in %i columns', (columns, line) => {
    expect(toBarLine(view, columns)).toBe(line);
  });

  it('says that the vendor makes everyone wait, and for how long', () => {
    const waiting = toBarLine({ ...view, throttled: 2, waitMs: 11_200 }, 120);
    expect(waiting).toContain('throttled 2x, waiting 12 s');
    expect(toBarLine({ ...view, throttled: 2 }, 120)).toContain('| throttled 2x |');
  });

  it('needs no total', () => {
    const listing = { ...view, phase: 'listing', total: undefined, leftMs: undefined } as const;
    expect(toBarLine(listing, 80)).toBe('Listing customers    45,000 | 195/s');
  });

  it('is plain ASCII and fits, with any counts and width', () => {
    const count = fc.nat({ max: 10_000_000 });
    fc.assert(
      fc.property(count, count, fc.integer({ min: 12, max: 200 }), count, (done, more, columns, waitMs) => {
        const line = toBarLine({ ...view, done, total: done + more, throttled: 3, waitMs }, columns);
        expect(line.length).toBeLessThan(columns);
        expect(line).toMatch(/^[ -~]+$/);
      }),
    );
  });
});

it('a line in a log says the same', () => {
  expect(toLogLine(view)).toBe('Sending rows: 45,000 of 100,000, 195/s, 4:42 left');
  expect(toLogLine({ ...view, throttled: 1, waitMs: 900 })).toMatch(/, throttled 1x, waiting 1 s$/);
});

describe('the count of a phase', () => {
  it('tells the average rate and the time left by it', () => {
    const count = new PhaseCount('sending', 1000, 5000);
    expect(count.at(5000)).toMatchObject({ perSecond: 0, leftMs: undefined });
    count.reach(250);
    expect(count.at(7500)).toMatchObject({ done: 250, perSecond: 100, leftMs: 7500 });
  });

  it('counts waits, and how much of the last is left', () => {
    const count = new PhaseCount('sending', 1000, 0);
    count.throttle(4000, 1000);
    count.throttle(1000, 1500);
    expect(count.at(2000)).toMatchObject({ throttled: 2, waitMs: 3000 });
    expect(count.at(9000)).toMatchObject({ throttled: 2, waitMs: 0 });
  });
});
