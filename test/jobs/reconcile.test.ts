import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importOptionsSchema, reconcileOptionsSchema } from '../../src/config/options.js';
import type { JobDeps } from '../../src/jobs/deps.js';
import { importCustomers } from '../../src/jobs/import.js';
import { reconcile } from '../../src/jobs/reconcile.js';
import type { RunReport } from '../../src/jobs/report.js';
import { startSandbox, testCredential, type Sandbox } from '../../src/sandbox/index.js';
import { deleteCustomer } from '../support/drift.js';
import { makeFolder } from '../support/program.js';
import { hurriedClock, toCsv, type Fields } from '../support/run-import.js';

const makeDeps = (signal = new AbortController().signal): JobDeps => ({
  emit: () => undefined,
  clock: hurriedClock,
  signal,
  pid: process.pid,
  version: '0.0.0-test',
  program: 'bitpowr-bulk',
});

function open(sandbox: Sandbox, folder: string) {
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

describe('reconcile', () => {
  it('whatever is at the remote: importing the fixup leaves nothing that a fixup could mend', async () => {
    const customer = fc.record({
      description: awkward,
      'address.city': awkward,
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
              const mended = await bring(join(summary.runDir, 'fixup.csv'));
              expect(mended.summary.exitCode).toBe(0);
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

  it('believes that a customer is missing only after a second list', async () => {
    const sandbox = await startSandbox({ seedCustomers: 30, faults: { recordRequests: 100 } });
    try {
      const folder = makeFolder();
      const source = join(folder, 'customers.csv');
      const toRow = (number: number): Fields => ({
        externalId: `seed-${String(number).padStart(6, '0')}`,
        name: `Seed Customer ${String(number).padStart(6, '0')}`,
      });
      writeFileSync(source, toCsv(Array.from({ length: 30 }, (_row, at) => toRow(at + 1))));
      const { reconcile: compare } = open(sandbox, folder);
      const countLists = () => sandbox.requests().filter(({ path }) => path.includes('/customers')).length;
      expect((await compare(source)).summary.reconcile?.statuses.same).toBe(30);
      const once = countLists();
      await deleteCustomer(sandbox, 'seed-000007');
      sandbox.resetStats();
      expect((await compare(source)).summary.reconcile?.statuses).toMatchObject({
        same: 29,
        missing_remote: 1,
      });
      expect(countLists()).toBe(2 * once);
    } finally {
      await sandbox.close();
    }
  });

  it('keeps a row whose uid is of nobody out of the fixup', async () => {
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
});
