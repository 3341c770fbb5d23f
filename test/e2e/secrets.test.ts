/** A server that gives the credential back, in every encoding: no file and no stream has it, nor any 16 characters of it. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ENCODINGS, makeSearch, SECRETS } from '../support/secret-forms.js';
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
    switch (nth % 4) {
      case 0:
        return { status: 422, body: { status: 'error', message: dump, [form]: form } };
      case 1:
        return { status: 302, body: { message: dump }, headers: { location: toLocation(form) } };
      case 2:
        return { status: 201, body: { data: { ...body, uid: form } } };
      default:
        return { status: 201, body: { data: { ...body, uid, name: form, metaData: { [form]: dump } } } };
    }
  });
  return { url: `${proxy}${origin.pathname}` };
}

const toLocation = (form: string): string => `http://${form.replaceAll(/[^\w.%-]/g, '')}.example.org/`;

describe.each(Object.entries(SECRETS))('a %s token', (_name, secret) => {
  it('is nowhere, whatever the server answers', async () => {
    const { url } = await openGossip(secret);
    const env = { BITPOWR_TOKEN: secret };
    const [reportsDir, state, sources] = [makeFolder(), makeFolder(), makeFolder()];
    const source = join(sources, 'customers.csv');
    writeFileSync(source, toCustomersCsv(80));
    const place = ['--base-url', url, '--reports-dir', reportsDir, '--max-errors', '1000'];
    const end = await runProgram(
      ['import', source, ...place, '--run-id', 'r', '--verbose', '--concurrency', '4'],
      { env: { ...env, XDG_STATE_HOME: state } },
    );
    expect(end.status, end.stderr).toBe(1);
    const { summary, results } = readRun(reportsDir, 'r');
    expect(results).toHaveLength(80);
    // No row is called created under a name that is none.
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
