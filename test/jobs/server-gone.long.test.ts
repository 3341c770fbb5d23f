/** The server is given up after half a minute of real time. */
import { describe, expect, test } from 'vitest';
import { makeCustomers, NO_DUPLICATES, openBench } from '../support/run-import.js';

describe('a server that goes down midway', () => {
  test('stops the run as unreachable, and resume finishes', async () => {
    const bench = await openBench(makeCustomers(15), { sandbox: { faults: { downAfter: 8 } } });
    const first = await bench.run({ runId: 'one', provisionAddress: true, concurrency: 3 });
    expect(first.summary).toMatchObject({ stopped: { reason: 'server_unreachable' }, exitCode: 3 });
    expect(first.summary.counts).toMatchObject({ failed: 0 });
    bench.sandbox.configure({ downAfter: null });
    const again = await bench.resume('one');
    expect(again.summary).toMatchObject({ counts: { created: 15 }, addresses: { created: 15 } });
    expect(bench.sandbox.stats().duplicates).toEqual(NO_DUPLICATES);
  });
});
