import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../src/core/events.js';
import { RequestStats } from '../../src/record/tally/request-stats.js';

class ManualClock {
  nowMs = 1000;
  monotonic(): number {
    return this.nowMs;
  }
}

function makeRequest(durationMs: number, retried = false, status = 201): RunEvent {
  return { type: 'request', route: 'POST /customers', status, durationMs, retried };
}

describe('RequestStats', () => {
  it('is all zero before the first request', () => {
    expect(new RequestStats({ clock: new ManualClock() }).toSummary()).toEqual({
      total: 0,
      retried: 0,
      throttled: 0,
      p50Ms: 0,
      p95Ms: 0,
      perSecond: 0,
    });
  });

  it('counts requests and pauses, from the first request on its way to the last answer', () => {
    const clock = new ManualClock();
    const stats = new RequestStats({ clock });
    for (let at = 0; at < 10; at += 1) {
      clock.nowMs += 200;
      stats.listen(makeRequest(at === 0 ? 200 : 100, at === 3));
    }
    stats.listen({ type: 'throttled', waitMs: 5000 });
    stats.listen({ type: 'note', message: 'not counted' });
    clock.nowMs += 60_000;
    const summary = stats.toSummary();
    expect(summary).toMatchObject({ total: 10, retried: 1, throttled: 1, perSecond: 5 });
    expect(Math.abs(summary.p50Ms - 100)).toBeLessThan(5);
    expect(Math.abs(summary.p95Ms - 200)).toBeLessThan(10);
  });

  it('continues from the session before, and leaves the pause between the two out of the pace', () => {
    const clock = new ManualClock();
    const first = new RequestStats({ clock });
    first.listen(makeRequest(500));
    clock.nowMs += 500;
    first.listen(makeRequest(500, true));
    first.listen({ type: 'throttled', waitMs: 1 });

    const later = { monotonic: () => 7 };
    const second = RequestStats.fromJSON(JSON.parse(JSON.stringify(first)), { clock: later });
    expect(second.toSummary()).toEqual(first.toSummary());
    second.listen(makeRequest(1000));
    expect(second.toSummary()).toMatchObject({ total: 3, retried: 1, throttled: 1, perSecond: 1.5 });
  });

  it.each([[null], [{ total: 1 }], [{ total: -1, retried: 0, throttled: 0, activeMs: 0, latencies: [] }]])(
    'does not continue from %j',
    (json) => {
      expect(() => RequestStats.fromJSON(json, { clock: new ManualClock() })).toThrow(
        expect.objectContaining({ code: 'journal_damaged' }),
      );
    },
  );
});
