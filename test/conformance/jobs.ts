/** Jobs that together send every kind of request that the program sends. Each ends well, which is asserted here. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { reconcileOptionsSchema } from '../../src/config/options.js';
import { reconcile } from '../../src/jobs/reconcile/reconcile.js';
import { testCredential, type SandboxFaults } from '../../src/sandbox/index.js';
import { openExportBench } from '../support/run-export.js';
import {
  hurriedClock,
  makeCustomers,
  openBench,
  toCsv,
  type Fields,
  type ImportBench,
} from '../support/run-import.js';

const ZIPCODES = ['00123', '10115', 'SW1A 1AA'];

/** Every field; a zipcode of each kind; metaData of more than text. */
const withAllFields = (number: number): Fields => ({
  phone: `+2348012345${String(number).padStart(3, '0')}`,
  description: `Customer since ${number}`,
  'address.street': `${number} Broad Street`,
  'address.city': 'Lagos',
  'address.state': 'Lagos',
  'address.zipcode': ZIPCODES[number % ZIPCODES.length] ?? '',
  'address.country': 'Nigeria',
  metaData: '{"tier":3,"tags":["a","b"],"since":null}',
  'metaData.plan': 'gold',
});

/** Empty cells, save for the keys and the name. */
const withBlanks = (): Fields =>
  Object.fromEntries(Object.keys({ email: '', ...withAllFields(0) }).map((name) => [name, '']));

/** Imports with an address each into an empty account, then again, then compares. */
export async function importAndReconcile(): Promise<void> {
  const bench = await openBench(makeCustomers(6, withAllFields));
  const first = await bench.run({ provisionAddress: true });
  expect(first.summary).toMatchObject({ counts: { created: 6 }, addresses: { created: 6 } });
  const again = await bench.run({ provisionAddress: true });
  expect(again.summary).toMatchObject({ counts: { unchanged: 6 }, addresses: { existing: 6 } });
  const compared = await reconcile(
    { path: bench.source },
    reconcileOptionsSchema.parse({ reportsDir: join(bench.folder, 'reports'), addresses: true }),
    {
      endpoint: bench.sandbox.url,
      baseUrl: bench.sandbox.url,
      environment: { BITPOWR_TOKEN: testCredential.token },
    },
    makeDeps(),
  );
  expect(compared.summary.exitCode).toBe(0);
}

/** Makes a sub-account for each customer, then finds them again; their own lists are read where the owner is not kept. */
export async function importWithSubAccounts(faults: Partial<SandboxFaults> = {}): Promise<void> {
  const bench = await openBench(makeCustomers(3), { sandbox: { faults } });
  for (const addresses of [{ created: 3 }, { existing: 3 }]) {
    const { summary } = await bench.run({ provisionAddress: true, subAccount: 'per-customer' });
    expect(summary).toMatchObject({ addresses, exitCode: 0 });
  }
}

/** Customers at the vendor's before the first run: one without a field, one whose address has a field of its own. */
const SEEDS = [
  { externalId: 'c-1', name: 'Old 1' },
  { externalId: 'c-2', name: 'Old 2', address: { street: '1 Broad Street', floor: '2' } },
];

/** Fills the fields of customers, empties them, and makes one customer more; then undoes both runs. */
export async function updateAndUndo(faults: Partial<SandboxFaults> = {}): Promise<void> {
  const bench = await openBench(makeCustomers(4, withAllFields), {
    sandbox: { seedCustomers: SEEDS, faults },
  });
  const filled = await bench.run({ runId: 'fill' });
  expect(filled.summary).toMatchObject({ counts: { updated: 2, created: 2 }, exitCode: 0 });
  await writeFile(bench.source, toCsv(makeCustomers(5, withBlanks)));
  const cleared = await bench.run({ runId: 'clear', blank: 'clear' });
  expect(cleared.summary).toMatchObject({ counts: { updated: 4, created: 1 }, exitCode: 0 });
  const undone = await bench.undo('clear', { deleteCreated: true });
  expect(undone.summary).toMatchObject({ counts: { updated: 4, deleted: 1 }, exitCode: 0 });
  const asBefore = await bench.undo('fill', { deleteCreated: true });
  expect(asBefore.summary).toMatchObject({ counts: { updated: 2, deleted: 2 }, exitCode: 0 });
}

/** Loses the answers to creates, stops half-way, and resumes. */
export async function importAndResume(): Promise<void> {
  const bench = await openBench(makeCustomers(20), { sandbox: { faults: { cutAfterEvery: 5 } } });
  await interruptAfterCreates(bench, 8);
  const { summary } = await bench.resume('half');
  expect(summary).toMatchObject({ counts: { created: 20 }, addresses: { created: 20 }, exitCode: 0 });
}

async function interruptAfterCreates(bench: ImportBench, creates: number): Promise<void> {
  let seen = 0;
  const { summary } = await bench.run(
    { provisionAddress: true, runId: 'half', concurrency: 2 },
    {
      onEvent: (event, interrupt) => {
        if (event.type === 'request' && event.route === 'POST /customers' && (seen += 1) === creates)
          interrupt();
      },
    },
  );
  expect(summary.stopped).toMatchObject({ reason: 'interrupted' });
}

/** Exports customers, their addresses and their transactions. */
export async function exportAll(): Promise<void> {
  const bench = await openExportBench({ seedCustomers: 3, faults: { transactionsPerCustomer: 2 } });
  const report = await bench.export({
    addresses: true,
    transactions: join(bench.folder, 'transactions.csv'),
  });
  expect(report.summary).toMatchObject({ exitCode: 0 });
}

function makeDeps() {
  return {
    emit: () => undefined,
    clock: hurriedClock,
    signal: new AbortController().signal,
    pid: process.pid,
    version: '0.0.0-test',
    program: 'bitpowr-bulk',
  };
}
