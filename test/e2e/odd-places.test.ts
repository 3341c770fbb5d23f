/** Names and places that can't be used: a clear error with the right status, nothing sent, no stack. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCommand, type CommandEnd } from '../support/command.js';
import { makeFolder, openSandbox, waitForEnd, writeCustomers } from '../support/program.js';

function expectTold({ status, stderr }: CommandEnd, expected: number, text: RegExp): void {
  expect(stderr).toMatch(text);
  expect(stderr).not.toMatch(/error of its own|^\s+at /m);
  expect(status).toBe(expected);
}

describe('a run id', () => {
  it.each(['sandbox.sqlite', 'Sandbox.SQLite-wal', 'vendor-profile.json'])(
    '%s is refused: it is a file of this program',
    async (id) => {
      const { sandbox, flags, env } = await openSandbox();
      const args = ['import', writeCustomers(5), ...flags, '--reports-dir', makeFolder(), '--run-id', id];
      expectTold(await runCommand(args, { env }), 2, /^config_invalid: .*--run-id/);
      expect(sandbox.stats().total).toBe(0);
    },
  );

  it.each(['.locks', '.exports', '..'])('%s is refused by its form', async (id) => {
    const args = ['validate', writeCustomers(5), '--reports-dir', makeFolder(), '--run-id', id];
    expectTold(await runCommand(args), 2, /^config_invalid: .*letters, digits/);
  });

  it('that differs from another only in case is taken for the same', async () => {
    const reportsDir = makeFolder();
    const args = ['validate', writeCustomers(5), '--reports-dir', reportsDir, '--run-id'];
    expect((await runCommand([...args, 'June'])).status).toBe(0);
    expectTold(await runCommand([...args, 'june']), 2, /^run_exists: There is June /);
    expect(existsSync(join(reportsDir, 'june', 'summary.json'))).toBe(false);
  });
});

describe('a symbolic link to nothing', () => {
  const makeLink = (name: string): string => {
    const path = join(makeFolder(), name);
    symlinkSync('/nowhere/at/all', path);
    return path;
  };

  it('as the reports folder is reported before anything is sent', async () => {
    const { sandbox, flags, env } = await openSandbox();
    const args = ['import', writeCustomers(5), ...flags, '--reports-dir', makeLink('reports')];
    expectTold(await runCommand(args, { env }), 3, /^output_unwritable: .*symbolic link to nothing/);
    expect(sandbox.stats().total).toBe(0);
  });

  it.each(['.locks', 'r'])('as %s in the reports folder, too', async (name) => {
    const { sandbox, flags, env } = await openSandbox();
    const reportsDir = makeFolder();
    symlinkSync('/nowhere/at/all', join(reportsDir, name));
    const args = ['import', writeCustomers(5), ...flags, '--reports-dir', reportsDir, '--run-id', 'r'];
    expectTold(await runCommand(args, { env }), 3, /^output_unwritable: .*symbolic link to nothing/);
    expect(sandbox.stats().total).toBe(0);
  });

  it('as the metrics file, too', async () => {
    const args = [
      'import',
      writeCustomers(5),
      '--sandbox',
      '--reports-dir',
      makeFolder(),
      '--metrics',
      makeLink('m.prom'),
    ];
    expectTold(
      await runCommand(args),
      2,
      /^config_invalid: .*--metrics.*symbolic link to \/nowhere\/at\/all/,
    );
  });

  it('as the output of an export, too', async () => {
    const { sandbox, flags, env } = await openSandbox();
    const args = ['export', ...flags, '--reports-dir', makeFolder(), '--output', makeLink('all.csv')];
    expectTold(
      await runCommand(args, { env }),
      3,
      /^output_unwritable: .*symbolic link to \/nowhere\/at\/all/,
    );
    expect(sandbox.stats().total).toBe(0);
  });

  it('as results.csv stops a run before its files are written, and resume writes them later', async () => {
    const { flags, env } = await openSandbox();
    const reportsDir = makeFolder();
    const args = ['import', writeCustomers(5), ...flags, '--reports-dir', reportsDir, '--run-id', 'r'];
    expect((await runCommand([...args, '--max-requests', '1'], { env })).status).toBe(3);
    const results = join(reportsDir, 'r', 'results.csv');
    rmSync(results);
    symlinkSync('/nowhere/at/all', results);
    const resume = ['resume', 'r', '--reports-dir', reportsDir, '--max-requests', '100'];
    expectTold(await runCommand(resume, { env }), 3, /^output_unwritable: .*results\.csv.*symbolic link/);
    rmSync(results);
    expect((await runCommand(resume, { env })).status).toBe(0);
  });

  it("as the sandbox's state is reported", async () => {
    const reportsDir = makeFolder();
    mkdirSync(reportsDir, { recursive: true });
    symlinkSync('/nowhere/at/all', join(reportsDir, 'sandbox.sqlite'));
    const args = ['import', writeCustomers(5), '--sandbox', '--reports-dir', reportsDir];
    expectTold(await runCommand(args), 2, /^config_invalid: .*sandbox\.sqlite/);
  });
});

it('too few open files to load the program are reported with status 2, not 1', async () => {
  const main = resolve('dist/cli/main.js');
  const args = ['validate', writeCustomers(5), '--reports-dir', makeFolder()];
  const child = spawn('sh', ['-c', 'ulimit -n 20; exec "$0" "$@"', process.execPath, main, ...args], {
    env: { PATH: process.env['PATH'] },
  });
  child.stdin.end();
  expectTold(await waitForEnd(child), 2, /^config_invalid: The program can not be loaded: .*\n.*ulimit -n/);
});
