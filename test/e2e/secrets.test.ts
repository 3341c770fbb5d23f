/** A server that gives the credential back, in every encoding: no file and no stream has it, nor any 16 characters of it. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ENCODINGS, makeSearch, SECRETS } from '../support/secret-forms.js';
import { runCommand } from '../support/command.js';
import { makeFolder, openSandbox, readRun, runProgram, toCustomersCsv } from '../support/program.js';
import { startProxy } from '../support/proxy.js';

const FORMS = Object.values(ENCODINGS);
const UID = 'c0000000-0000-4000-8000-0000000000';

/** All files of the folders, as raw bytes. */
function readAll(...folders: readonly string[]): [path: string, text: string][] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry): [string, string] => {
        const path = join(entry.parentPath, entry.name);
        return [path.slice(folder.length + 1), readFileSync(path, 'latin1')];
      }),
  );
}

/** Creates are refused, redirected, or answered with the credential as uid or name; everything else is the sandbox's. */
async function openGossip(secret: string) {
  const { sandbox } = await openSandbox({ credentials: [{ orgId: 'org-1', mode: 'TEST', token: secret }] });
  const origin = new URL(sandbox.url);
  const proxy = await startProxy(origin.origin, ({ label, body, nth }) => {
    if (label !== 'POST /api/v1/customers') return 'pass';
    const form = (FORMS[nth % FORMS.length] ?? String)(secret);
    const dump = `${'x'.repeat((nth * 37) % 520)} Authorization: Bearer ${form} rejected`;
    const uid = `${UID}${String(nth % 100).padStart(2, '0')}`;
    // The first is sent alone, and tells whether the others may follow.
    if (nth === 1) return 'pass';
    switch (nth % 4) {
      case 0:
        return { status: 422, body: { status: 'error', message: dump, [form]: form } };
      case 1:
        return {
          status: 302,
          body: { message: dump },
          headers: { location: toLocation(form) },
          hasEffect: true,
        };
      case 2:
        return { status: 201, body: { data: { ...body, uid: form } }, hasEffect: true };
      default:
        return { status: 201, body: { data: { ...body, uid, name: form, metaData: { [form]: dump } } } };
    }
  });
  return { url: `${proxy}${origin.pathname}` };
}

const toLocation = (form: string): string => `http://${form.replaceAll(/[^\w.%-]/g, '')}.example.org/`;

describe.each(Object.entries(SECRETS))('a %s token', (_name, secret) => {
  it('is nowhere, with any answer of the server', async () => {
    const { url } = await openGossip(secret);
    const env = { BITPOWR_TOKEN: secret };
    const [reportsDir, state, sources] = [makeFolder(), makeFolder(), makeFolder()];
    const source = join(sources, 'customers.csv');
    writeFileSync(source, toCustomersCsv(81));
    const place = ['--base-url', url, '--reports-dir', reportsDir, '--max-errors', '1000'];
    const end = await runCommand(
      ['import', source, ...place, '--run-id', 'r', '--verbose', '--concurrency', '4'],
      { env: { ...env, XDG_STATE_HOME: state } },
    );
    expect(end.status, end.stderr).toBe(1);
    const { summary, results } = readRun(reportsDir, 'r');
    expect(results).toHaveLength(81);
    // A redirect or a malformed uid hides what was made: it is looked for, and found.
    expect(new Set(results.map((row) => row['bulk_status']))).toEqual(new Set(['created', 'failed']));
    for (const row of results) expect(row['bulk_uid']).not.toContain('redacted');
    expect(summary.counts.failed).toBeGreaterThan(20);
    const files = readAll(reportsDir, state);
    expect(files.map(([path]) => path)).toEqual(
      expect.arrayContaining([
        'r/journal.sqlite',
        'r/results.csv',
        'r/rejected.csv',
        'r/summary.json',
        'r/report.html',
        'bitpowr-bulk/pace/.key',
      ]),
    );
    expect(files.find(([path]) => path === 'r/results.csv')?.[1]).toContain('[redacted]');
    const find = makeSearch(secret);
    const seen = [...files, ['stdout', end.stdout] as const, ['stderr', end.stderr] as const]
      .map(([path, text]) => [path, find(text)] as const)
      .filter(([, piece]) => piece !== undefined);
    expect(seen).toEqual([]);
  });
});

describe('the key of the masks', () => {
  it.each([
    ['that others can read', (path: string) => writeFileSync(path, 'ab'.repeat(32)), 'chmod 600 '],
    ['that is a link to nothing', (path: string) => symlinkSync('gone', path), 'rm '],
  ] as const)('%s ends the command before anything is sent', async (_what, spoil, hint) => {
    const { sandbox, flags, env } = await openSandbox();
    const reportsDir = makeFolder();
    const key = join(reportsDir, '.mask-key');
    spoil(key);
    if (hint.startsWith('chmod')) chmodSync(key, 0o644);
    const source = join(makeFolder(), 'customers.csv');
    writeFileSync(source, toCustomersCsv(3));
    const place = ['--reports-dir', reportsDir, '--mask'];
    for (const args of [
      ['import', source, ...flags, ...place],
      ['validate', source, ...place],
      ['reconcile', source, ...flags, ...place],
    ]) {
      const end = await runCommand(args, { env });
      expect(end.status).toBe(2);
      expect(end.stderr).toMatch(/^config_invalid: /);
      expect(end.stderr).toContain(`Type: ${hint}${key}`);
      expect(end.stderr).not.toContain('    at ');
    }
    expect(sandbox.stats().requests).toEqual({});
    expect(readdirSync(reportsDir)).toEqual(['.mask-key']);
  });
});

it('a key of the pace folder that others can read is not used: the run says so, and paces itself', async () => {
  const { flags, env } = await openSandbox();
  const state = makeFolder();
  const folder = join(state, 'bitpowr-bulk', 'pace');
  mkdirSync(folder, { recursive: true });
  const key = join(folder, '.key');
  writeFileSync(key, 'ab'.repeat(32));
  chmodSync(key, 0o644);
  const args = ['import', '-', ...flags, '--reports-dir', makeFolder()];
  const end = await runProgram(args, { env: { ...env, XDG_STATE_HOME: state }, input: toCustomersCsv(3) });
  expect(end.status, end.stderr).toBe(0);
  expect(end.stderr.match(/The pace is not shared/g)).toHaveLength(1);
  expect(end.stderr).toContain(`chmod 600 ${key}`);
  expect(existsSync(key)).toBe(true);
  expect(readdirSync(folder)).toEqual(['.key']);
});
