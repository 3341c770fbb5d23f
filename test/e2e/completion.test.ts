import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toScript } from '../../src/cli/completion/scripts.js';
import { makeFolder, runProgram } from '../support/program.js';

/** What the scripts that yargs made ask, which are still in people's `~/.bashrc`. */
async function readOffers(words: readonly string[], shell = '/bin/bash'): Promise<string[]> {
  const { status, stdout } = await runProgram(['--get-yargs-completions', 'bitpowr-bulk', ...words], {
    env: { SHELL: shell },
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

/** A folder for PATH with the program under its name. */
function makeBin(): string {
  const bin = makeFolder();
  const program = `#!/bin/sh\nexec '${process.execPath}' '${resolve('dist/cli/main.js')}' "$@"\n`;
  writeFileSync(join(bin, 'bitpowr-bulk'), program, { mode: 0o755 });
  return bin;
}

function runShell(command: string, args: readonly string[], cwd = makeFolder()): string {
  const { stdout, stderr, error } = spawnSync(command, args, {
    encoding: 'utf8',
    cwd,
    env: { PATH: `${makeBin()}:${process.env['PATH'] ?? ''}`, SHELL: `/bin/${command}`, HOME: cwd },
  });
  if (error) throw error;
  expect(stderr).toBe('');
  return stdout;
}

describe('a script of yargs, printed by an older version', () => {
  it('still completes commands, options, values and runs', async () => {
    expect(await readOffers([''])).toEqual(expect.arrayContaining(['import', 'resume', 'sandbox']));
    expect(await readOffers(['import', 'x.csv', '--mode', 'up'])).toEqual(['upsert', 'update']);
    const reportsDir = makeReports('night-1', 'night-2');
    // What can only be looked at is offered by the command that looks.
    mkdirSync(join(reportsDir, 'check-1'));
    writeFileSync(join(reportsDir, 'check-1', 'summary.json'), '');
    const offers = ['last', 'night-2', 'night-1'];
    expect(await readOffers(['resume', '--reports-dir', reportsDir, ''])).toEqual(offers);
    expect(await readOffers(['show', '--reports-dir', reportsDir, ''])).toEqual([...offers, 'check-1']);
    expect(await readOffers(['imp'], '/bin/zsh')).toEqual([
      expect.stringMatching(/^import:Create or update/),
    ]);
  });
});

describe('completion', () => {
  it('completes with its script in bash', () => {
    const cwd = makeFolder();
    const run = join(cwd, 'reports', 'night-1');
    mkdirSync(run, { recursive: true });
    writeFileSync(join(run, 'journal.sqlite'), '');
    writeFileSync(join(cwd, 'my customers.csv'), '');
    const complete = (...words: readonly string[]) =>
      `COMP_WORDS=(bitpowr-bulk ${words.join(' ')}); COMP_CWORD=${words.length}; _bitpowr_bulk; (IFS='|'; echo "\${COMPREPLY[*]}")`;
    const script = [
      'source <(bitpowr-bulk completion)',
      complete('resu'),
      complete('import', 'x.csv', '--mode', '=', 'up'),
      complete('import', 'x.csv', '--mode', `''`),
      complete('show', `''`),
      complete('import', 'my'),
      complete('import', 'x.csv', '--sand'),
    ].join('\n');
    expect(runShell('bash', ['--norc', '-c', script], cwd).split('\n')).toEqual([
      'resume',
      'upsert|update',
      'upsert|create|update',
      'last|night-1',
      'my customers.csv',
      '--sandbox',
      '',
    ]);
  });

  it('says that it does not know a shell', async () => {
    const { status, stderr } = await runProgram(['completion', 'tcsh']);
    expect(status).toBe(2);
    expect(stderr).toContain('Expected the shell to be bash, zsh, fish or powershell, got `tcsh`.');
  });

  it('prints scripts that zsh and fish can read, where they are installed', () => {
    for (const shell of ['zsh', 'fish']) {
      const path = join(makeFolder(), 'script');
      writeFileSync(path, toScript(shell) ?? '');
      if (spawnSync(shell, ['--version']).status === 0) execFileSync(shell, ['-n', path]);
    }
  });
});
