import { describe, expect, it } from 'vitest';
import { RequestTimeline } from '../../src/record/tally/request-timeline.js';

/** A timeline with a clock that is moved by hand. */
function openTimeline(json?: unknown) {
  const time = { now: 1_000_000 };
  const clock = { monotonic: () => time.now };
  const timeline =
    json === undefined ? new RequestTimeline({ clock }) : RequestTimeline.fromJSON(json, { clock });
  const request = (atMs: number, durationMs = 10, status: number | null = 201): void => {
    time.now = 1_000_000 + atMs;
    timeline.listen({
      type: 'request',
      route: 'POST /customers',
      status: status ?? undefined,
      durationMs,
      retried: false,
    });
  };
  return { timeline, request };
}

describe('RequestTimeline', () => {
  it('tells rate, throttling and latency of each stretch', () => {
    const { timeline, request } = openTimeline();
    for (let at = 10; at < 250; at += 10) request(at, 10);
    request(300, 100, 429);
    const [first, second] = timeline.toPoints();
    expect(first).toMatchObject({ atSeconds: 0.125, perSecond: 96, throttled: 0 });
    expect(first?.p50Ms).toBeCloseTo(10, 0);
    expect(second).toMatchObject({ atSeconds: 0.375, perSecond: 4, throttled: 1 });
  });

  it('keeps at most two hundred stretches, however long it lasts, and loses no request', () => {
    const { timeline, request } = openTimeline();
    for (let at = 10; at <= 3_600_000; at += 500) request(at);
    const points = timeline.toPoints();
    expect(points.length).toBeLessThanOrEqual(200);
    expect(points.length).toBeGreaterThan(100);
    const seconds = (points[1]?.atSeconds ?? 0) - (points[0]?.atSeconds ?? 0);
    const total = points.reduce((sum, { perSecond }) => sum + perSecond * seconds, 0);
    expect(Math.round(total)).toBe(7200);
    expect(JSON.stringify(timeline.toJSON()).length).toBeLessThan(50_000);
  });

  it('keeps the ten slowest, the slowest first', () => {
    const { timeline, request } = openTimeline();
    for (const durationMs of [5, 80, 20, 70, 1, 60, 50, 40, 30, 90, 100, 10, 2, 3]) request(1000, durationMs);
    expect(timeline.slowest.map(({ durationMs }) => durationMs)).toEqual([
      100, 90, 80, 70, 60, 50, 40, 30, 20, 10,
    ]);
    expect(timeline.slowest[0]).toMatchObject({ route: 'POST /customers', status: 201 });
  });

  it('continues in the next session after the one before, without the pause', () => {
    const before = openTimeline();
    before.request(10, 10);
    before.request(240, 10);
    const after = openTimeline(JSON.parse(JSON.stringify(before.timeline.toJSON())));
    after.request(9_000_000, 20, null);
    const points = after.timeline.toPoints();
    expect(points.map(({ perSecond }) => perSecond)).toEqual([8, 4]);
    expect(after.timeline.slowest[0]).toMatchObject({ status: null, durationMs: 20 });
  });

  it('refuses what is no timeline', () => {
    expect(() => openTimeline({ spans: 1 })).toThrow(expect.objectContaining({ code: 'journal_damaged' }));
  });
});
