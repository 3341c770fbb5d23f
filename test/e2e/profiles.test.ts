import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { liveCredential } from '../../src/sandbox/index.js';
import { readCode, readPage } from '../docs/pages.js';
import { changeCustomer } from '../support/drift.js';
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
  const write = (folder: string, content: unknown): void => {
    writeFileSync(join(folder, 'bitpowr-bulk.config.json'), JSON.stringify(content), { mode: 0o600 });
  };

  it('is named on standard error with its word for LIVE customers, and obeys no other organisation', async () => {
    const { sandbox } = await openSandbox();
    const folder = makeFolder();
    writeFileSync(join(folder, 'customers.csv'), toCustomersCsv(2));
    writeFileSync(join(folder, 'live.env'), `BITPOWR_TOKEN=${liveCredential.token}\n`);
    const options = { credentials: 'live.env', 'base-url': sandbox.url };
    write(folder, {
      profiles: {
        own: { options: { ...options, live: liveCredential.orgId } },
        other: { options: { ...options, live: 'another' } },
      },
    });
    const refused = await runProgram(['import', 'customers.csv', '--profile', 'other'], { cwd: folder });
    expect(refused.status).toBe(2);
    expect(refused.stdout + refused.stderr).toContain('The profile allows only the organisation another.');
    const env = { BITPOWR_BULK_PROFILE: 'own' };
    const allowed = await runProgram(['import', 'customers.csv'], { cwd: folder, env });
    expect(allowed.status).toBe(0);
    expect(allowed.stderr).toContain(
      `Configuration: bitpowr-bulk.config.json, profile own; LIVE customers of the organisation ${liveCredential.orgId} may change`,
    );
    expect(sandbox.stats().requests['POST /customers']).toBe(2);
  });

  it('with a fault stops each command before anything is done, and --no-config ignores it', async () => {
    const { sandbox, flags, env } = await openSandbox();
    const folder = makeFolder();
    writeFileSync(join(folder, 'customers.csv'), toCustomersCsv(1));
    write(folder, { options: { 'dry-rum': true } });
    const refused = await runProgram(['import', 'customers.csv', ...flags], { cwd: folder, env });
    expect(refused).toMatchObject({ status: 2, stdout: '' });
    expect(refused.stderr).toMatch(
      /^config_invalid: .+bitpowr-bulk\.config\.json is not right: line 1: options\.dry-rum: .+`dry-run`\?\nCorrect/,
    );
    expect(sandbox.stats().total).toBe(0);
    const ignored = await runProgram(['import', 'customers.csv', '--no-config', ...flags], {
      cwd: folder,
      env,
    });
    expect(ignored.status).toBe(0);
  });

  it('is shown by config show, value by value, without a secret', async () => {
    const folder = makeFolder();
    writeFileSync(join(folder, 'a.env'), 'BITPOWR_TOKEN=tok_0123456789abcdef\nBITPOWR_ACCOUNT_ID=wallet\n');
    const profiles = { night: { commands: { import: { 'max-errors': 3 } } } };
    writeFileSync(
      join(folder, 'bitpowr-bulk.config.json'),
      JSON.stringify({ options: { credentials: 'a.env', rate: 5 }, profiles }, undefined, 2),
      { mode: 0o600 },
    );
    const words = ['config', 'show', 'import', '--profile', 'night', '--canary', '4', '--json'];
    const { status, stdout, stderr } = await runProgram(words, { cwd: folder });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).not.toContain('tok_0123456789');
    const shown = JSON.parse(stdout) as { options: { name: string; value: unknown; from: object }[] };
    expect(shown).toMatchObject({
      file: 'bitpowr-bulk.config.json',
      profile: { name: 'night', from: '--profile' },
      command: 'import',
      credentials: [{ variable: 'BITPOWR_TOKEN', file: 'a.env' }],
    });
    const find = (name: string) => shown.options.find((option) => option.name === name);
    const file = 'bitpowr-bulk.config.json';
    expect(find('--canary')).toMatchObject({ value: '4', from: { kind: 'flag' } });
    expect(find('--account-id')).toMatchObject({
      value: 'wallet',
      from: { kind: 'variable', variable: 'BITPOWR_ACCOUNT_ID', file: 'a.env' },
    });
    expect(find('--max-errors')).toMatchObject({ value: '3', from: { kind: 'profile', file, line: 10 } });
    expect(find('--rate')).toMatchObject({ value: '5', from: { kind: 'file', file, line: 4 } });
    expect(find('--mode')).toMatchObject({ value: null, default: 'upsert', from: { kind: 'default' } });
    expect(find('--env-file')).toBeUndefined();

    const table = await runProgram(['config', 'show'], { cwd: folder });
    expect(table.stdout).toMatch(/^file {7}bitpowr-bulk\.config\.json\nprofile {4}none\n/);
    expect(table.stdout).toMatch(
      /--credentials +a\.env +bitpowr-bulk\.config\.json:3 \(the whole file\) +all that have it/,
    );
    const wrong = await runProgram(['config', 'show', 'validate', '--rate', '5'], { cwd: folder });
    expect(wrong).toMatchObject({ status: 2, stdout: '' });
    expect(wrong.stderr).toContain('`validate` has no option --rate.');
  });
});
