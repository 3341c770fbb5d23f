import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder, runProgram } from '../support/program.js';

async function readOffers(words: readonly string[]): Promise<string[]> {
  const { status, stdout } = await runProgram(['--get-yargs-completions', 'bitpowr-bulk', ...words], {
    env: { SHELL: '/bin/bash' },
  });
  expect(status).toBe(0);
  return stdout.trim().split('\n');
}

function makeReports(...runs: readonly string[]): string {
  const folder = makeFolder();
  for (const run of runs) {
    mkdirSync(join(folder, run));
    writeFileSync(join(folder, run, 'journal.sqlite'), '');
  }
  return folder;
}

describe('completion', () => {
  it('offers commands', async () => {
    expect(await readOffers([''])).toEqual(expect.arrayContaining(['import', 'resume', 'sandbox']));
  });

  it('offers the options of a command', async () => {
    const offers = await readOffers(['import', 'x.csv', '--']);
    expect(offers).toEqual(expect.arrayContaining(['--concurrency', '--provision-address']));
    expect(offers).not.toContain('--port');
  });

  it.each(['apply', 'resume', 'undo', 'show'])('offers the runs to %s', async (command) => {
    const reportsDir = makeReports('night-1', 'night-2');
    expect(await readOffers([command, '--reports-dir', reportsDir, ''])).toEqual(['night-1', 'night-2']);
  });

  it('offers the values that an option takes', async () => {
    expect(await readOffers(['import', 'x.csv', '--mode', ''])).toEqual(['upsert', 'create', 'update']);
    expect(await readOffers(['import', 'x.csv', '--mode', 'up'])).toEqual(['upsert', 'update']);
    expect(await readOffers(['validate', 'x.csv', '--duplicates', 'l'])).toEqual(['last']);
  });

  it('offers nothing where there are no runs', async () => {
    expect(await readOffers(['resume', '--reports-dir', join(makeFolder(), 'none'), ''])).toEqual(['']);
  });

  it('prints a script that bash takes and completes with', () => {
    const bin = makeFolder();
    const program = `#!/bin/sh\nexec node '${resolve('dist/cli/main.js')}' "$@"\n`;
    writeFileSync(join(bin, 'bitpowr-bulk'), program, { mode: 0o755 });
    const script = `
      source <(bitpowr-bulk completion)
      COMP_WORDS=(bitpowr-bulk resu); COMP_CWORD=1
      _bitpowr-bulk_yargs_completions
      echo "\${COMPREPLY[*]}"`;
    const env = { PATH: `${bin}:${process.env['PATH'] ?? ''}`, SHELL: '/bin/bash' };
    const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', script], { encoding: 'utf8', env });
    expect(stderr).toBe('');
    expect(stdout).toBe('resume\n');
  });
});
