import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { importOptionsSchema, reconcileOptionsSchema } from '../../src/config/options.js';
import type { JobDeps } from '../../src/jobs/deps.js';
import { importCustomers } from '../../src/jobs/import/import.js';
import { reconcile } from '../../src/jobs/reconcile/reconcile.js';
import { toSummaryText, type RunReport } from '../../src/jobs/report.js';
import { startSandbox, testCredential, type Sandbox } from '../../src/sandbox/index.js';
import { deleteCustomer } from '../support/drift.js';
import { makeFolder } from '../support/program.js';
import { startProxy } from '../support/proxy.js';
import { hurriedClock, toCsv, type Fields } from '../support/run-import.js';

const makeDeps = (signal = new AbortController().signal): JobDeps => ({
  emit: () => undefined,
  clock: hurriedClock,
  signal,
  pid: process.pid,
  version: '0.0.0-test',
  program: 'bitpowr-bulk',
});

function open(sandbox: Pick<Sandbox, 'url'>, folder: string) {
  const connection = {
    endpoint: sandbox.url,
    baseUrl: sandbox.url,
    environment: { BITPOWR_TOKEN: testCredential.token },
  };
  const reportsDir = join(folder, 'reports');
  return {
    import: (path: string) =>
      importCustomers({ path }, importOptionsSchema.parse({ reportsDir }), connection, makeDeps()),
    reconcile: (path: string, flags: object = {}, deps = makeDeps()): Promise<RunReport> =>
      reconcile({ path }, reconcileOptionsSchema.parse({ reportsDir, ...flags }), connection, deps),
  };
}

/** Texts that files, spreadsheets and JSON are known to bend. */
const awkward = fc.oneof(
  fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }),
  fc.constantFrom('=1+1', '+cmd', "'quoted", 'a,b', 'a"b', 'line\nbreak', '007', 'null', '-', '@x', 'é'),
);

/** A city has one line. */
const oneLine = awkward.filter((text) => !/[\n\r\v\u0085\u2028\u2029]/.test(text));

describe('reconcile', () => {
  it('any remote: importing the fixup leaves nothing that a fixup could correct', async () => {
    const customer = fc.record({
      description: awkward,
      'address.city': oneLine,
      'address.zipcode': fc.constantFrom('00123', '10115', 'SW1A 1AA'),
      'metaData.note': awkward,
      metaData: fc
        .dictionary(fc.constantFrom('a', 'b'), fc.oneof(fc.integer(), fc.boolean(), awkward), { minKeys: 1 })
        .map((value) => JSON.stringify(value)),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(customer, customer, fc.constantFrom('same', 'changed', 'missing')), {
          minLength: 1,
          maxLength: 6,
        }),
        async (pairs) => {
          const sandbox = await startSandbox();
          const folder = join(makeFolder(), 'case');
          try {
            const { import: bring, reconcile: compare } = open(sandbox, folder);
            const name = (fields: Fields, at: number): Fields => ({
              externalId: `E${at}`,
              name: `Customer ${at}`,
              email: `c${at}@example.com`,
              ...fields,
            });
            const theirs = pairs.flatMap(([, there, kind], at) =>
              kind === 'missing' ? [] : [name(kind === 'same' ? (pairs[at]?.[0] ?? there) : there, at)],
            );
            const ours = pairs.map(([here], at) => name(here, at));
            mkdirSync(folder);
            const [theirPath, ourPath] = [join(folder, 'theirs.csv'), join(folder, 'ours.csv')];
            writeFileSync(theirPath, toCsv(theirs));
            writeFileSync(ourPath, toCsv(ours));
            if (theirs.length > 0) await bring(theirPath);
            const { summary } = await compare(ourPath);
            const found = summary.reconcile;
            expect(found?.statuses.missing_remote).toBe(
              pairs.length - theirs.length - (found?.statuses.invalid ?? 0),
            );
            if (found && found.fixupRows > 0) {
              const corrected = await bring(join(summary.runDir, 'fixup.csv'));
              expect(corrected.summary.exitCode).toBe(0);
            }
            const again = (await compare(ourPath)).summary.reconcile;
            expect(again).toMatchObject({ fixupRows: 0, statuses: { changed: 0, missing_remote: 0 } });
          } finally {
            await sandbox.close();
          }
        },
      ),
      { numRuns: 12, seed: 6 },
    );
  });

  /** A sandbox of 300, the source that is in step with it, and a way there on which customers go while page 3 is read. */
  async function openRestless(most: number) {
    const sandbox = await startSandbox({
      seedCustomers: 300,
      faults: { maxPerPage: 50, listsDeleted: false },
    });
    onTestFinished(() => sandbox.close());
    const gone: string[] = [];
    const origin = new URL(sandbox.url);
    const proxy = await startProxy(origin.origin, async ({ path }) => {
      if (/\/customers\?.*page=3/.test(path) && gone.length < most) {
        const victim = `seed-${String(gone.length * 3 + 1).padStart(6, '0')}`;
        gone.push(victim);
        await deleteCustomer(sandbox, victim);
      }
      return 'pass' as const;
    });
    const folder = makeFolder();
    const source = join(folder, 'customers.csv');
    const rows = Array.from({ length: 300 }, (_row, at): Fields => {
      const number = String(at + 1).padStart(6, '0');
      return { externalId: `seed-${number}`, name: `Seed Customer ${number}` };
    });
    writeFileSync(source, toCsv(rows));
    const { reconcile: compare } = open({ url: `${proxy}${origin.pathname}` }, folder);
    return { gone, folder, compare: () => compare(source, { concurrency: 1 }) };
  }

  it('takes no customer for missing that deletions pushed over a border of the list', async () => {
    const { gone, compare, folder } = await openRestless(2);
    const { summary } = await compare();
    expect(gone).toHaveLength(2);
    expect(summary.reconcile).toMatchObject({
      unsure: null,
      statuses: { same: 298, missing_remote: 2, missing_source: 0 },
    });
    const lines = readFileSync(join(folder, 'reports', summary.runId, 'reconcile.csv'), 'utf8');
    for (const key of gone) expect(lines).toContain(`${key},missing_remote`);
  });

  it('says so, with status 1, where the list does not keep still', async () => {
    const { compare } = await openRestless(100);
    const { summary } = await compare();
    expect(summary.reconcile?.unsure).toContain('did not keep still');
    expect(summary).toMatchObject({ exitCode: 1, stopped: null });
    expect(toSummaryText(summary, [])).toContain('Not sure: customers may be lacking.');
  });

  it('keeps a row whose uid no customer has out of the fixup', async () => {
    const sandbox = await startSandbox();
    try {
      const folder = makeFolder();
      const source = join(folder, 'customers.csv');
      const { import: bring, reconcile: compare } = open(sandbox, folder);
      const known = { externalId: 'E1', name: 'One', email: 'one@example.com', uid: '' };
      writeFileSync(source, toCsv([known]));
      await bring(source);
      const stranger = {
        externalId: 'E3',
        name: 'Gone',
        email: 'three@example.com',
        uid: '99999999-9999-4999-8999-999999999999',
      };
      writeFileSync(source, toCsv([known, stranger]));
      const { summary } = await compare(source);
      expect(summary.reconcile).toMatchObject({
        statuses: { same: 1, missing_remote: 1, missing_source: 0 },
        fixupRows: 0,
      });
      expect(summary.counts.failed).toBe(1);
    } finally {
      await sandbox.close();
    }
  });

  it('that is interrupted ends with 130, and its summary says so', async () => {
    const sandbox = await startSandbox({ seedCustomers: 500 });
    try {
      const folder = makeFolder();
      const source = join(folder, 'customers.csv');
      writeFileSync(source, toCsv([{ externalId: 'E1', name: 'One' }]));
      const interrupt = new AbortController();
      const deps: JobDeps = {
        ...makeDeps(interrupt.signal),
        emit: ({ type }) => {
          if (type === 'request') interrupt.abort('SIGINT');
        },
      };
      const { summary, files } = await open(sandbox, folder).reconcile(source, {}, deps);
      expect(summary).toMatchObject({ exitCode: 130, stopped: { reason: 'interrupted' }, reconcile: null });
      expect(files).toEqual([join(summary.runDir, 'summary.json')]);
    } finally {
      await sandbox.close();
    }
  });

  it.each([
    [{ addresses: true, against: 'export.csv' }, 'config_invalid'],
    [{ previous: 'no-such-run' }, 'run_unknown'],
    [{ against: 'no-such-file.ndjson' }, 'source_missing'],
  ])('with %j says %s', async (flags, code) => {
    const sandbox = await startSandbox();
    try {
      const folder = makeFolder();
      const source = join(folder, 'customers.csv');
      writeFileSync(source, toCsv([{ externalId: 'E1', name: 'One' }]));
      const job = open(sandbox, folder).reconcile(source, flags);
      const found = await job.then(
        ({ summary }) => summary.stopped?.reason,
        (error: unknown) => (error as { code?: string }).code,
      );
      expect(found).toBe(code);
      expect(sandbox.stats().total).toBe(0);
    } finally {
      await sandbox.close();
    }
  });

  it('names the line of an export whose metaData is broken', async () => {
    const sandbox = await startSandbox();
    try {
      const folder = makeFolder();
      const source = join(folder, 'customers.csv');
      writeFileSync(source, toCsv([{ externalId: 'E1', name: 'One' }]));
      const against = join(folder, 'export.csv');
      const columns = 'uid,externalId,name,email,metaData,metaData.plan';
      writeFileSync(against, `${columns}\nu1,E1,One,one@example.com,{broken,gold\n`);
      const { summary } = await open(sandbox, folder).reconcile(source, { against });
      expect(summary.stopped).toEqual({
        reason: 'source_unreadable',
        message: `${against}: line 2 is not a customer of an export: its metaData is no whole JSON.`,
      });
    } finally {
      await sandbox.close();
    }
  });
});
