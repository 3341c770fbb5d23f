/** The server is given up after five probes in half a minute: a wait that no small size can shorten. */
import { describe, expect, it } from 'vitest';
import { expectExactlyOnce } from '../support/durable.js';
import { makeFolder, openSandbox, readRun, runProgram, writeCustomers } from '../support/program.js';

describe('a server that is gone', () => {
  it('is probed gently, then the run stops with status 3, everything saved', async () => {
    const reportsDir = makeFolder();
    const { sandbox, flags, env } = await openSandbox({ faults: { downAfter: 60 } });
    const stopped = await runProgram(
      [
        'import',
        writeCustomers(300),
        ...flags,
        '--reports-dir',
        reportsDir,
        '--run-id',
        'r',
        '--concurrency',
        '8',
      ],
      { env },
    );
    expect(stopped.status).toBe(3);
    expect(readRun(reportsDir).summary.stopped?.reason).toBe('server_unreachable');
    // 60 that were answered; the eight in flight, and one more for each of the seven failures before the one that trips
    // the breaker; five probes: no storm on a server in trouble.
    expect(sandbox.stats().total).toBeLessThanOrEqual(60 + 8 + 7 + 5);
    sandbox.configure({ downAfter: null });
    const resumed = await runProgram(['resume', 'r', '--reports-dir', reportsDir], { env });
    expect(resumed.status).toBe(0);
    expectExactlyOnce(sandbox, reportsDir, 'r', { rows: 300 });
  });
});
