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
    [
      120,
      'Sending rows         [#############-----------------]  45%   45,000/100,000     195/s     4:42 left',
    ],
    [80, 'Sending rows         [####------]  45%   45,000/100,000     195/s     4:42 left'],
    [70, 'Sending rows          45%   45,000/100,000     195/s     4:42 left'],
    [45, 'Sending rows  45% 45,000/100,000 195/s'],
    [20, 'Sending rows  45%'],
    [8, '45%'],
  ])('shows what fits in %i columns', (columns, line) => {
    expect(toBarLine(view, columns)).toBe(line);
  });

  it('says that the vendor makes everyone wait, and for how long', () => {
    const waiting = toBarLine({ ...view, throttled: 2, waitMs: 11_200 }, 120);
    expect(waiting).toMatch(/ {2}waiting 12 s {2}throttled 2x$/);
    expect(toBarLine({ ...view, throttled: 2, waitMs: 11_200 }, 80)).toMatch(/\] {2}45% .* waiting 12 s$/);
    expect(toBarLine({ ...view, throttled: 2 }, 120)).toMatch(/4:42 left {2}throttled 2x$/);
  });

  it('needs no total', () => {
    const listing = { ...view, phase: 'listing', total: undefined, leftMs: undefined } as const;
    expect(toBarLine(listing, 80)).toBe('Listing customers    45,000     195/s');
  });

  it.each([200, 120, 100, 90, 80])('has a bar of one width in %i columns with any numbers', (columns) => {
    const widths = [0, 1, 99, 5000, 99_999, 100_000].flatMap((done) =>
      [0, 12, 9999].flatMap((perSecond) =>
        [undefined, 0, 59_000, 35_000_000].map((leftMs) => {
          const line = toBarLine({ ...view, done, perSecond, leftMs }, columns);
          return /\[.*?\]/.exec(line)?.[0].length ?? 0;
        }),
      ),
    );
    expect(new Set(widths).size).toBe(1);
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
