/** A server whose list lags, and that answers a second create with the record: two runs call a customer created. */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { countBy, makeCustomers, openBench, toCsv, type ImportBench } from '../support/run-import.js';

const EMPTY = { status: 200, body: { status: 'success', page: 1, totalPages: 1, data: [] } };

/** Run `one` makes c-1 and c-2; run `two` is answered with them, and makes c-3. */
async function openTwice(): Promise<ImportBench> {
  let lags = true;
  const bench = await openBench(makeCustomers(2), {
    sandbox: { faults: { alreadyExists: '200' } },
    proxy: ({ label }) => (lags && label === 'GET /api/v1/customers' ? EMPTY : 'pass'),
  });
  await bench.run({ runId: 'one' });
  await writeFile(bench.source, toCsv(makeCustomers(3)));
  const { rows } = await bench.run({ runId: 'two' });
  lags = false;
  expect(countBy(rows, 'bulk_status')).toEqual({ created: 3 });
  expect(bench.sandbox.stats().customers).toBe(3);
  return bench;
}

test('undo deletes no customer that an earlier run made', async () => {
  const bench = await openTwice();
  const { rows, summary } = await bench.undo('two', { deleteCreated: true });
  expect(rows.map((row) => `${row['bulk_status']} ${row['bulk_error_code']}`)).toEqual([
    'failed still_in_doubt',
    'failed still_in_doubt',
    'deleted ',
  ]);
  expect(rows[0]?.['bulk_error']).toContain('The run one made this customer before');
  expect(summary.exitCode).toBe(1);
  expect(JSON.stringify(summary)).not.toContain('--failed');
  const again = await bench.resume(summary.runId, { failed: true });
  expect(countBy(again.rows, 'bulk_status')).toEqual({ failed: 2, deleted: 1 });
  expect(bench.sandbox.stats()).toMatchObject({ customers: 2, deletedCustomers: 1 });
});

test('also where the earlier run gave them no address, so that its rows failed', async () => {
  let lags = true;
  const bench = await openBench(makeCustomers(2), {
    sandbox: { faults: { alreadyExists: '200' } },
    proxy: ({ label }) =>
      label.includes('/addresses')
        ? { status: 400, body: { message: 'The asset is not enabled' } }
        : lags && label === 'GET /api/v1/customers'
          ? EMPTY
          : 'pass',
  });
  const { rows: failed } = await bench.run({ runId: 'one', provisionAddress: true });
  expect(countBy(failed, 'bulk_status')).toEqual({ failed: 2 });
  await bench.run({ runId: 'two' });
  lags = false;
  const { rows } = await bench.undo('two', { deleteCreated: true });
  expect(countBy(rows, 'bulk_error_code')).toEqual({ still_in_doubt: 2 });
  expect(bench.sandbox.stats().customers).toBe(2);
});

test('undo of the run that made them deletes them', async () => {
  const bench = await openTwice();
  const { rows } = await bench.undo('one', { deleteCreated: true });
  expect(countBy(rows, 'bulk_status')).toEqual({ deleted: 2 });
  const rest = await bench.undo('two');
  expect(countBy(rest.rows, 'bulk_status')).toEqual({ skipped: 3 });
});

test('a note says which run beside it can not be read', async () => {
  const bench = await openTwice();
  const path = join(bench.folder, 'reports', 'one', 'journal.sqlite');
  await Promise.all(['-wal', '-shm'].map((end) => rm(`${path}${end}`, { force: true })));
  await writeFile(path, 'no journal');
  const { events, rows } = await bench.undo('two', { deleteCreated: true });
  const notes = events.flatMap((event) => (event.type === 'note' ? [event.message] : []));
  expect(notes).toContainEqual(expect.stringContaining('The run one can not be read'));
  expect(countBy(rows, 'bulk_status')).toEqual({ deleted: 3 });
});
