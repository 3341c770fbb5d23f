import { expect, it } from 'vitest';
import { toCredential } from '../../../src/api/credential.js';
import { openTestApi, withSandbox } from '../open-test-api.js';

const LIMIT = 200;
const REQUESTS = 3000;

/**
 * Counted by the server, from the first request that it met to the last. A machine that keeps this process from running
 * loses time here, so that the share of the limit is held to a coarse bound; the exact one is the simulator's, and the
 * benchmark's. What must not happen, however busy the machine: many 429s, or a request while all should wait.
 */
it('an unknown limit over HTTP is found, used, and hardly overrun', async () => {
  const limit = { requests: LIMIT, perMs: 1000, kind: 'window', retryAfter: 'seconds' } as const;
  const sandbox = await withSandbox({ faults: { limit } });
  const { api, events } = openTestApi(sandbox.url, {
    credential: toCredential({ BITPOWR_TOKEN: 'test_token_sandbox' }),
  });
  let asked = 0;
  const work = async (): Promise<void> => {
    while (asked < REQUESTS) {
      asked += 1;
      const result = await api.createCustomer({ name: `Jane ${asked}` });
      expect(result.kind).toBe('ok');
    }
  };
  await Promise.all(Array.from({ length: 64 }, work));

  const { statuses, throttled, whileThrottledLate, elapsedMs, total } = sandbox.stats();
  expect(statuses['200']).toBe(REQUESTS);
  expect((REQUESTS * 1000) / elapsedMs / LIMIT).toBeGreaterThanOrEqual(0.75);
  expect(throttled / total).toBeLessThanOrEqual(0.01);
  expect(whileThrottledLate).toBe(0);
  const notes = events.filter((event) => event.type === 'note');
  expect(notes).toEqual([
    { type: 'note', message: 'The API admits about 200 requests per second; pacing at 195.' },
  ]);
});
