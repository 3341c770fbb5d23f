import { describe, expect, it } from 'vitest';
import { Gate, type Permit } from '../../../src/api/pace/gate.js';
import type { RunEvent } from '../../../src/core/events.js';
import { ManualClock, settle } from '../manual-clock.js';

interface Bench {
  readonly clock: ManualClock;
  readonly gate: Gate;
  readonly events: RunEvent[];
  /** What was admitted so far: number of the request, and when. */
  readonly admitted: [request: number, at: number][];
  readonly permits: Permit[];
  readonly ask: (count: number) => void;
}

function setUp(options: { concurrency: number; ratePerSecond?: number }): Bench {
  const clock = new ManualClock();
  const events: RunEvent[] = [];
  const gate = new Gate({ reserve: 0, ...options, clock, emit: (event) => events.push(event) });
  const admitted: [number, number][] = [];
  const permits: Permit[] = [];
  let asked = 0;
  return {
    clock,
    gate,
    events,
    admitted,
    permits,
    ask: (count) => {
      for (let n = 0; n < count; n += 1) {
        const request = (asked += 1);
        void gate.acquire().then((permit) => {
          if (permit === undefined) return;
          admitted.push([request, clock.monotonic()]);
          permits.push(permit);
        });
      }
    },
  };
}

function take(permits: Permit[]): Permit {
  const permit = permits.shift();
  if (permit === undefined) throw new Error('There is no permit.');
  return permit;
}

describe('an open gate', () => {
  it('admits in the order of asking, up to the concurrency', async () => {
    const { gate, admitted, permits, ask } = setUp({ concurrency: 2 });
    ask(4);
    await settle();
    expect(admitted).toEqual([
      [1, 0],
      [2, 0],
    ]);
    gate.release(take(permits), { type: 'answered' });
    gate.release(take(permits), { type: 'lost' });
    await settle();
    expect(admitted.map(([request]) => request)).toEqual([1, 2, 3, 4]);
  });

  it('keeps a rate with one timer, however many wait', async () => {
    const { clock, admitted, ask } = setUp({ concurrency: 100, ratePerSecond: 10 });
    ask(50);
    await settle();
    expect(clock.sleeping).toBe(1);
    await clock.advance(1000);
    expect(admitted.map(([, at]) => at)).toEqual([0, 90, 190, 290, 390, 490, 590, 690, 790, 890, 990]);
    expect(clock.sleeping).toBe(1);
  });
});

describe('a gate that a 429 closed', () => {
  it('admits no request until Retry-After has passed, then one, then more with each answer', async () => {
    const { clock, gate, events, admitted, permits, ask } = setUp({ concurrency: 3 });
    ask(10);
    await settle();
    for (const permit of permits.splice(0)) gate.release(permit, { type: 'throttled', retryAfterMs: 2000 });
    await clock.advance(1999);
    expect(admitted).toHaveLength(3);
    await clock.advance(1);
    expect(admitted).toHaveLength(4);
    gate.release(take(permits), { type: 'answered' });
    await settle();
    expect(admitted).toHaveLength(6);
    gate.release(take(permits), { type: 'answered' });
    // Ms later, for the first requests of a run are paced as well.
    await clock.advance(5);
    expect(admitted).toHaveLength(8);
    expect(events).toEqual([{ type: 'throttled', waitMs: 2000 }]);
  });

  it('closes later than it was about to open, if a 429 of the same herd says so', async () => {
    const { clock, gate, events, admitted, permits, ask } = setUp({ concurrency: 2 });
    ask(3);
    await settle();
    gate.release(take(permits), { type: 'throttled', retryAfterMs: 1000 });
    await clock.advance(500);
    gate.release(take(permits), { type: 'throttled', retryAfterMs: 3000 });
    await clock.advance(2999);
    expect(admitted).toHaveLength(2);
    await clock.advance(1);
    expect(admitted).toEqual([
      [1, 0],
      [2, 0],
      [3, 3500],
    ]);
    expect(events).toEqual([
      { type: 'throttled', waitMs: 1000 },
      { type: 'throttled', waitMs: 3000 },
    ]);
  });

  it('says so when it is asked to wait too long, and asks again earlier', async () => {
    const { clock, gate, events, admitted, permits, ask } = setUp({ concurrency: 1 });
    ask(2);
    await settle();
    gate.release(take(permits), { type: 'throttled', retryAfterMs: 86_400_000 });
    await clock.advance(900_000);
    expect(admitted).toHaveLength(2);
    expect(events).toEqual([
      { type: 'throttled', waitMs: 900_000 },
      {
        type: 'note',
        message: 'The API asks to wait 86400 s (Retry-After). It is asked again after 15 minutes.',
      },
    ]);
  });

  it('leaves no timer behind when no request waits', async () => {
    const { clock, gate, permits, ask } = setUp({ concurrency: 1 });
    ask(1);
    await settle();
    gate.release(take(permits), { type: 'throttled', retryAfterMs: 5000 });
    await settle();
    expect(clock.sleeping).toBe(0);
  });
});

describe('a gate that is shut', () => {
  it('wakes who waits with nothing, at once, and refuses who comes later', async () => {
    const { clock, gate, permits, ask } = setUp({ concurrency: 1 });
    ask(1);
    await settle();
    gate.release(take(permits), { type: 'throttled', retryAfterMs: 60_000 });
    const waiting = [gate.acquire(), gate.acquire()];
    await settle();
    gate.shut();
    expect(await Promise.all([...waiting, gate.acquire()])).toEqual([undefined, undefined, undefined]);
    expect(clock.sleeping).toBe(0);
  });

  it('still takes permits back', async () => {
    const { gate, permits, ask } = setUp({ concurrency: 1 });
    ask(2);
    await settle();
    gate.shut();
    gate.release(take(permits), { type: 'answered' });
    await settle();
    expect(permits).toEqual([]);
  });
});

describe('a request that did not leave after all', () => {
  it('gives its place to the next one, and costs nothing of the budget', async () => {
    const clock = new ManualClock();
    const ends: string[] = [];
    const parts = { clock, emit: () => undefined, onEnd: (end: string) => void ends.push(end) };
    const gate = new Gate({ concurrency: 1, reserve: 0, maxRequests: 2, ...parts });
    for (let n = 0; n < 50; n += 1) {
      const asked = gate.acquire();
      await clock.advance(1000);
      const permit = await asked;
      if (permit === undefined) throw new Error('The gate is shut.');
      gate.release(permit, { type: 'unsent' });
    }
    expect(ends).toEqual([]);
  });
});
