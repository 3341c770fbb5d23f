import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { liveCredential } from '../../src/sandbox/index.js';
import { readCode, readPage } from '../docs/pages.js';
import { changeCustomer } from '../support/drift.js';
import { runCommand } from '../support/command.js';
import { makeFolder, openSandbox, runProgram, toCustomersCsv } from '../support/program.js';

const NIGHTLY = readCode(readPage('docs/guides/nightly.md').text);

const findCode = (language: string): string => {
  const [code] = NIGHTLY.filter((one) => one.language === language);
  if (code === undefined) throw new Error(`The guide has no ${language}.`);
  return code.text;
};

/** The folder of the guide, here: its configuration file, its credentials, and a source. */
async function openNight() {
  const { sandbox, env } = await openSandbox();
  const folder = makeFolder();
  const here = (line: string): string =>
    line
      .replaceAll('/srv/customers', folder)
      .replaceAll('/var/lib/node_exporter', join(folder, 'metrics'))
      .replaceAll(
        /(?:\/usr\/local\/bin\/)?bitpowr-bulk (?=[a-z])/g,
        `${process.execPath} ${resolve('dist/cli/main.js')} `,
      );
  mkdirSync(join(folder, 'metrics'));
  writeFileSync(join(folder, 'bitpowr-bulk.config.json'), here(findCode('json')), { mode: 0o600 });
  writeFileSync(join(folder, 'today.csv'), toCustomersCsv(3));
  writeFileSync(
    join(folder, 'bitpowr.env'),
    `BITPOWR_TOKEN=${env['BITPOWR_TOKEN']}\nBITPOWR_BASE_URL=${sandbox.url}\n`,
  );
  const shell = async (line: string) => {
    // As cron and systemd start it: with hardly any environment.
    const child = spawn('/bin/sh', ['-c', here(line)], {
      cwd: folder,
      env: { HOME: folder, XDG_STATE_HOME: join(folder, 'state') },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [stdout, stderr, [status]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close') as Promise<[number | null]>,
    ]);
    return { status, stdout, stderr };
  };
  return { sandbox, folder, shell };
}

describe('a night with a profile, as the guide has it', () => {
  it('is silent by cron and by systemd, tells of drift, and its advice works as printed', async () => {
    const { sandbox, folder, shell } = await openNight();
    const [, cron = ''] = /^(?:\S+ ){4}\S+ +(.*)$/m.exec(findCode('crontab').split('\n').at(-2) ?? '') ?? [];
    const [, unit = ''] = /^ExecStart=(.*)$/m.exec(findCode('ini')) ?? [];
    const silent = { status: 0, stdout: '', stderr: '' };

    expect(await shell('bitpowr-bulk import today.csv --profile nightly')).toEqual(silent);
    expect(await shell(cron.replaceAll('\\%', '%'))).toEqual(silent);
    expect(await shell(unit.replaceAll('%%', '%'))).toEqual(silent);
    expect(readdirSync(join(folder, 'nightly')).filter((name) => !name.startsWith('.'))).toHaveLength(3);
    expect(existsSync(join(folder, 'reports'))).toBe(false);
    expect(readFileSync(join(folder, 'metrics/reconcile.prom'), 'utf8')).toContain(
      'bitpowr_bulk_exit_status',
    );

    await changeCustomer(sandbox, 'E000001', { name: 'Someone Else' });
    const drift = await shell(cron);
    expect(drift).toMatchObject({ status: 1, stdout: '' });
    const [advice = ''] = /bitpowr-bulk import \S.*$/m.exec(drift.stderr) ?? [];
    expect(advice).toContain('--profile nightly');
    expect(await shell(advice)).toEqual(silent);
    expect(await shell(cron)).toEqual(silent);
  });
});

describe('a configuration file', () => {
  const write = (content: unknown): { readonly folder: string; readonly words: readonly string[] } => {
    const folder = makeFolder();
    const path = join(folder, 'some.json');
    writeFileSync(path, JSON.stringify(content, undefined, 2));
    writeFileSync(join(folder, 'customers.csv'), toCustomersCsv(2));
    return { folder, words: ['--config', path] };
  };

  it('is named on standard error with its word for LIVE customers, and obeys no other organisation', async () => {
    const { sandbox } = await openSandbox();
    const options = { credentials: 'live.env', 'base-url': sandbox.url, 'reports-dir': 'reports' };
    const { folder, words } = write({
      profiles: {
        own: { options: { ...options, live: liveCredential.orgId } },
        other: { options: { ...options, live: 'another' } },
      },
    });
    writeFileSync(join(folder, 'live.env'), `BITPOWR_TOKEN=${liveCredential.token}\n`);
    const line = ['import', join(folder, 'customers.csv'), ...words];
    const refused = await runCommand([...line, '--profile', 'other']);
    expect(refused.status).toBe(2);
    expect(refused.stdout + refused.stderr).toContain('The profile allows only the organisation another.');
    const allowed = await runCommand(line, { env: { BITPOWR_BULK_PROFILE: 'own' } });
    expect(allowed.status).toBe(0);
    expect(allowed.stderr).toContain(
      `some.json, profile own; LIVE customers of the organisation ${liveCredential.orgId} may change`,
    );
    expect(sandbox.stats().requests['POST /customers']).toBe(2);
    expect(readdirSync(join(folder, 'reports')).filter((name) => !name.startsWith('.'))).toHaveLength(2);
  });

  it('with a fault stops each command before anything is done, and --no-config ignores it', async () => {
    const { sandbox, flags, env } = await openSandbox();
    const { folder } = write({});
    const path = join(folder, 'bitpowr-bulk.config.json');
    writeFileSync(path, '{"options": {"dry-rum": true}}', { mode: 0o600 });
    const line = ['import', 'customers.csv', ...flags];
    const refused = await runProgram(line, { cwd: folder, env });
    expect(refused).toMatchObject({ status: 2, stdout: '' });
    expect(refused.stderr).toMatch(
      /^config_invalid: .+bitpowr-bulk\.config\.json is not right: line 1: options\.dry-rum: .+`dry-run`\?\nCorrect/,
    );
    expect(sandbox.stats().total).toBe(0);
    const ignored = await runProgram([...line, '--no-config'], { cwd: folder, env });
    expect(ignored.status).toBe(0);
  });

  it('is shown by config show, value by value, without a secret', async () => {
    const profiles = { night: { commands: { import: { 'max-errors': 3 } } } };
    const { folder, words } = write({ options: { credentials: 'a.env', rate: 5 }, profiles });
    writeFileSync(join(folder, 'a.env'), 'BITPOWR_TOKEN=tok_0123456789abcdef\nBITPOWR_ACCOUNT_ID=wallet\n');
    const line = ['config', 'show', 'import', '--profile', 'night', '--canary', '4', '--json', ...words];
    const { status, stdout, stderr } = await runCommand(line);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).not.toContain('tok_0123456789');
    const file = expect.stringMatching(/some\.json$/) as string;
    const env = expect.stringMatching(/a\.env$/) as string;
    const shown = JSON.parse(stdout) as { options: { name: string; value: unknown; from: object }[] };
    expect(shown).toMatchObject({
      file,
      profile: { name: 'night', from: '--profile' },
      command: 'import',
      credentials: [{ variable: 'BITPOWR_TOKEN', file: env }],
    });
    const find = (name: string) => shown.options.find((option) => option.name === name);
    expect(find('--canary')).toMatchObject({ value: '4', from: { kind: 'flag' } });
    expect(find('--account-id')).toMatchObject({
      value: 'wallet',
      from: { kind: 'variable', variable: 'BITPOWR_ACCOUNT_ID', file: env },
    });
    expect(find('--max-errors')).toMatchObject({ value: '3', from: { kind: 'profile', file, line: 10 } });
    expect(find('--rate')).toMatchObject({ value: '5', from: { kind: 'file', file, line: 4 } });
    expect(find('--mode')).toMatchObject({ value: null, default: 'upsert', from: { kind: 'default' } });
    expect(find('--env-file')).toBeUndefined();

    const table = await runCommand(['config', 'show', ...words]);
    expect(table.stdout).toMatch(/^file {7}\/.+some\.json\nprofile {4}none\n/);
    expect(table.stdout).toMatch(
      /--credentials .+a\.env +\S+some\.json:3 \(the whole file\) +all that have it/,
    );
    const wrong = await runCommand(['config', 'show', 'validate', '--rate', '5', ...words]);
    expect(wrong).toMatchObject({ status: 2, stdout: '' });
    expect(wrong.stderr).toContain('`validate` has no option --rate.');
  });
});
