import { expect, it } from 'vitest';
import { toCredential } from '../../../src/api/credential.js';
import { openTestApi, withSandbox } from '../open-test-api.js';

const LIMIT = 200;
const REQUESTS = 3000;

/**
 * Counted by the server. How much of the limit is used depends on how busy the machine is: that is for the simulation and the
 * benchmark. On any machine, the limit is found, few requests are throttled, and none leaves while all should wait.
 */
it('an unknown limit over HTTP is found, and hardly overrun', async () => {
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

  const { statuses, throttled, whileThrottledLate, total } = sandbox.stats();
  expect(statuses['200']).toBe(REQUESTS);
  expect(throttled / total).toBeLessThanOrEqual(0.05);
  expect(whileThrottledLate).toBe(0);
  const notes = events.flatMap((event) => (event.type === 'note' ? [event.message] : []));
  expect(notes[0]).toMatch(/^The API admits about \d+ requests per second; pacing at \d+\.$/);
});
