/** A journal, a disk or a folder in trouble: a clear error, never a silent loss. */
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectExactlyOnce } from '../support/durable.js';
import { runCommand } from '../support/command.js';
import { makeFolder, openSandbox, readRun, waitForEnd, writeCustomers } from '../support/program.js';

/** A run that stopped half-way. */
async function makeStoppedRun() {
  const reportsDir = makeFolder();
  const path = writeCustomers(400);
  const opened = await openSandbox();
  const args = ['import', path, ...opened.flags, '--reports-dir', reportsDir];
  const { status } = await runCommand([...args, '--run-id', 'r', '--max-requests', '100'], {
    env: opened.env,
  });
  expect(status).toBe(3);
  return { ...opened, args, reportsDir, journal: join(reportsDir, 'r', 'journal.sqlite') };
}

describe('a damaged journal', () => {
  it.each([
    {
      how: 'truncated',
      spoil: (path: string) => truncateSync(path, Math.floor(readFileSync(path).length / 2 / 4096) * 4096),
    },
    {
      how: 'overwritten in the middle',
      spoil: (path: string) => {
        const bytes = readFileSync(path);
        bytes.fill(0x5a, 3 * 4096, Math.min(bytes.length, 12 * 4096));
        writeFileSync(path, bytes);
      },
    },
    {
      how: 'overwritten from the start',
      spoil: (path: string) => writeFileSync(path, 'this is no journal '.repeat(999)),
    },
    { how: 'emptied', spoil: (path: string) => truncateSync(path, 0) },
  ])(
    '($how) is refused, says what can be saved, and a second import of the source makes no one twice',
    async ({ spoil }) => {
      const { sandbox, env, args, reportsDir, journal } = await makeStoppedRun();
      const results = readRun(reportsDir, 'r').results;
      spoil(journal);
      const resumed = await runCommand(['resume', 'r', '--reports-dir', reportsDir], { env });
      expect(resumed.status).toBe(2);
      expect(resumed.stderr).toMatch(/^journal_damaged: /);
      expect(resumed.stderr).toContain('results.csv');
      expect(resumed.stderr).toContain('Import the source again');
      // What was written at the stop is still there.
      expect(readRun(reportsDir, 'r').results).toEqual(results);
      const again = await runCommand([...args, '--run-id', 's'], { env });
      expect(again.status).toBe(0);
      expectExactlyOnce(sandbox, reportsDir, 's', { rows: 400 });
    },
  );
});

describe('a disk that is full', () => {
  it('ends the run with a clear error, and the run continues once there is room', async () => {
    const { sandbox, env, reportsDir } = await makeStoppedRun();
    const main = join(process.cwd(), 'dist/cli/main.js');
    // No file may grow beyond 200 KiB: as a full disk is to the program.
    const script = `trap '' XFSZ; ulimit -f 400; exec "$0" "$@"`;
    const resume = ['resume', 'r', '--reports-dir', reportsDir, '--max-requests', '10000'];
    const child = spawn('sh', ['-c', script, process.execPath, main, ...resume], {
      env: { PATH: process.env['PATH'], ...env },
    });
    child.stdin.end();
    const full = await waitForEnd(child);
    expect(full.status).toBe(3);
    // Told as the run's end where its files can still be written, else as an error.
    const told = full.stdout + full.stderr;
    expect(told).toContain('output_unwritable');
    expect(told).toContain('free space');
    const resumed = await runCommand(resume, { env });
    expect(resumed.status).toBe(0);
    expectExactlyOnce(sandbox, reportsDir, 'r', { rows: 400 });
  });
});

describe('a reports folder', () => {
  it('that can not be made is reported before anything is sent', async () => {
    const { sandbox, flags, env } = await openSandbox();
    const file = join(makeFolder(), 'a-file');
    writeFileSync(file, '');
    const args = ['import', writeCustomers(5), ...flags, '--reports-dir', join(file, 'reports')];
    const { status, stderr } = await runCommand(args, { env });
    expect(status).toBe(3);
    expect(stderr).toMatch(/^output_unwritable: .*a-file/);
    expect(sandbox.stats().total).toBe(0);
  });

  it('in which results.csv can not be replaced: the old one stays, the journal has it all, resume writes it', async () => {
    const { sandbox, env, reportsDir } = await makeStoppedRun();
    const folder = join(reportsDir, 'r');
    const results = join(folder, 'results.csv');
    // A folder in its place can not be renamed over, even by root, which ignores permissions.
    chmodSync(results, 0o600);
    const text = readFileSync(results, 'utf8');
    writeFileSync(join(folder, 'kept.csv'), text);
    const { rmSync } = await import('node:fs');
    rmSync(results);
    mkdirSync(join(results, 'held'), { recursive: true });
    const resume = ['resume', 'r', '--reports-dir', reportsDir, '--max-requests', '10000'];
    const blocked = await runCommand(resume, { env });
    expect(blocked.status).toBe(3);
    expect(blocked.stderr).toMatch(/^output_unwritable: .*results\.csv/);
    expect(sandbox.stats().customers).toBe(400);
    expect(existsSync(join(folder, 'kept.csv'))).toBe(true);
    rmSync(results, { recursive: true });
    sandbox.resetStats();
    expect((await runCommand(resume, { env })).status).toBe(0);
    expect(sandbox.stats().requests['POST /customers']).toBeUndefined();
    expectExactlyOnce(sandbox, reportsDir, 'r', { rows: 400 });
  });
});
