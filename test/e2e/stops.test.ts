/** Every way in which a run stops before its end: saved, reported, and continued. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectExactlyOnce } from '../support/durable.js';
import { runCommand } from '../support/command.js';
import {
  makeFolder,
  openSandbox,
  readRun,
  runProgram,
  toCustomersCsv,
  writeCustomers,
} from '../support/program.js';
import { bySize } from '../support/size.js';

describe('a run that has reached a limit', () => {
  it.each([
    { flags: ['--max-requests', '50'], reason: 'budget_reached', faults: {} },
    { flags: ['--max-duration', '1'], reason: 'budget_reached', faults: { latencyMs: 100 } },
    {
      flags: ['--max-errors', '5'],
      reason: 'too_many_errors',
      faults: { alreadyExists: '409', strictZip: true },
    },
  ] as const)('stops with status 3 ($flags), and resume finishes it', async ({ flags, reason, faults }) => {
    const reportsDir = makeFolder();
    const { sandbox, flags: where, env } = await openSandbox({ faults });
    const isErrors = reason === 'too_many_errors';
    const path = join(makeFolder(), 'customers.csv');
    // With strictZip the server refuses every zipcode, as it is sent as text.
    const rows = toCustomersCsv(200).trim().split('\n');
    const text = rows.map(
      (row, at) => `${row},${at === 0 ? 'zipcode' : isErrors && at % 4 === 0 ? 'X1' : ''}`,
    );
    writeFileSync(path, `${text.join('\n')}\n`);
    const stopped = await runCommand(
      [
        'import',
        path,
        ...where,
        '--reports-dir',
        reportsDir,
        '--run-id',
        'r',
        '--concurrency',
        '4',
        ...flags,
      ],
      { env },
    );
    expect(stopped.status).toBe(3);
    expect(stopped.stdout).toContain(`resume r --reports-dir ${reportsDir}`);
    // Also where standard output goes into a file.
    expect(stopped.stderr).toContain(`Stopped (${reason})`);
    const { summary, results } = readRun(reportsDir);
    expect(summary.stopped?.reason).toBe(reason);
    expect(results).toHaveLength(200);
    expect(summary.counts.pending).toBeGreaterThan(0);
    if (reason === 'budget_reached') expect(summary.requests.total).toBeLessThanOrEqual(50);
    else expect(summary.counts.failed).toBeGreaterThanOrEqual(5);
    sandbox.configure({ latencyMs: 0, strictZip: false });
    const again = isErrors
      ? ['--failed', '--max-errors', '50%']
      : ['--max-requests', '1000', '--max-duration', '1h'];
    const resumed = await runCommand(['resume', 'r', '--reports-dir', reportsDir, ...again], { env });
    expect(resumed.status).toBe(0);
    expectExactlyOnce(sandbox, reportsDir, 'r', { rows: 200 });
  });
});

describe('resume', () => {
  it('needs no source: it may be edited or gone', async () => {
    const reportsDir = makeFolder();
    const { sandbox, flags, env } = await openSandbox();
    const path = writeCustomers(100);
    const args = [
      'import',
      path,
      ...flags,
      '--reports-dir',
      reportsDir,
      '--run-id',
      'r',
      '--max-requests',
      '30',
    ];
    expect((await runCommand(args, { env })).status).toBe(3);
    writeFileSync(path, 'nothing of what it was');
    const resumed = await runCommand(['resume', 'r', '--reports-dir', reportsDir, '--max-requests', '1000'], {
      env,
    });
    expect(resumed.status).toBe(0);
    expectExactlyOnce(sandbox, reportsDir, 'r', { rows: 100 });
  });

  it('is refused for another account or another base URL, and says the way out', async () => {
    const reportsDir = makeFolder();
    const { sandbox, flags, env } = await openSandbox();
    const other = await openSandbox();
    const args = ['import', writeCustomers(50), ...flags, '--reports-dir', reportsDir, '--run-id', 'r'];
    expect((await runCommand([...args, '--max-requests', '10'], { env })).status).toBe(3);
    const before = sandbox.stats().customers;
    const resume = ['resume', 'r', '--reports-dir', reportsDir, '--max-requests', '1000'];
    const account = await runCommand(resume, { env: { BITPOWR_TOKEN: 'test_token_other' } });
    expect(account.status).toBe(3);
    expect(account.stdout).toContain('account_changed');
    const place = await runCommand([...resume, ...other.flags], { env });
    expect(place.status).toBe(3);
    expect(place.stderr).toContain(`--base-url ${sandbox.url}`);
    expect(sandbox.stats().customers).toBe(before);
    expect(other.sandbox.stats().total).toBe(0);
    expect((await runCommand(resume, { env })).status).toBe(0);
  });

  it('continues at the address when only the address had failed', async () => {
    const reportsDir = makeFolder();
    const { sandbox, flags, env } = await openSandbox({ faults: { badAddress: 'checksum' } });
    const address = ['--provision-address', '--account-id', 'wallet-a'];
    const first = await runCommand(
      ['import', writeCustomers(5), ...flags, ...address, '--reports-dir', reportsDir, '--run-id', 'r'],
      { env },
    );
    expect(first.status).toBe(1);
    for (const row of readRun(reportsDir).results) {
      expect(row).toMatchObject({
        bulk_status: 'failed',
        bulk_error_code: 'address_invalid',
        bulk_address: '',
      });
      expect(row['bulk_uid']).not.toBe('');
    }
    sandbox.resetStats();
    const resumed = await runCommand(['resume', 'r', '--failed', '--reports-dir', reportsDir], { env });
    expect(resumed.status).toBe(1);
    const routes = sandbox.stats().requests;
    expect(routes['POST /customers']).toBeUndefined();
    // A bad address that is there is no reason to ask for a second one.
    expect(routes['POST /addresses']).toBeUndefined();
    expect(routes['GET /addresses']).toBe(5);
  });
});

/** More than the program has answers for when the mistake happens. */
const ROWS = bySize({ small: 300, full: 2000 });

describe('a mistake of the program itself', () => {
  it.each([
    ['an exception', "() => { throw new Error('astray') }"],
    ['a rejection', "() => Promise.reject(new Error('astray'))"],
  ])('ends it with status 3, not with that of rows that failed (%s)', async (_name, mistake) => {
    // In the midst of sending, however long it took to get there.
    const code = `import { subscribe } from 'node:diagnostics_channel';
      let answers = 0;
      subscribe('undici:request:headers', () => { if (++answers === 50) setImmediate(${mistake}); });`;
    const reportsDir = makeFolder();
    const { sandbox, flags, env } = await openSandbox({ faults: { latencyMs: 200 } });
    const args = ['import', writeCustomers(ROWS), ...flags, '--reports-dir', reportsDir, '--run-id', 'r'];
    const astray = { env, node: ['--import', `data:text/javascript,${encodeURIComponent(code)}`] };
    const ended = await runProgram([...args, '--concurrency', '8'], astray);
    expect(ended.status).toBe(3);
    expect(ended.stderr).toContain('met an error of its own');
    expect(ended.stderr).toContain('astray');
    sandbox.configure({ latencyMs: 0 });
    const resumed = await runCommand(['resume', 'r', '--reports-dir', reportsDir], { env });
    expect(resumed.status).toBe(0);
    expectExactlyOnce(sandbox, reportsDir, 'r', { rows: ROWS });
  });
});
