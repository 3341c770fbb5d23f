import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_RETRY_AFTER_MS } from '../../../src/core/pace-words.js';
import { isGivenUp } from '../../../src/api/pace/breaker.js';
import { RATE_TOLERANCE_MS, whenMayISend } from '../../../src/api/pace/due.js';
import { next } from '../../../src/api/pace/next.js';
import { toOpenPace, type PaceEvent, type PaceLimits, type PaceState } from '../../../src/api/pace/state.js';
import { bySize } from '../../support/size.js';

const LIMITS: PaceLimits = { concurrency: 4, intervalMs: 0, reserve: 0 };

function after(events: readonly PaceEvent[], limits = LIMITS): PaceState {
  return events.reduce((state, event) => next(state, event, limits), toOpenPace(limits));
}

const sent = (at: number): PaceEvent => ({ type: 'sent', at });
const answered = (at: number, epoch: number): PaceEvent => ({ type: 'answered', at, epoch, sentAt: at });
const throttled = (at: number, epoch: number, retryAfterMs?: number): PaceEvent => ({
  type: 'throttled',
  at,
  epoch,
  sentAt: at,
  retryAfterMs,
});

describe('concurrency', () => {
  it('lets N out and no more until one is back', () => {
    const full = after([sent(0), sent(0), sent(0), sent(0)]);
    expect(whenMayISend(full, 0, LIMITS)).toBe(Infinity);
    // Ms later, for the first requests of a run are paced as well.
    expect(whenMayISend(next(full, answered(9, 0), LIMITS), 9, LIMITS)).toBe(0);
    expect(whenMayISend(next(full, { type: 'lost', at: 9, epoch: 0, sentAt: 0 }, LIMITS), 9, LIMITS)).toBe(0);
  });
});

describe('a 429', () => {
  it('closes for everybody until Retry-After has passed', () => {
    const state = after([sent(0), throttled(10, 0, 2000)]);
    expect([10, 1000, 2009, 2010, 9000].map((now) => whenMayISend(state, now, LIMITS))).toEqual([
      2000, 1010, 1, 0, 0,
    ]);
  });

  it('lets one through afterwards, then as many more as are answered', () => {
    let state = after([sent(0), throttled(0, 0, 1000)]);
    const admitted: number[] = [];
    for (let round = 1; round <= 4; round += 1) {
      const at = 1000 * round;
      let out = 0;
      while (whenMayISend(state, at, LIMITS) === 0) {
        state = next(state, sent(at), LIMITS);
        out += 1;
      }
      admitted.push(out);
      for (let back = 0; back < out; back += 1) state = next(state, answered(at, state.epoch), LIMITS);
    }
    expect(admitted).toEqual([1, 2, 4, 4]);
  });

  it('of the same herd is no new strike, and can only make the pause longer', () => {
    const state = after([
      sent(0),
      sent(0),
      sent(0),
      throttled(10, 0, 2000),
      throttled(20, 0, 500),
      throttled(30, 0),
    ]);
    expect(state).toMatchObject({ epoch: 1, strikes: 1, closedUntil: 2010 });
    expect(after([sent(0), sent(0), throttled(10, 0, 2000), throttled(20, 0, 5000)]).closedUntil).toBe(5020);
  });

  it('without Retry-After closes for longer each time that not one answer came in between', () => {
    let state = toOpenPace(LIMITS);
    const pauses: number[] = [];
    for (let round = 0; round < 8; round += 1) {
      const at = state.closedUntil;
      state = next(next(state, sent(at), LIMITS), throttled(at, state.epoch), LIMITS);
      pauses.push(state.closedUntil - at);
    }
    expect(pauses).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
    state = next(next(state, sent(1e6), LIMITS), answered(1e6, state.epoch), LIMITS);
    expect(next(next(state, sent(1e6), LIMITS), throttled(1e6, state.epoch), LIMITS).closedUntil).toBe(
      1e6 + 1000,
    );
  });

  it('is not undone by answers to requests that left before it', () => {
    const state = after([
      sent(0),
      sent(0),
      sent(0),
      throttled(10, 0, 1000),
      answered(20, 0),
      answered(30, 0),
    ]);
    expect(state).toMatchObject({ allowed: 1, strikes: 1, inFlight: 0 });
    expect(whenMayISend(state, 30, LIMITS)).toBe(980);
  });
});

describe('the rate cap', () => {
  it('spaces requests, does not save up an idle time, and forgives a timer that is late', () => {
    const limits = { concurrency: 100, intervalMs: 100, reserve: 0 };
    const first = after([sent(0)], limits);
    expect(whenMayISend(first, 0, limits)).toBe(100 - RATE_TOLERANCE_MS);
    const late = next(first, sent(103), limits);
    expect(late.nextDueAt).toBe(203);
    const early = next(first, sent(95), limits);
    expect(early.nextDueAt).toBe(200);
    const idle = next(first, sent(60_000), limits);
    expect(whenMayISend(idle, 60_000, limits)).toBe(100 - RATE_TOLERANCE_MS);
  });

  it('is kept over every span of time, whenever requests are asked for', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), gaps, (ratePerSecond, waits) => {
        const limits = { concurrency: 1e6, intervalMs: 1000 / ratePerSecond, reserve: 0 };
        let state = toOpenPace(limits);
        let now = 0;
        const sentAt: number[] = [];
        for (const wait of waits) {
          now += wait;
          now += whenMayISend(state, now, limits);
          state = next(state, sent(now), limits);
          sentAt.push(now);
        }
        return sentAt.every((start, index) => {
          const inSecond = sentAt.slice(index).filter((at) => at < start + 1000).length;
          return inSecond <= 1 + ((1000 + RATE_TOLERANCE_MS) * ratePerSecond) / 1000;
        });
      }),
    );
  });
});

describe('a server that is gone', () => {
  const MANY: PaceLimits = { concurrency: 32, intervalMs: 0, reserve: 0 };
  const lost = (at: number, epoch: number): PaceEvent => ({ type: 'lost', at, epoch, sentAt: at });
  const repeat = (count: number, event: PaceEvent): PaceEvent[] => Array.from({ length: count }, () => event);

  it('is not given up for requests that were under way when the breaker tripped', () => {
    const herd = [...repeat(63, sent(0)), ...repeat(63, lost(600, 0))];
    const state = after(herd, MANY);
    expect(isGivenUp(state)).toBe(false);
    expect(state).toMatchObject({ inFlight: 0, allowed: 1, closedUntil: 1600 });
  });

  it('is given up once five probes failed: 1, 2, 4, 8 and 16 s after the failure before', () => {
    let state = after([...repeat(40, sent(0)), ...repeat(40, lost(0, 0))], MANY);
    const probes: number[] = [];
    for (let now = 0; !isGivenUp(state) && probes.length < 20;) {
      now += whenMayISend(state, now, MANY);
      state = next(state, sent(now), MANY);
      probes.push(now);
      // One at a time.
      expect(whenMayISend(state, now, MANY)).toBe(Infinity);
      state = next(state, lost(now, state.epoch), MANY);
    }
    expect(probes).toEqual([1000, 3000, 7000, 15_000, 31_000]);
  });

  it('is trusted again after one answer', () => {
    const tripped = after([...repeat(32, sent(0)), ...repeat(32, lost(0, 0))], MANY);
    const found = [sent(1000), answered(1000, tripped.epoch)].reduce(
      (state, event) => next(state, event, MANY),
      tripped,
    );
    expect(found).toMatchObject({ breaker: undefined, failures: 0, allowed: 2 });
  });

  it('is never given up before five probes have failed in 31 s, however many fail when', () => {
    const moves = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 4000 })), { maxLength: 300 });
    fc.assert(
      fc.property(moves, (list) => {
        let state = toOpenPace(LIMITS);
        let [now, trippedAt, probes] = [0, 0, 0];
        const out: number[] = [];
        for (const [isSending, wait] of list) {
          now += wait;
          if (isSending && whenMayISend(state, now, LIMITS) === 0) {
            if (state.breaker !== undefined) probes += 1;
            state = next(state, sent(now), LIMITS);
            out.push(state.epoch);
          }
          const epoch = isSending ? undefined : out.shift();
          if (epoch === undefined) continue;
          const before = state;
          state = next(state, lost(now, epoch), LIMITS);
          if (before.breaker === undefined && state.breaker !== undefined) trippedAt = now;
          if (isGivenUp(state)) return probes >= 5 && now - trippedAt >= 31_000;
        }
        return true;
      }),
      { numRuns: bySize({ small: 100, full: 500 }) },
    );
  });
});

it('stays within its bounds after any events, and always opens again', () => {
  type Move = {
    readonly act: 'send' | 'answer' | 'lose' | 'throttle';
    readonly wait: number;
    readonly retry: number | undefined;
  };
  const moves = fc.array(
    fc.record({
      act: fc.constantFrom<Move['act']>('send', 'send', 'answer', 'lose', 'throttle'),
      wait: fc.integer({ min: 0, max: 5000 }),
      retry: fc.option(fc.integer({ min: 0, max: 10_000_000 }), { nil: undefined }),
    }),
    { maxLength: 200 },
  );
  fc.assert(
    fc.property(moves, (list: readonly Move[]) => {
      let state = toOpenPace(LIMITS);
      let now = 0;
      const out: number[] = [];
      for (const { act, wait, retry } of list) {
        now += wait;
        if (act === 'send') {
          if (whenMayISend(state, now, LIMITS) > 0) continue;
          state = next(state, sent(now), LIMITS);
          out.push(state.epoch);
        } else {
          const epoch = out.shift();
          if (epoch === undefined) continue;
          const type = act === 'answer' ? 'answered' : 'lost';
          state = next(
            state,
            act === 'throttle' ? throttled(now, epoch, retry) : { type, at: now, epoch, sentAt: now },
            LIMITS,
          );
        }
        const isBound =
          state.inFlight === out.length &&
          state.inFlight <= LIMITS.concurrency &&
          state.allowed >= 1 &&
          state.allowed <= LIMITS.concurrency &&
          state.closedUntil - now <= MAX_RETRY_AFTER_MS;
        if (!isBound) return false;
      }
      // Once all are back, the next one leaves after a bounded wait.
      for (const epoch of out) state = next(state, { type: 'lost', at: now, epoch, sentAt: now }, LIMITS);
      return whenMayISend(state, now, LIMITS) <= MAX_RETRY_AFTER_MS;
    }),
  );
});
