import { expect, test } from 'vitest';
import { Traffic } from '../../../src/jobs/review/traffic.js';

const request = { type: 'request', route: 'POST /customers', status: 200, retried: false } as const;

test('the traffic of a run says how many, how fast, the limit that was found, and where the server asked to wait', () => {
  let now = 1_000_000;
  const clock = { now: () => now, monotonic: () => now, sleep: () => Promise.resolve() };
  const traffic = new Traffic(clock);
  expect(traffic.toAnswer()).toMatchObject({ requests: 0, perSecond: 0, waited: { ms: 0, times: 0 } });
  expect(traffic.toAnswer()).not.toHaveProperty('limit');
  for (const durationMs of [10, 30, 20]) traffic.add({ ...request, durationMs });
  now += 1000;
  traffic.add({ type: 'throttled', waitMs: 500 });
  traffic.add({
    type: 'note',
    message: 'The API admits about 5 requests per second.',
    limitPerSecond: 5.004,
  });
  traffic.add({ type: 'note', message: 'Another note.' });
  traffic.add({ ...request, durationMs: 40 });
  expect(traffic.toAnswer()).toEqual({
    requests: 4,
    perSecond: 4,
    limit: 5,
    responseMs: 30,
    waited: { ms: 500, times: 1, until: new Date(now + 500).toISOString() },
    timeline: {
      startedAt: new Date(1_000_000).toISOString(),
      intervalMs: 1000,
      requests: [3, 1],
      waits: [{ interval: 1, ms: 500 }],
    },
  });
  // A long run keeps few points.
  now += 1_000_000;
  traffic.add({ ...request, durationMs: 40 });
  const { timeline } = traffic.toAnswer();
  expect(timeline.requests.length).toBeLessThanOrEqual(240);
  expect(timeline.requests.reduce((sum, count) => sum + count, 0)).toBe(5);
  expect(timeline.intervalMs).toBe(8000);
});
