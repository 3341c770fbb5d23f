import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { liveCredential } from '../../src/sandbox/index.js';
import type { Summary } from '../../src/record/summary/summary.js';
import { runCommand } from '../support/command.js';
import {
  makeFolder,
  openSandbox,
  readRun,
  runProgram,
  startProgram,
  toCustomersCsv,
  waitForEnd,
  writeCustomers,
} from '../support/program.js';

describe('wrong use', () => {
  it.each([
    { args: ['import'], code: 'config_invalid' },
    { args: ['imprt', 'x.csv'], code: 'config_invalid', text: 'Did you mean import?' },
    { args: ['import', 'nowhere.csv', '--sandbox'], code: 'source_missing', text: 'nowhere.csv' },
    { args: ['import', 'x.csv', '--concurency', '3'], code: 'config_invalid', text: 'concurency' },
    { args: ['import', 'x.csv', '--rate'], code: 'config_invalid', text: 'rate' },
    {
      args: ['import', 'x.csv', '--dry-run=maybe'],
      code: 'config_invalid',
      text: '`--dry-run` takes no value.',
    },
    {
      args: ['import', 'x.csv', '--no-header='],
      code: 'config_invalid',
      text: '`--no-header` takes no value.',
    },
    {
      args: ['import', 'x.csv', '--concurrency', '0'],
      code: 'config_invalid',
      text: 'Expected `--concurrency` to be an integer from 1 to 256, got `0`.\nSee `bitpowr-bulk import --help`.',
    },
    { args: ['import', 'fixtures/customers.csv'], code: 'credential_missing', text: 'BITPOWR_TOKEN' },
    { args: ['show', 'nothing', '--reports-dir', 'fixtures'], code: 'run_unknown' },
    { args: ['resume', 'nothing', '--reports-dir', 'fixtures'], code: 'run_unknown' },
    {
      args: ['import', 'fixtures/customers.csv', '--base-url', 'http://example.com'],
      code: 'config_invalid',
    },
  ])('ends with status 2 and says what to type: $args', async ({ args, code, text }) => {
    const reportsDir = makeFolder();
    const isDirNamed = args.includes('--reports-dir') || args[0] === 'imprt';
    const env = args.includes('--base-url') ? { BITPOWR_TOKEN: 'test_token_sandbox' } : {};
    const { status, stdout, stderr } = await runCommand(
      isDirNamed ? args : [...args, '--reports-dir', reportsDir],
      { env },
    );
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(new RegExp(`^${code}: `));
    expect(stderr).toContain(text ?? code);
    expect(stderr.trim().split('\n').length).toBeGreaterThanOrEqual(2);
  });

  it('leaves no run behind when the source turns out to be unreadable half-way', async () => {
    const reportsDir = makeFolder();
    const { flags, env } = await openSandbox();
    const path = join(makeFolder(), 'bad.csv');
    writeFileSync(
      path,
      Buffer.concat([Buffer.from(`${toCustomersCsv(5000)}Zoë`), Buffer.from([0xff, 0xfe, 0x0a])]),
    );
    const { status, stderr } = await runCommand(['import', path, ...flags, '--reports-dir', reportsDir], {
      env,
    });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^encoding_unknown: /);
    expect(readdirSync(reportsDir).filter((name) => !name.startsWith('.'))).toEqual([]);
  });
});

describe('output', () => {
  it('carries one JSON document on stdout under --json, the same as summary.json', async () => {
    const reportsDir = makeFolder();
    const { flags, env } = await openSandbox();
    const { status, stdout } = await runProgram(
      ['import', writeCustomers(20), ...flags, '--reports-dir', reportsDir, '--json'],
      { env },
    );
    expect(status).toBe(0);
    const summary = JSON.parse(stdout) as Summary;
    expect(summary).toEqual(readRun(reportsDir).summary);
    expect(summary).toMatchObject({ schemaVersion: 1, command: 'import', mode: 'TEST', exitCode: 0 });
  });

  it('is silent under --quiet after a success', async () => {
    const { flags, env } = await openSandbox();
    const end = await runCommand(
      ['import', writeCustomers(3), ...flags, '--reports-dir', makeFolder(), '--quiet'],
      { env },
    );
    expect(end).toMatchObject({ status: 0, stdout: '', stderr: '' });
  });

  it('reads standard input for -', async () => {
    const reportsDir = makeFolder();
    const { sandbox, flags, env } = await openSandbox();
    const input = toCustomersCsv(7).replaceAll('\n', '\r\n');
    const { status } = await runProgram(['import', '-', ...flags, '--reports-dir', reportsDir], {
      env,
      input,
    });
    expect(status).toBe(0);
    expect(sandbox.stats().customers).toBe(7);
    expect(readRun(reportsDir).summary.source.path).toBe('-');
  });

  it('lists runs, shows one, and tells the life of a row with personal data masked', async () => {
    const reportsDir = makeFolder();
    const { flags, env } = await openSandbox();
    const place = ['--reports-dir', reportsDir];
    await runCommand(['import', writeCustomers(3), ...flags, ...place, '--run-id', 'one'], { env });
    const runs = await runCommand(['runs', ...place]);
    expect(runs).toMatchObject({ status: 0, stderr: '' });
    expect(runs.stdout).toContain('one');
    expect(runs.stdout).toContain('3 created');
    const shown = await runCommand(['show', 'one', ...place]);
    expect(shown.stdout).toContain('created  3');
    const row = await runCommand(['show', 'one', '--row', '2', ...place]);
    expect(row.stdout).toContain('Row 2 (line 3): created');
    expect(row.stdout).not.toContain('c2@example.com');
    const revealed = await runCommand(['show', 'one', '--row', '2', '--reveal', ...place]);
    expect(revealed.stdout).toContain('c2@example.com');
  });

  it('prints organisation and mode of the credential', async () => {
    const { flags, env } = await openSandbox();
    const { status, stdout } = await runCommand(['auth', ...flags, '--json'], { env });
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      mode: 'TEST',
      orgId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    });
  });
});

describe('safety', () => {
  it('writes nothing with a LIVE credential unless --live is given', async () => {
    const reportsDir = makeFolder();
    const { sandbox, flags } = await openSandbox();
    const env = { BITPOWR_TOKEN: liveCredential.token };
    const args = ['import', writeCustomers(3), ...flags, '--reports-dir', reportsDir];
    const refused = await runCommand([...args, '--run-id', 'a'], { env });
    expect(refused.status).toBe(2);
    expect(refused.stdout).toContain('live_not_confirmed');
    expect(sandbox.stats().requests).toEqual({ 'GET /auth': 1 });
    const allowed = await runCommand([...args, '--run-id', 'b', '--live'], { env });
    expect(allowed.status).toBe(0);
    expect(readRun(reportsDir, 'b').summary.mode).toBe('LIVE');
  });

  it('stops with status 3 when the credential is refused midway, and resume finishes the rest', async () => {
    const reportsDir = makeFolder();
    const { sandbox, flags, env } = await openSandbox({ faults: { refuseCredentialAfter: 20 } });
    const args = ['import', writeCustomers(60), ...flags, '--reports-dir', reportsDir, '--run-id', 'r'];
    const stopped = await runCommand([...args, '--concurrency', '4'], { env });
    expect(stopped.status).toBe(3);
    expect(stopped.stdout).toContain(`resume r --reports-dir ${reportsDir}`);
    const { summary, results } = readRun(reportsDir);
    expect(summary.stopped?.reason).toBe('credential_rejected');
    expect(results).toHaveLength(60);
    expect(summary.counts.created + summary.counts.pending).toBe(60);
    expect(summary.counts.pending).toBeGreaterThan(0);
    sandbox.configure({ refuseCredentialAfter: null });
    const resumed = await runCommand(['resume', 'r', '--reports-dir', reportsDir], { env });
    expect(resumed.status).toBe(0);
    expect(readRun(reportsDir).summary.counts).toMatchObject({ created: 60, pending: 0 });
    expect(sandbox.stats()).toMatchObject({ customers: 60, duplicates: { externalIds: 0 } });
  });

  it.each([
    { signal: 'SIGINT', status: 130 },
    { signal: 'SIGTERM', status: 143 },
    { signal: 'SIGHUP', status: 129 },
  ] as const)('drains, saves and says how to continue at $signal', async ({ signal, status }) => {
    const reportsDir = makeFolder();
    const { sandbox, flags, env } = await openSandbox({ faults: { latencyMs: 20 } });
    const child = startProgram(
      [
        'import',
        writeCustomers(150),
        ...flags,
        '--reports-dir',
        reportsDir,
        '--concurrency',
        '4',
        '--run-id',
        'r',
      ],
      { env },
    );
    const end = waitForEnd(child);
    await waitUntil(() => (sandbox.stats().requests['POST /customers'] ?? 0) > 20);
    child.kill(signal);
    // The shell and the system each send a hang-up.
    if (signal === 'SIGHUP') child.kill(signal);
    const { status: found, stdout, stderr } = await end;
    expect(found).toBe(status);
    expect(stderr).toContain('Stopping');
    expect(stdout).toContain('resume r');
    const { results, summary } = readRun(reportsDir);
    expect(results).toHaveLength(150);
    expect(summary.counts.created).toBe(sandbox.stats().customers);
    expect(summary.counts.created + summary.counts.pending).toBe(150);
    expect(summary.exitCode).toBe(status);
    sandbox.configure({ latencyMs: 0 });
    const resumed = await runCommand(['resume', 'r', '--reports-dir', reportsDir], { env });
    expect(resumed.status).toBe(0);
    expect(sandbox.stats()).toMatchObject({ customers: 150, requests: { 'POST /customers': 150 } });
  });

  it('leaves at once at a second Ctrl-C, and loses nothing', async () => {
    const reportsDir = makeFolder();
    const { sandbox, flags, env } = await openSandbox({
      faults: { hangAfterEffectRate: 1, faultsOn: ['POST /customers'] },
    });
    const args = ['import', writeCustomers(10), ...flags, '--reports-dir', reportsDir, '--run-id', 'r'];
    const child = startProgram(args, { env });
    // The first create goes out alone, and the others wait for its answer.
    await waitUntil(() => sandbox.stats().customers === 1);
    child.kill('SIGINT');
    await once(child.stderr, 'data');
    child.kill('SIGINT');
    const [status] = (await once(child, 'close')) as [number];
    expect(status).toBe(130);
    sandbox.configure({ hangAfterEffectRate: 0 });
    const resumed = await runCommand(['resume', 'r', '--reports-dir', reportsDir], { env });
    expect(resumed.status).toBe(0);
    expect(sandbox.stats()).toMatchObject({ customers: 10, requests: { 'POST /customers': 10 } });
  });

  it('refuses a second process on the same source with status 4, and says who has it', async () => {
    const reportsDir = makeFolder();
    const { sandbox, flags, env } = await openSandbox({ faults: { latencyMs: 50 } });
    const args = ['import', writeCustomers(200), ...flags, '--reports-dir', reportsDir, '--concurrency', '2'];
    const child = startProgram(args, { env });
    await waitUntil(() => (sandbox.stats().requests['POST /customers'] ?? 0) > 2);
    const second = await runCommand(args, { env });
    expect(second.status).toBe(4);
    expect(second.stderr).toContain(`process ${child.pid ?? 0} on `);
    child.kill('SIGKILL');
    await once(child, 'close');
    sandbox.configure({ latencyMs: 0 });
    const third = await runCommand(args, { env });
    expect(third.status).toBe(0);
  });
});

async function waitUntil(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}
