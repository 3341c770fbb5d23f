import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { otherCredential, type Customer, type Sandbox } from '../../src/sandbox/index.js';
import { addCustomer, ask } from '../sandbox/support.js';
import { readCsv } from '../support/program.js';
import { countBy, makeCustomers, openBench, type Fields, type ImportBench } from '../support/run-import.js';

/** Live customers with all that can be changed of them. */
function listCustomers(sandbox: Sandbox): Partial<Customer>[] {
  return sandbox
    .snapshot()
    .customers.filter(({ deletedAt }) => deletedAt === null)
    .map(({ updatedAt: _updatedAt, ...customer }) => customer);
}

/** Rows 1 to 40 find a customer with other values of every kind, rows 41 to 60 find none. */
async function openTouched(proxy?: Parameters<typeof openBench>[1]): Promise<ImportBench> {
  const customers = makeCustomers(60, (n): Fields =>
    n <= 40
      ? {
          email: n % 2 === 0 ? `c${n}@example.com` : '',
          phone: n % 3 === 0 ? '+2348012345678' : '',
          'address.city': n % 4 === 0 ? 'Lagos' : '',
          'metaData.plan': n % 5 === 0 ? 'gold' : '',
        }
      : {},
  );
  const bench = await openBench(customers, proxy);
  for (let n = 1; n <= 40; n += 1) {
    await addCustomer(bench.sandbox, {
      externalId: `c-${n}`,
      name: `Old ${n}`,
      ...(n % 3 === 1 ? { phone: '+491701234567', description: 'since 2019' } : {}),
      ...(n % 8 === 0 ? { address: { street: '1 Broad St', city: 'Abuja', floor: '2' } } : {}),
      ...(n % 10 === 0 ? { metaData: { plan: 'silver', tier: 3, old: null } } : {}),
    });
  }
  return bench;
}

describe('undoing a run', () => {
  test('with --delete-created leaves every customer as it was before, record by record', async () => {
    const bench = await openTouched();
    const before = listCustomers(bench.sandbox);
    const done = await bench.run({ runId: 'one' });
    expect(done.summary.counts).toMatchObject({ created: 20, updated: 40 });
    expect(listCustomers(bench.sandbox)).not.toEqual(before);
    const { rows, summary } = await bench.undo('one', { deleteCreated: true });
    expect(summary).toMatchObject({ command: 'undo', stopped: null, exitCode: 0, source: { rows: 60 } });
    expect(countBy(rows, 'bulk_status')).toEqual({ updated: 40, deleted: 20 });
    expect(listCustomers(bench.sandbox)).toEqual(before);
    // And once more: nothing is left to do.
    bench.sandbox.resetStats();
    const again = await bench.undo('one', { deleteCreated: true });
    expect(countBy(again.rows, 'bulk_status')).toEqual({ unchanged: 60 });
    const { requests } = bench.sandbox.stats();
    expect(Object.keys(requests).filter((label) => !label.startsWith('GET '))).toEqual([]);
  });

  test('deletes no one without --delete-created', async () => {
    const bench = await openTouched();
    const before = listCustomers(bench.sandbox);
    await bench.run({ runId: 'one' });
    const { rows } = await bench.undo('one');
    expect(countBy(rows, 'bulk_status')).toEqual({ updated: 40, skipped: 20 });
    expect(rows.at(-1)?.['bulk_error']).toContain('--delete-created');
    expect(listCustomers(bench.sandbox).slice(0, 40)).toEqual(before);
    expect(bench.sandbox.stats()).toMatchObject({ customers: 60, deletedCustomers: 0 });
  });

  test('leaves alone customers that were changed or deleted since, restored or made', async () => {
    const bench = await openTouched();
    const { rows: done } = await bench.run({ runId: 'one' });
    const uids = done.map((row) => row['bulk_uid'] ?? '');
    const [a, b, c, d] = [uids[0], uids[1], uids[45], uids[46]];
    await ask(bench.sandbox, `POST /customers/${a}`, { name: 'Changed since' });
    await ask(bench.sandbox, `DELETE /customers/${b}`);
    await ask(bench.sandbox, `POST /customers/${c}`, { name: 'Changed since' });
    await ask(bench.sandbox, `DELETE /customers/${d}`);
    const { rows, summary } = await bench.undo('one', { deleteCreated: true });
    expect(summary.next ?? []).not.toContainEqual(
      expect.objectContaining({ does: 'sends the failed rows again' }),
    );
    const ends = new Map(
      rows.map((row) => [row['bulk_uid'], `${row['bulk_status']} ${row['bulk_error_code']}`]),
    );
    expect([a, b, c, d].map((uid) => ends.get(uid))).toEqual([
      'failed plan_stale',
      'failed plan_stale',
      'failed plan_stale',
      'unchanged ',
    ]);
    expect(countBy(rows, 'bulk_status')).toEqual({ updated: 38, deleted: 18, failed: 3, unchanged: 1 });
    const names = bench.sandbox
      .snapshot()
      .customers.filter(({ uid }) => uid === a || uid === c)
      .map(({ name }) => name);
    expect(names).toEqual(['Changed since', 'Changed since']);
  });

  test.each(['404', '405'] as const)(
    'says that customers can not be deleted where the API answers %s',
    async (how) => {
      const bench = await openBench(makeCustomers(30), { sandbox: { faults: { delete: how } } });
      await bench.run({ runId: 'one' });
      const { rows, summary } = await bench.undo('one', { deleteCreated: true, concurrency: 1 });
      expect(countBy(rows, 'bulk_error_code')).toEqual({ delete_unsupported: 30 });
      expect(summary.exitCode).toBe(1);
      expect(bench.sandbox.stats().requests['DELETE /customers/{uid}']).toBe(1);
      expect(bench.sandbox.stats().customers).toBe(30);
    },
  );

  test('does not say deleted where the API accepts each deletion and deletes no one', async () => {
    const bench = await openBench(makeCustomers(30), {
      proxy: ({ label }) => (label.startsWith('DELETE ') ? { status: 200, body: '<html></html>' } : 'pass'),
    });
    await bench.run({ runId: 'one' });
    const { rows, summary } = await bench.undo('one', { deleteCreated: true, concurrency: 4 });
    expect(countBy(rows, 'bulk_error_code')).toEqual({ delete_unsupported: 30 });
    expect(summary.exitCode).toBe(1);
    expect(bench.sandbox.stats()).toMatchObject({ customers: 30, deletedCustomers: 0 });
  });

  test('says deleted where a deletion shows only later', async () => {
    const shown = new Map<string, number>();
    const bench = await openBench(makeCustomers(3), {
      proxy: async ({ label, path }) => {
        const left = shown.get(path);
        if (label.startsWith('DELETE ') && shown.size === 0) {
          shown.set(path, 2);
          return { status: 202, body: {} };
        }
        if (label.startsWith('GET ') && left !== undefined && left > 0) {
          shown.set(path, left - 1);
          if (left === 1) await ask(bench.sandbox, `DELETE ${path.replace('/api/v1', '')}`);
        }
        return 'pass';
      },
    });
    await bench.run({ runId: 'one' });
    const { rows } = await bench.undo('one', { deleteCreated: true, concurrency: 1 });
    expect(countBy(rows, 'bulk_status')).toEqual({ deleted: 3 });
    expect(bench.sandbox.stats()).toMatchObject({ customers: 0, deletedCustomers: 3 });
  });

  test('never deletes a customer that others made, though it says the same', async () => {
    // Somebody makes the customer of row 1 right before its create arrives.
    let isThere = false;
    const bench = await openBench(makeCustomers(3), {
      proxy: async ({ label, body }) => {
        const passage = 'pass' as const;
        if (label !== 'POST /api/v1/customers' || body['externalId'] !== 'c-1' || isThere) return passage;
        isThere = true;
        await addCustomer(bench.sandbox, { ...makeCustomers(1)[0], phone: '+491701234567' });
        return passage;
      },
    });
    const { rows: done } = await bench.run({ runId: 'one', mode: 'create' });
    expect(done.map((row) => row['bulk_status'])).toEqual(['exists', 'created', 'created']);
    const { rows } = await bench.undo('one', { deleteCreated: true });
    expect(countBy(rows, 'bulk_status')).toEqual({ deleted: 2 });
    expect(bench.sandbox.stats()).toMatchObject({ customers: 1, deletedCustomers: 2 });
  });

  test('through errors, cuts and stops leaves every customer as it was before', async () => {
    const bench = await openTouched();
    const before = listCustomers(bench.sandbox);
    await bench.run({ runId: 'one' });
    bench.sandbox.configure({
      errorRate: 0.05,
      errorAfterEffectRate: 0.1,
      cutBeforeRate: 0.05,
      cutAfterRate: 0.1,
    });
    let end = await bench.undo('one', { deleteCreated: true, maxRequests: 40 });
    expect(end.summary).toMatchObject({ stopped: { reason: 'budget_reached' }, exitCode: 3 });
    expect(end.summary.resume).toContain(`resume ${end.summary.runId}`);
    for (let session = 0; session < 20 && end.summary.counts.pending > 0; session += 1) {
      end = await bench.resume(end.summary.runId, { maxRequests: 60 });
    }
    expect(end.summary.counts).toMatchObject({ updated: 40, deleted: 20 });
    expect(listCustomers(bench.sandbox)).toEqual(before);
  });

  test('of a run whose answers were lost knows what was there before', async () => {
    const bench = await openTouched();
    const before = listCustomers(bench.sandbox);
    bench.sandbox.configure({ errorAfterEffectRate: 0.3, cutAfterRate: 0.3 });
    await bench.run({ runId: 'one' });
    bench.sandbox.configure({ errorAfterEffectRate: 0, cutAfterRate: 0 });
    await bench.undo('one', { deleteCreated: true });
    expect(listCustomers(bench.sandbox)).toEqual(before);
  });

  test('that was stopped half way takes back what was done', async () => {
    const bench = await openTouched();
    const before = listCustomers(bench.sandbox);
    await bench.run({ runId: 'one', maxRequests: 30, concurrency: 4 });
    expect(listCustomers(bench.sandbox)).not.toEqual(before);
    const { summary } = await bench.undo('one', { deleteCreated: true });
    expect(summary.counts.updated).toBeGreaterThan(0);
    expect(listCustomers(bench.sandbox)).toEqual(before);
  });

  test('of an applied plan takes back that', async () => {
    const bench = await openTouched();
    const before = listCustomers(bench.sandbox);
    await bench.run({ runId: 'plan', dryRun: true });
    await expect(bench.undo('plan')).rejects.toMatchObject({ code: 'nothing_to_undo' });
    await bench.apply('plan');
    await bench.undo('plan', { deleteCreated: true });
    expect(listCustomers(bench.sandbox)).toEqual(before);
  });

  test('is refused with the credential of another account', async () => {
    const bench = await openTouched();
    await bench.run({ runId: 'one' });
    const { summary } = await bench.undo('one', { deleteCreated: true }, { token: otherCredential.token });
    expect(summary).toMatchObject({ stopped: { reason: 'account_changed' }, exitCode: 3 });
    expect(bench.sandbox.stats()).toMatchObject({ customers: 60, deletedCustomers: 0 });
  });
});

describe('undo.csv', () => {
  test('imported as it is restores what was there, and leaves what the run made as it is', async () => {
    const bench = await openTouched();
    const before = listCustomers(bench.sandbox);
    const { summary } = await bench.run({ runId: 'one' });
    const path = join(summary.runDir, 'undo.csv');
    const lines = readCsv(path);
    expect(lines).toHaveLength(60);
    expect(countBy(lines, 'bulk_undo')).toEqual({ restore: 40, delete: 20 });
    const made = listCustomers(bench.sandbox).slice(40);
    await writeFile(bench.source, await readFile(path));
    const again = await bench.run({ blank: 'clear' });
    expect(again.summary).toMatchObject({ exitCode: 0, counts: { updated: 40, unchanged: 20 } });
    const after = listCustomers(bench.sandbox);
    expect(after.slice(40)).toEqual(made);
    expect(after.slice(0, 40).map(withoutNulls)).toEqual(before.map(withoutNulls));
  });

  test('is not there where nothing was changed', async () => {
    const bench = await openBench([{ name: '', externalId: 'x' }]);
    const { files } = await bench.run();
    expect(files.filter((file) => file.endsWith('undo.csv'))).toEqual([]);
  });
});

/** An import can empty a value, with an empty text as the reference types it, and can't take away its key. */
function withoutNulls({ address, metaData, ...customer }: Partial<Customer>): unknown {
  const drop = (values: object | null | undefined): object =>
    Object.fromEntries(Object.entries(values ?? {}).filter(([, value]) => value !== null && value !== ''));
  return { ...drop(customer), address: drop(address), metaData: drop(metaData) };
}
