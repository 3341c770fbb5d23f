/** Runs on one token whose search for the limit one of them leads: what the token sees is the sum of all. */
import { describe, expect, it } from 'vitest';
import { toReportedLimit } from '../../../src/api/pace/lead.js';
import { next } from '../../../src/api/pace/next.js';
import { toOpenPace, type PaceEvent, type PaceState } from '../../../src/api/pace/state.js';
import { whenMayISend } from '../../../src/api/pace/due.js';
import { bySize } from '../../support/size.js';
import { fixedWindow, tokenBucket, unlimited, type ModelServer } from './model-servers.js';
import { simulate, type RunTimes, type SimulationResult } from './simulate.js';

const SEEDS = bySize({ small: [1], full: [1, 2, 3] });
const LIMIT = { requests: 150, perMs: 1000 };
const SERVERS = [
  ['a window', () => fixedWindow(LIMIT)],
  ['a bucket', () => tokenBucket(LIMIT)],
] as const;
const TOGETHER: readonly RunTimes[] = [{ fromMs: 0 }, { fromMs: 1 }, { fromMs: 2 }];
/** One begins, two join, one of them ends, and another one comes. */
const toChanging = (isKilled: boolean): readonly RunTimes[] => [
  { fromMs: 0 },
  { fromMs: 8000 },
  { fromMs: 8200, untilMs: 30_000, isKilled },
  { fromMs: 45_000 },
];
/** The first one leads; it is the one that ends. */
const LEADERLESS: readonly RunTimes[] = [
  { fromMs: 0, untilMs: 20_000, isKilled: true },
  { fromMs: 5000 },
  { fromMs: 5100 },
];

function run(
  server: ModelServer,
  runs: readonly RunTimes[],
  more: { seed?: number; late?: number; isLed?: boolean } = {},
): SimulationResult {
  const { seed = 1, late = 2, isLed = true } = more;
  const networkMs = { min: 30, max: 50 };
  return simulate({
    server,
    requests: Infinity,
    untilMs: 60_000,
    runs,
    isLed,
    seed,
    timerLateMs: late,
    networkMs,
  });
}

/** Of the limit, between two times. */
function toUsed({ admittedAt }: SimulationResult, fromMs: number, untilMs: number): number {
  const admitted = admittedAt.flat().filter((at) => at >= fromMs && at < untilMs);
  return (1000 * admitted.length) / (untilMs - fromMs) / LIMIT.requests;
}

describe.each(SERVERS)('%s of 150/s', (_name, open) => {
  it.each([
    ['three begin at once', TOGETHER],
    ['two join, one is killed, one comes', toChanging(true)],
    ['two join, one ends, one comes', toChanging(false)],
    ['the one that leads is killed', LEADERLESS],
  ])('from the first request to the last, while %s', (_case, runs) => {
    for (const seed of SEEDS)
      for (const late of [2, 15]) {
        const result = run(open(), runs, { seed, late });
        expect(result.throttledShare).toBeLessThan(0.005);
        expect(result.overall).toBeGreaterThan(0.9);
        for (let at = 0; at < 60_000; at += 10_000)
          expect(toUsed(result, at, at + 10_000)).toBeGreaterThan(0.85);
      }
  });
});

it('finds the limit of three that begin at once with a third of the 429s', () => {
  const alone = run(fixedWindow(LIMIT), TOGETHER, { isLed: false });
  expect(run(fixedWindow(LIMIT), TOGETHER).throttled).toBeLessThan(alone.throttled / 2);
});

it('gives each its share', () => {
  const { admittedAt } = run(fixedWindow(LIMIT), TOGETHER);
  const shares = admittedAt.map((times) => times.filter((at) => at > 10_000).length / (150 * 50));
  for (const share of shares) expect(share).toBeCloseTo(1 / 3, 1);
});

it('lets all send where there is no limit to find', () => {
  const { admittedAt } = run(unlimited(1000), TOGETHER);
  for (const times of admittedAt)
    expect(times.filter((at) => at > 10_000 && at < 20_000).length).toBeGreaterThan(2000);
});

const LIMITS = { concurrency: 32, intervalMs: 0, reserve: 0 };
const WHOLE = { perSecond: 150, windowMs: 1000 };

function after(events: readonly PaceEvent[]): PaceState {
  return events.reduce((state, event) => next(state, event, LIMITS), toOpenPace(LIMITS));
}

const heard = (at: number, more: Partial<PaceEvent & { type: 'shared' }> = {}): PaceEvent => ({
  ...{ type: 'shared', at, runs: 2, closedUntil: 0, whole: undefined, lead: 'other' },
  ...more,
});

describe('a run that follows', () => {
  it('waits for the limit, and then until there is room for it', () => {
    const waiting = after([heard(0), { type: 'woken', at: 100 }]);
    expect(waiting.led.isWaiting).toBe(true);
    expect(whenMayISend(waiting, 1000, LIMITS)).toBeGreaterThan(0);
    const found = next(waiting, heard(1000, { whole: WHOLE }), LIMITS);
    expect(found.led.isWaiting).toBe(false);
    expect([whenMayISend(found, 1200, LIMITS) > 0, whenMayISend(found, 1250, LIMITS)]).toEqual([true, 0]);
  });

  it('does not wait for more than 5 s', () => {
    const events = [0, 1000, 2000, 3000, 4000, 5200].map((at) => heard(at));
    const [first, ...more] = events as [PaceEvent, ...PaceEvent[]];
    const state = after([first, { type: 'woken', at: 100 }, ...more]);
    expect(state.led.isWaiting).toBe(false);
    expect(whenMayISend(state, 5500, LIMITS)).toBe(0);
  });

  it('learns no limit from its own 429, and reports none', () => {
    const following = after([heard(0, { whole: WHOLE }), { type: 'sent', at: 1000 }]);
    const closed = next(
      following,
      { type: 'throttled', at: 1040, epoch: 0, sentAt: 1000, retryAfterMs: 1000 },
      LIMITS,
    );
    expect(closed.limit.ended).toBeUndefined();
    expect(closed.limit.known).toEqual(following.limit.known);
    expect(closed.throttledUntil).toBe(2040);
    expect(toReportedLimit(closed)).toBeUndefined();
  });
});

describe('a run that leads', () => {
  it('reports the pace that it tries, for all together', () => {
    const state = after([heard(0, { lead: 'this', whole: WHOLE })]);
    expect(toReportedLimit(state)).toEqual(WHOLE);
    const { known } = state.limit;
    if (known.mode !== 'steady') throw new Error('No limit.');
    const probing = { ...state, limit: { ...state.limit, known: { ...known, aimPerSecond: 78 } } };
    expect(toReportedLimit(probing)).toEqual({ perSecond: 156, windowMs: 1000 });
  });

  it('takes a 429 to another run for one of its own', () => {
    const sending = after([heard(0, { lead: 'this', whole: WHOLE }), { type: 'sent', at: 1000 }]);
    const closed = next(sending, heard(2000, { lead: 'this', closedUntil: 3000 }), LIMITS);
    expect(closed.limit.ended).toMatchObject({ sentAt: 2000, spanMs: 1000 });
    // But it has not been refused itself: the one that was reports it to the others.
    expect(closed.throttledUntil).toBe(0);
  });

  it('begins to take steps when the lead passes to it', () => {
    const following = after([heard(0, { whole: WHOLE })]);
    const leading = next(following, heard(5000, { lead: 'this', runs: 1 }), LIMITS);
    expect(leading.limit.known).toMatchObject({ aimPerSecond: 150 });
    expect(following.limit.known).toMatchObject({ aimPerSecond: 75, stepAt: Infinity });
    expect(leading.limit.known).not.toMatchObject({ stepAt: Infinity });
  });
});
