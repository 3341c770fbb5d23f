import { monitorEventLoopDelay } from 'node:perf_hooks';
import { expect, it } from 'vitest';
import { toCredential } from '../../../src/api/credential.js';
import { openTestApi, withSandbox } from '../open-test-api.js';

const LIMIT = 200;
const REQUESTS = 3000;

/**
 * Counted by the server. On any machine, the limit is found, few requests are throttled, and none leaves while all should wait.
 * A machine that keeps this process waiting loses time, so the close bounds hold only where it does not.
 */
const MAX_DELAY_MS = 50;

it('an unknown limit over HTTP is found, used, and hardly overrun', async () => {
  const limit = { requests: LIMIT, perMs: 1000, kind: 'window', retryAfter: 'seconds' } as const;
  const sandbox = await withSandbox({ faults: { limit } });
  const { api, events } = openTestApi(sandbox.url, {
    credential: toCredential({ BITPOWR_TOKEN: 'test_token_sandbox' }),
  });
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  let asked = 0;
  const work = async (): Promise<void> => {
    while (asked < REQUESTS) {
      asked += 1;
      const result = await api.createCustomer({ name: `Jane ${asked}` });
      expect(result.kind).toBe('ok');
    }
  };
  await Promise.all(Array.from({ length: 64 }, work));
  delay.disable();
  const isServed = delay.percentile(99) / 1e6 < MAX_DELAY_MS;

  const { statuses, throttled, whileThrottledLate, elapsedMs, total } = sandbox.stats();
  expect(statuses['200']).toBe(REQUESTS);
  expect(throttled / total).toBeLessThanOrEqual(isServed ? 0.01 : 0.05);
  expect((REQUESTS * 1000) / elapsedMs / LIMIT).toBeGreaterThanOrEqual(isServed ? 0.75 : 0.3);
  expect(whileThrottledLate).toBe(0);
  const notes = events.flatMap((event) => (event.type === 'note' ? [event.message] : []));
  expect(notes[0]).toMatch(/^The API admits about \d+ requests per second; pacing at \d+\.$/);
  if (isServed) expect(notes).toEqual(['The API admits about 200 requests per second; pacing at 195.']);
});
