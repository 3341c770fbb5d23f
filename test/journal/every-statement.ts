/** Jobs that together give SQLite every statement of the journal, over rows in every state. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { reconcileOptionsSchema } from '../../src/config/options.js';
import type { JobDeps } from '../../src/jobs/deps.js';
import { reconcile } from '../../src/jobs/reconcile/reconcile.js';
import { readRowLife } from '../../src/jobs/run/row-life.js';
import { withRun } from '../../src/jobs/run/runs.js';
import { readChangedRow } from '../../src/journal/changes.js';
import { Claims } from '../../src/journal/claims.js';
import { testCredential, type Sandbox } from '../../src/sandbox/index.js';
import {
  exportAll,
  importAndReconcile,
  importAndResume,
  importWithSubAccounts,
  updateAndUndo,
} from '../conformance/jobs.js';
import { changeCustomer, deleteCustomer } from '../support/drift.js';
import { startProxy, type Decide } from '../support/proxy.js';
import { openExportBench } from '../support/run-export.js';
import {
  hurriedClock,
  makeCustomers,
  openBench,
  toCsv,
  type Fields,
  type ImportBench,
} from '../support/run-import.js';
import { validateBytes } from '../support/run-validate.js';
import { loadReady, openTestJournal } from './support.js';

export async function executeEveryStatement(): Promise<void> {
  await importAndReconcile();
  await importWithSubAccounts();
  await updateAndUndo();
  await importAndResume();
  await planAndApply();
  await failAndResume();
  await importWithoutKeys();
  await reconcileTwice();
  await exportAll();
  await exportWhileOneGoes();
  await validate();
  await claimMany();
}

/** Chooses rows to try, and stops after them; carries out what a plan decided, and shows a row's life. */
async function planAndApply(): Promise<void> {
  const bench = await openBench(makeCustomers(12), {
    sandbox: { seedCustomers: [{ externalId: 'c-1', name: 'Old' }] },
  });
  await bench.run({ dryRun: true, runId: 'plan', provisionAddress: true });
  const applied = await bench.apply('plan', {}, { confirmPlan: () => Promise.resolve(true) });
  expect(applied.summary.counts).toMatchObject({ created: 11, updated: 1 });
  const { row, events } = readRowLife(join(bench.folder, 'reports'), 'plan', 2, { reveal: false });
  expect([row, events.length > 0]).toEqual([2, true]);
  const changed = withRun(join(bench.folder, 'reports'), 'plan', ({ journal }) =>
    readChangedRow(journal.file, 'made', 2),
  );
  expect(changed).toMatchObject({ rowNumber: 2, what: 'create' });
  await writeFile(bench.source, toCsv(makeCustomers(20)));
  await bench.run({ canary: 3, runId: 'canary' });
}

/** Leaves rows failed and in doubt, takes them up again, and keeps the first or the last of rows that are alike. */
async function failAndResume(): Promise<void> {
  const rows = makeCustomers(10, (number) => ({
    externalId: `c-${Math.ceil(number / 2)}`,
    name: number === 5 ? '' : 'Ada',
  }));
  const bench = await openBench(rows, { sandbox: { faults: { errorRate: 1, faultsOn: ['POST'] } } });
  await bench.run({ runId: 'first', duplicates: 'first' });
  bench.sandbox.configure({ errorRate: 0 });
  await bench.resume('first', { failed: true });
  await bench.run({ runId: 'newest', duplicates: 'last', emailUnique: false });
  await bench.run({ runId: 'plan', dryRun: true, duplicates: 'last' });
  await bench.apply('plan');
  await bench.resume('plan', { failed: true });
  const refused = bench.run({ runId: 'refused', duplicates: 'first' }, { token: 'tok_unknown' });
  await expect(refused).rejects.toMatchObject({ code: 'credential_rejected' });
}

/** Creates that nothing but their content tells of, whose answers are lost. */
async function importWithoutKeys(): Promise<void> {
  const rows = makeCustomers(6).map(({ name = '', email = '' }): Fields => ({ name, email }));
  const bench = await openBench(rows, { sandbox: { faults: { cutAfterEvery: 2 } } });
  await bench.run({ emailUnique: false });
}

/** Compares twice, with differences in between, and one customer that goes away while the list is read. */
async function reconcileTwice(): Promise<void> {
  const bench = await openBench(makeCustomers(8), { sandbox: { faults: { listsDeleted: false } } });
  await bench.run();
  await changeCustomer(bench.sandbox, 'c-2', { name: 'Other' });
  await compare(bench, bench.sandbox.url, { runId: 'one' });
  const late = await startProxy(new URL(bench.sandbox.url).origin, atSecondList(bench.sandbox, 'c-4'));
  const { remoteCustomers } = await compare(bench, `${late}/api/v1`, { runId: 'two', previous: 'one' });
  expect(remoteCustomers).toBe(7);
}

async function compare(bench: ImportBench, baseUrl: string, flags: object) {
  const { summary } = await reconcile(
    { path: bench.source },
    reconcileOptionsSchema.parse({ reportsDir: join(bench.folder, 'reports'), ...flags }),
    { endpoint: bench.sandbox.url, baseUrl, environment: { BITPOWR_TOKEN: testCredential.token } },
    makeDeps(),
  );
  if (summary.reconcile === null) throw new Error('Nothing was compared.');
  return summary.reconcile;
}

async function exportWhileOneGoes(): Promise<void> {
  const customers = [
    { externalId: 'c-1', name: 'Ada' },
    { externalId: 'c-2', name: 'Eve' },
  ];
  const bench = await openExportBench(
    { seedCustomers: customers, faults: { listsDeleted: false } },
    (sandbox) => atSecondList(sandbox, 'c-2'),
  );
  const { summary } = await bench.export();
  expect(summary.certificate.customers).toBe(1);
}

/** Deletes a customer after the list was read once. */
function atSecondList(sandbox: Sandbox, key: string): Decide {
  return async ({ label, nth }) => {
    if (label === 'GET /api/v1/customers' && nth === 2) await deleteCustomer(sandbox, key);
    return 'pass' as const;
  };
}

async function validate(): Promise<void> {
  const rules = { rules: [{ column: 'name', unique: true }] };
  await validateBytes(toCsv(makeCustomers(3, () => ({ name: 'Ada', phone: '1' }))), { rules });
}

/** A row's uid is looked up often enough for an index. */
async function claimMany(): Promise<void> {
  const { file } = await openTestJournal();
  loadReady(file, [{}]);
  file.exec(`UPDATE rows SET uid = 'A-1' WHERE row = 1`);
  const claims = new Claims(file, 'uid');
  for (let look = 0; look < 100; look += 1) expect(claims.find('a-1')).toBe(1);
}

function makeDeps(): JobDeps {
  return {
    emit: () => undefined,
    clock: hurriedClock,
    signal: new AbortController().signal,
    pid: process.pid,
    version: '0.0.0-test',
    program: 'bitpowr-bulk',
  };
}
