import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { notificationSchema, type NotificationData } from '../../src/notify/schema.js';
import { startReceiver, type Received } from '../notify/receiver.js';
import { runCommand } from '../support/command.js';
import { changeCustomer } from '../support/drift.js';
import { readMetrics } from '../support/open-metrics.js';
import {
  makeFolder,
  openSandbox,
  runProgram,
  startProgram,
  toCustomersCsv,
  waitForEnd,
} from '../support/program.js';

const TOKEN = 'T0000000000000000secret';
const SECRET = `whsec_${Buffer.from('0123456789abcdef0123456789abcdef').toString('base64')}`;

const toData = ({ body }: Received): NotificationData => notificationSchema.parse(JSON.parse(body)).data;

async function open() {
  const folder = makeFolder();
  const source = join(folder, 'customers.csv');
  writeFileSync(source, toCustomersCsv(5));
  const { sandbox, flags, env } = await openSandbox();
  const receiver = await startReceiver({ status: 204 });
  const hook = `${receiver.url}/hook/${TOKEN}`;
  const reportsDir = join(folder, 'reports');
  const toArgs = (...args: readonly string[]) => [...args, ...flags, '--reports-dir', reportsDir, '--quiet'];
  const run = (args: readonly string[], more: Readonly<Record<string, string>> = {}) =>
    runCommand(toArgs(...args), { env: { ...env, ...more } });
  return { folder, source, reportsDir, sandbox, env, receiver, hook, run, toArgs };
}

describe('a failing night', () => {
  it('is known by the webhook, the metrics and the exit status; a good one says nothing', async () => {
    const { folder, source, sandbox, receiver, hook, run } = await open();
    const metrics = join(folder, 'reconcile.prom');
    await run(['import', source]);
    const night = ['reconcile', source, '--max-drift', '1', '--metrics', metrics, '--notify-on', 'failure'];
    const env = { BITPOWR_BULK_NOTIFY: hook, BITPOWR_BULK_NOTIFY_SECRET: SECRET };
    const readFigure = (name: string) =>
      readMetrics(readFileSync(metrics, 'utf8')).find((sample) => sample.name === `bitpowr_bulk_${name}`)
        ?.value;

    expect(await run(night, env)).toMatchObject({ status: 0, stdout: '', stderr: '' });
    expect(receiver.received).toEqual([]);

    for (const id of ['E000001', 'E000002']) await changeCustomer(sandbox, id, { name: 'Plantagenet' });
    const drifted = await run(night, env);
    expect(drifted.status).toBe(1);
    expect(readFigure('exit_status')).toBe(1);
    expect(readFigure('drift')).toBe(2);
    const [first] = receiver.received;
    expect(
      new Webhook(SECRET).verify(first?.body ?? '', first?.headers as Record<string, string>),
    ).toBeTruthy();
    expect(receiver.received.map(toData)).toMatchObject([
      { outcome: 'drift', exitCode: 1, source: 'customers.csv', reconcile: { drift: 2, allowedDrift: 1 } },
    ]);
    expect(first?.body).not.toContain('Plantagenet');

    sandbox.configure({ refuseCredentialAfter: 1 });
    expect((await run(night, env)).status).toBe(3);
    expect(readFigure('exit_status')).toBe(3);
    expect(receiver.received.slice(1).map(toData)).toMatchObject([
      { outcome: 'stopped', exitCode: 3, error: { code: 'credential_rejected' } },
    ]);
  });

  it('before it begins is known as well: a wrong option, and a file that is not there', async () => {
    const { source, sandbox, receiver, hook, run } = await open();
    const wrong = await run(['reconcile', source, '--concurency', '4', '--notify', hook]);
    expect(wrong.status).toBe(2);
    expect(wrong.stderr).not.toContain(TOKEN);
    expect((await run(['reconcile', `${source}.gone`, '--notify', hook])).status).toBe(2);
    expect(receiver.received.map(toData)).toMatchObject([
      {
        outcome: 'refused',
        command: 'reconcile',
        source: 'customers.csv',
        error: { code: 'config_invalid' },
      },
      { outcome: 'refused', source: 'customers.csv.gone', error: { code: 'source_missing' } },
    ]);
    expect(sandbox.stats().total).toBe(0);
  });

  it('that a mistake of the program ends is known', async () => {
    const { source, env, receiver, hook, toArgs } = await open();
    // Throws where nothing can catch it, as soon as a session listens for that.
    const mistake = `process.on('newListener', (name) => {
      if (name === 'uncaughtException') setImmediate(() => { throw new TypeError('planted'); });
    });`;
    const { status, stderr } = await runProgram(toArgs('import', source, '--notify', hook), {
      env,
      node: ['--import', `data:text/javascript,${encodeURIComponent(mistake)}`],
    });
    expect(status).toBe(3);
    expect(stderr).toContain('TypeError: planted');
    expect(receiver.received.map(toData)).toMatchObject([
      { outcome: 'crashed', exitCode: 3, error: { code: null } },
    ]);
    expect(receiver.received[0]?.body).not.toContain('planted');
  });

  it('that SIGTERM ends is known', async () => {
    const { source, sandbox, env, receiver, hook, toArgs } = await open();
    writeFileSync(source, toCustomersCsv(300));
    sandbox.configure({ latencyMs: 20 });
    const child = startProgram(
      toArgs('import', source, '--concurrency', '1', '--notify', hook, '--run-id', 'night'),
      {
        env,
      },
    );
    const end = waitForEnd(child);
    while (sandbox.stats().total < 5) await new Promise((resolve) => setTimeout(resolve, 10));
    child.kill('SIGTERM');
    expect((await end).status).toBe(143);
    expect(receiver.received.map(toData)).toMatchObject([
      { outcome: 'stopped', exitCode: 143, runId: 'night', error: { code: 'interrupted' } },
    ]);
  });
});

describe('a notification that can not be delivered', () => {
  it('is a warning, which names the host alone, and no reason for another status', async () => {
    const { source, env, run, toArgs } = await open();
    const refusing = await startReceiver({ status: 410, body: `gone: /hook/${TOKEN}` });
    const args = toArgs(
      'import',
      source,
      '--notify',
      `${refusing.url}/hook/${TOKEN}`,
      '--log-format',
      'json',
    );
    const { status, stdout, stderr } = await runCommand(args, { env });
    expect([status, stdout]).toEqual([0, '']);
    expect(
      stderr
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toMatchObject([
      {
        level: 'warn',
        event: 'notification_failed',
        runId: expect.stringMatching(/^\d{8}-/) as unknown,
        target: `${refusing.url}/…`,
        message: `The notification to ${refusing.url}/… was not delivered: The receiver answered HTTP 410 Gone: gone: /hook/[redacted].`,
      },
    ]);
    const wrong = await run(['import', source, '--notify', `ftp://example.com/${TOKEN}`]);
    expect(wrong.status).toBe(2);
    expect(wrong.stderr).toMatch(/^config_invalid: Expected `--notify`/);
    expect(wrong.stderr).not.toContain(TOKEN);
  });
});

describe('--log-format json', () => {
  it('writes each line of stderr as an object, from the first event to the status', async () => {
    const { source, env, toArgs } = await open();
    const read = async (args: readonly string[]) => {
      const { stderr } = await runCommand(args, { env });
      return stderr
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
    };
    const args = toArgs('import', source, '--run-id', 'a', '--log-format', 'json', '--verbose');
    const lines = await read(args.filter((word) => word !== '--quiet'));
    for (const line of lines) {
      expect(Object.keys(line).slice(0, 4)).toEqual(['time', 'level', 'event', 'message']);
      expect(line['runId'] ?? 'a').toBe('a');
    }
    const events = lines.map(({ event }) => event);
    expect(new Set(events)).toEqual(new Set(['run', 'phase', 'progress', 'request', 'end']));
    expect(lines.find(({ event }) => event === 'request')).toMatchObject({ level: 'debug', status: 200 });
    expect(lines.at(-1)).toMatchObject({ level: 'info', event: 'end', exitCode: 0, runId: 'a' });

    expect(await read(toArgs('import', source, '--log-format', 'json', '--max-requests', '1'))).toMatchObject(
      [
        { level: 'warn', event: 'summary', summary: { stopped: { reason: 'budget_reached' } } },
        { level: 'error', event: 'end', exitCode: 3 },
      ],
    );
    expect(await read(toArgs('import', `${source}.gone`, '--log-format', 'json'))).toMatchObject([
      { level: 'error', event: 'error', code: 'source_missing', exitCode: 2 },
      { level: 'error', event: 'end', exitCode: 2 },
    ]);
    expect(await read(toArgs('import', source, '--log-format', 'json', '--rate', 'x'))).toMatchObject([
      { level: 'error', event: 'error', code: 'config_invalid' },
      { level: 'error', event: 'end', exitCode: 2 },
    ]);
  });
});
