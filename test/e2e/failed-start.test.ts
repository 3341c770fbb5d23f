/** Commands that could not begin: what they say, who learns of it, and that nothing secret is shown. */
import { spawn } from 'node:child_process';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startReceiver } from '../notify/receiver.js';
import { runCommand } from '../support/command.js';
import { readMetrics } from '../support/open-metrics.js';
import { makeFolder, openSandbox, toCustomersCsv } from '../support/program.js';

const TOKEN = 'token-0123456789abcdef';
const SIGNATURE = '0123456789abcdef0123';

describe('a secret', () => {
  it('that is typed in a wrong place is not shown', async () => {
    const env = { BITPOWR_TOKEN: TOKEN };
    for (const args of [
      ['import', 'a.csv', '--rate', TOKEN],
      ['import', 'a.csv', TOKEN],
      ['explain', TOKEN],
      ['completion', TOKEN],
    ]) {
      const { status, stdout, stderr } = await runCommand(args, { env });
      expect([args[0], status, stdout]).toEqual([args[0], 2, '']);
      expect(stderr).toContain('[redacted]');
      expect(stderr).not.toContain(TOKEN);
    }
  });

  it('of a webhook stays out of the files of a run, and of `config show`', async () => {
    const folder = makeFolder();
    const source = join(folder, 'a.csv');
    writeFileSync(source, 'externalId,name,email\nE1,Ann,wrong\n');
    const receiver = await startReceiver({ status: 204 });
    const hook = `${receiver.url}/hook/${TOKEN}`;
    const reportsDir = join(folder, 'reports');
    const args = ['import', source, '--sandbox', '--notify', hook, '--reports-dir', reportsDir];
    const end = await runCommand([...args, '--run-id', 'r']);
    expect(end.status).toBe(1);
    expect(end.stdout).toContain('rejected.csv --sandbox --reports-dir');
    for (const name of ['summary.json', 'report.html', 'journal.sqlite', '.run.json']) {
      expect(readFileSync(join(reportsDir, 'r', name), 'latin1')).not.toContain(TOKEN);
    }
    const shown = await runCommand(['config', 'show', 'import', '--notify', hook]);
    expect(shown.stdout).toContain(`${receiver.url}/…`);
    expect(shown.stdout).not.toContain(TOKEN);
  });

  it('of a URL that was typed as the source is neither shown nor sent', async () => {
    const receiver = await startReceiver({ status: 204 });
    const url = `https://me:pass-word@example.com/in/a.csv?X-Amz-Signature=${SIGNATURE}`;
    const { status, stderr } = await runCommand(['validate', url, '--notify', receiver.url]);
    expect(status).toBe(2);
    expect(stderr).toContain('X-Amz-Signature=…');
    const said = [stderr, ...receiver.received.map(({ body }) => body)];
    expect(said).toHaveLength(2);
    expect(said[1]).toContain('"source":"a.csv"');
    expect(said.filter((text) => /pass-word|0123456789abcdef/.test(text))).toEqual([]);
  });
});

describe('a start that fails', () => {
  it('obeys the configuration file: its log, its webhook and its metrics', async () => {
    const folder = makeFolder();
    const receiver = await startReceiver({ status: 204 });
    const [config, to, metrics] = ['c.json', 'to.txt', 'm.prom'].map((name) => join(folder, name));
    writeFileSync(to ?? '', receiver.url);
    const options = { notify: '@to.txt', 'log-format': 'json', metrics: 'm.prom', 'source-name': 'all' };
    writeFileSync(config ?? '', JSON.stringify({ profiles: { night: { options } } }));
    const args = ['import', 'a.csv', '--config', config ?? '', '--profile', 'night'];
    for (const wrong of [
      ['--concurency', '4'],
      ['--concurrency', 'x'],
    ]) {
      const { status, stderr } = await runCommand([...args, ...wrong]);
      expect(status).toBe(2);
      const lines = stderr.trim().split('\n');
      expect(lines.map((line) => (JSON.parse(line) as { event: string }).event)).toEqual(['error', 'end']);
      const samples = readMetrics(readFileSync(metrics ?? '', 'utf8'));
      const status2 = samples.find(({ name }) => name === 'bitpowr_bulk_exit_status');
      expect(status2).toMatchObject({ value: 2, labels: { command: 'import', source: 'all' } });
      writeFileSync(metrics ?? '', '');
    }
    expect(receiver.received).toHaveLength(2);

    writeFileSync(config ?? '', '{"options": {');
    expect((await runCommand([...args, '--metrics', metrics ?? ''])).status).toBe(2);
    expect(readFileSync(metrics ?? '', 'utf8')).toContain('exit_status');
  });

  it('says a next command with the configuration, the profile and the credential', async () => {
    const folder = makeFolder();
    const config = join(folder, 'c.yaml');
    writeFileSync(config, 'profiles: { night: { options: { reports-dir: reports } } }\n');
    const { status, stderr } = await runCommand([
      'show',
      'nowhere',
      '--config',
      config,
      '--profile',
      'night',
    ]);
    expect(status).toBe(2);
    expect(stderr).toMatch(
      /`(npx )?bitpowr-bulk runs --reports-dir \S+ --config \S+c\.yaml --profile night`/,
    );
  });

  it('says why a path can not be a source', async () => {
    const folder = makeFolder();
    const [file, loop] = [join(folder, 'a.csv'), join(folder, 'loop')];
    writeFileSync(file, '');
    symlinkSync('loop', loop);
    for (const path of [join(file, 'x'), loop, 'x'.repeat(5000)]) {
      const { status, stderr } = await runCommand(['validate', path, '--reports-dir', join(folder, 'r')]);
      expect([status, stderr]).toEqual([2, expect.stringMatching(/^source_\w+: /) as string]);
    }
  });

  it('names the folder of runs that is no folder', async () => {
    const file = join(makeFolder(), 'a');
    writeFileSync(file, '');
    for (const args of [['runs'], ['show', 'last'], ['resume', 'last'], ['undo', 'last']]) {
      const { status, stderr } = await runCommand([...args, '--reports-dir', file]);
      expect([args[0], status]).toEqual([args[0], 2]);
      expect(stderr).toContain(`config_invalid: The folder ${file} of --reports-dir can not be read: `);
    }
  });
});

it('a credentials file that is a pipe is read once, also beside a configuration file', async () => {
  const { sandbox, env } = await openSandbox();
  const folder = makeFolder();
  const [pipe = '', config = ''] = ['key', 'c.json'].map((name) => join(folder, name));
  execFileSync('mkfifo', [pipe]);
  writeFileSync(config, '{"options": {"concurrency": 2}}');
  const lines = `BITPOWR_TOKEN=${env['BITPOWR_TOKEN']}\nBITPOWR_BASE_URL=${sandbox.url}\n`;
  spawn('/bin/sh', ['-c', 'printf %s "$1" > "$2"', '-', lines, pipe]);
  const args = ['auth', '--credentials', pipe, '--config', config];
  const { status, stdout, stderr } = await runCommand(args);
  expect([status, stderr]).toEqual([0, `Configuration: ${config}\n`]);
  expect(stdout).toContain(sandbox.url);
  const quiet = await runCommand(['auth', '--base-url', sandbox.url, '--quiet'], { env });
  expect(quiet).toMatchObject({ status: 0, stdout: '', stderr: '' });
});

it('a run of another server is not continued in the sandbox, and a run without a report opens none', async () => {
  const { sandbox, flags, env } = await openSandbox();
  const folder = makeFolder();
  const reportsDir = join(folder, 'reports');
  const source = join(folder, 'a.csv');
  writeFileSync(source, toCustomersCsv(2));
  const place = ['--reports-dir', reportsDir];
  expect((await runCommand(['import', source, ...flags, ...place, '--run-id', 'z'], { env })).status).toBe(0);
  const { status, stderr } = await runCommand(['resume', 'z', '--sandbox', ...place], { env });
  expect([status, stderr]).toEqual([
    3,
    `account_changed: The run z belongs to ${sandbox.url}, not to the sandbox.\nLeave out --sandbox.\n`,
  ]);
  expect(existsSync(join(reportsDir, 'sandbox.sqlite'))).toBe(false);

  mkdirSync(join(reportsDir, 'k'));
  writeFileSync(
    join(reportsDir, 'k', 'journal.sqlite'),
    readFileSync(join(reportsDir, 'z', 'journal.sqlite')),
  );
  const opened = await runCommand(['show', 'k', '--row', '1', '--open', ...place], { env });
  expect(opened.stderr).toContain(`The report ${join(reportsDir, 'k', 'report.html')} was not opened`);
});
