import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import {
  makeFolder,
  openSandbox,
  runProgram,
  startProgram,
  toCustomersCsv,
  writeCustomers,
} from '../support/program.js';

it('an export whose reader had enough ends quietly with status 0', async () => {
  const { flags, env } = await openSandbox({ seedCustomers: 5000 });
  const child = startProgram(['export', '--output', '-', ...flags, '--reports-dir', makeFolder()], { env });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdout.once('data', () => child.stdout.destroy());
  const [status] = (await once(child, 'close')) as [number | null];
  expect(status).toBe(0);
  expect(stderr).not.toMatch(/output_unwritable|EPIPE|Stopped/);
});

it('a summary that can not be written is an error with status 3', async () => {
  const args = ['validate', writeCustomers(3), '--json', '--reports-dir', makeFolder()];
  const child = spawn(process.execPath, [resolve('dist/cli/main.js'), ...args], {
    stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
  });
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const [status] = (await once(child, 'close')) as [number | null];
  expect(status).toBe(3);
  expect(stderr).toContain('output_unwritable: Could not write standard output: the disk is full (ENOSPC).');
});

it('JSON whose reader has left is an error with status 3, and text is not', async () => {
  const args = ['runs', '--reports-dir', makeFolder()];
  const ends = [args, [...args, '--json']].map(async (words) => {
    const child = startProgram(words);
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.stdout.destroy();
    const [status] = (await once(child, 'close')) as [number | null];
    return [status, stderr.split('\n')[0]];
  });
  expect(await Promise.all(ends)).toEqual([
    [0, ''],
    [3, 'output_unwritable: Could not write standard output: its reader has ended (EPIPE).'],
  ]);
});

it('what follows -- is a file, also with a dash', async () => {
  const folder = makeFolder();
  writeFileSync(join(folder, '-dash.csv'), toCustomersCsv(2));
  const child = spawn(
    process.execPath,
    [resolve('dist/cli/main.js'), 'validate', '--quiet', '--', '-dash.csv'],
    { cwd: folder, stdio: 'ignore' },
  );
  expect(await once(child, 'close')).toEqual([0, null]);
  const { status } = await runProgram(['validate', '--reports-dir', folder, '--', writeCustomers(2)]);
  expect(status).toBe(0);
});
