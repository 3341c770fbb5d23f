import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, readdir, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { otherCredential, type Sandbox } from '../../src/sandbox/index.js';
import { addCustomer, ask } from '../sandbox/support.js';
import type { Decide } from '../support/proxy.js';
import { countBy, toCsv } from '../support/run-import.js';
import { countWrites, openExportBench } from '../support/run-export.js';

const LIST = 'GET /api/v1/customers';

async function addAddress(sandbox: Sandbox, fields: Record<string, string> = {}): Promise<void> {
  await ask(sandbox, 'POST /addresses', { label: 'x', asset: 'BTC', accountId: 'wallet-a', ...fields });
}

/** What must hold of a file: these are there, each once. */
function expectOnce(rows: readonly Record<string, string>[], uids: readonly string[]): void {
  const counts = countBy(rows, 'uid');
  expect(Object.values(counts).every((count) => count === 1)).toBe(true);
  expect(uids.filter((uid) => counts[uid] !== 1)).toEqual([]);
}

test('an export with a wrong credential says which one it is, and leaves nothing to continue', async () => {
  const bench = await openExportBench({ seedCustomers: 3 });
  await expect(bench.export({}, { token: 'test_no_such_token' })).rejects.toMatchObject({
    code: 'credential_rejected',
    message: expect.stringContaining('The credential is BITPOWR_TOKEN in the environment.') as string,
  });
  expect(await readdir(join(bench.folder, 'reports', '.exports'))).not.toContainEqual(
    expect.stringMatching(/\.sqlite$/),
  );
  expect((await bench.export()).summary.certificate.customers).toBe(3);
});

describe('an export', () => {
  test('of 2,500 customers with odd pages while 100 are created has everyone of the start once, and says so', async () => {
    let created = 0;
    const bench = await openExportBench(
      {
        seedCustomers: 2500,
        faults: { maxPerPage: 70, perPageSkew: 13, pageAsText: true, latencyMs: { min: 0, max: 4 } },
      },
      (sandbox): Decide =>
        async (request) => {
          if (request.label === LIST && request.nth > 1) {
            for (let more = 0; more < 2 && created < 100; more += 1) {
              created += 1;
              await addCustomer(sandbox, { name: `Late ${created}`, externalId: `late-${created}` });
            }
          }
          return 'pass' as const;
        },
    );
    const before = bench.sandbox.snapshot().customers.map(({ uid }) => uid);
    const { summary } = await bench.export();
    expect(created).toBe(100);
    expect(summary).toMatchObject({ exitCode: 0, stopped: null, resume: null });
    expect(summary.certificate).toMatchObject({ complete: true, reason: null });
    const rows = bench.read();
    expect(rows).toHaveLength(summary.certificate.customers);
    expectOnce(rows, before);
    const bytes = await readFile(bench.output);
    expect(summary.certificate.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect((await stat(bench.output)).mode & 0o777).toBe(0o600);
    expect(JSON.parse(await bench.readText('customers.csv.summary.json'))).toEqual(
      JSON.parse(JSON.stringify(summary)),
    );
  });

  test('finds those that were pushed over a page border by deletions, and reads again until it is sure', async () => {
    const gone = new Set<string>();
    const bench = await openExportBench(
      { seedCustomers: 1000, faults: { maxPerPage: 50, listsDeleted: false } },
      (sandbox): Decide =>
        async (request) => {
          // Of the first pages, those read already: all that follow move up by one each time.
          if (request.label === LIST && request.nth > 4 && gone.size < 5) {
            const { customers } = sandbox.snapshot();
            const victim = customers[gone.size]?.uid ?? '';
            gone.add(victim);
            await ask(sandbox, `DELETE /customers/${victim}`);
          }
          return 'pass' as const;
        },
    );
    const before = bench.sandbox.snapshot().customers.map(({ uid }) => uid);
    const { summary } = await bench.export({ concurrency: 1 });
    expect(gone.size).toBe(5);
    expect(summary.certificate).toMatchObject({ complete: true, customers: 995 });
    expect(summary.certificate.missed).toBeGreaterThan(0);
    expect(summary.certificate.relistings).toBeGreaterThan(1);
    expectOnce(
      bench.read(),
      before.filter((uid) => !gone.has(uid)),
    );
  });

  test('that can not be sure says so, with status 1, and writes the file all the same', async () => {
    let removed = 0;
    const bench = await openExportBench(
      { seedCustomers: 300, faults: { maxPerPage: 50, listsDeleted: false } },
      (sandbox): Decide =>
        async (request) => {
          if (request.label === LIST && request.path.includes('page=3')) {
            removed += 1;
            const victim = sandbox.snapshot().customers[removed * 3]?.uid ?? '';
            await ask(sandbox, `DELETE /customers/${victim}`);
          }
          return 'pass' as const;
        },
    );
    const { summary, files } = await bench.export();
    expect(summary).toMatchObject({ exitCode: 1, stopped: null });
    expect(summary.certificate.complete).toBe(false);
    expect(summary.certificate.reason).toContain('did not keep still');
    expect(files).toContain(bench.output);
    expect(bench.read()).toHaveLength(300 - removed);
  });

  test('leaves deleted customers out, unless they are asked for', async () => {
    const bench = await openExportBench({
      seedCustomers: [
        { name: 'Here', createdAt: '2026-01-05T00:00:00.000Z' },
        { name: 'Gone', deletedAt: '2026-01-02T00:00:00.000Z' },
        { name: 'Early', createdAt: '2025-12-31T23:59:59.999Z' },
      ],
    });
    await bench.export();
    expect(bench.read().map(({ name }) => name)).toEqual(['Here', 'Early']);
    const { summary } = await bench.export({ createdAfter: '2026-01-01', includeDeleted: true });
    expect(bench.read().map(({ name }) => name)).toEqual(['Here', 'Gone']);
    expect(summary.certificate.customers).toBe(2);
  });

  test('has the addresses of each customer, whether or not the vendor says whose they are', async () => {
    for (const echoCustomerId of [true, false]) {
      const bench = await openExportBench({ seedCustomers: 3, faults: { echoCustomerId } });
      const [first, second] = bench.sandbox.snapshot().customers;
      for (const customerId of [first?.uid, first?.uid, second?.uid]) {
        await addAddress(bench.sandbox, customerId === undefined ? {} : { customerId });
      }
      await addAddress(bench.sandbox);
      const { summary } = await bench.export({ addresses: true });
      const rows = bench.read();
      const { addresses } = bench.sandbox.snapshot();
      const given = addresses.map(({ address }) => address);
      expect(rows.map((row) => row['bulk_addresses'])).toEqual([`${given[0]};${given[1]}`, given[2], '']);
      expect(summary.addresses?.count).toBe(3);
      expect(summary.addresses?.list === null).toBe(!echoCustomerId);
    }
  });

  test('writes the transactions of each customer to a file of their own', async () => {
    const bench = await openExportBench({ seedCustomers: 4, faults: { transactionsPerCustomer: 13 } });
    const transactions = join(bench.folder, 'transactions.csv.gz');
    const { summary } = await bench.export({ transactions });
    expect(summary.transactions).toMatchObject({ count: 52, output: transactions });
    const lines = gunzipSync(await readFile(transactions))
      .toString()
      .trim()
      .split('\n');
    expect(lines).toHaveLength(53);
    expect(lines[0]).toMatch(/^customerUid,customerExternalId,uid,hash,/);
    expect(new Set(lines.slice(1)).size).toBe(52);
  });

  test('is taken up where it stopped, and a file that was there stays until the new one is whole', async () => {
    const bench = await openExportBench({
      seedCustomers: 1200,
      faults: { maxPerPage: 20, recordRequests: 1000 },
    });
    await writeFile(bench.output, 'old\n');
    let listed = 0;
    const first = await bench.export(
      { concurrency: 1 },
      {
        onEvent: (event, interrupt) => {
          if (event.type !== 'progress' || event.phase !== 'listing') return;
          listed = event.done;
          if (event.done >= 400) interrupt();
        },
      },
    );
    expect(first.summary).toMatchObject({ stopped: { reason: 'interrupted' }, exitCode: 130 });
    expect(first.summary.resume).toContain(`export --output ${bench.output}`);
    expect(first.files).toEqual([]);
    expect(await readFile(bench.output, 'utf8')).toBe('old\n');
    expect(listed).toBeLessThan(1200);
    bench.sandbox.resetStats();
    const second = await bench.export({ concurrency: 1 });
    expect(second.summary.certificate).toMatchObject({ complete: true, customers: 1200 });
    expect(second.summary.startedAt).toBe(first.summary.startedAt);
    expectOnce(
      bench.read(),
      bench.sandbox.snapshot().customers.map(({ uid }) => uid),
    );
    // 60 pages of the check, one to begin with, and of the first pass only what was left.
    expect(bench.sandbox.stats().requests[`GET /customers`]).toBeLessThan(60 + 45);
    const left = await readdir(join(bench.folder, 'reports', '.exports'));
    expect(left.filter((name) => name.includes('.sqlite'))).toEqual([]);
  });

  test('is not taken up for another account', async () => {
    const bench = await openExportBench({ seedCustomers: 100, faults: { maxPerPage: 10 } });
    await bench.export({ maxRequests: '5' });
    const { summary } = await bench.export({}, { token: otherCredential.token });
    expect(summary).toMatchObject({ stopped: { reason: 'account_changed' }, exitCode: 3 });
    expect(existsSync(bench.output)).toBe(false);
  });

  test('that was stopped and not taken up within a day leaves nothing, once there is another', async () => {
    const bench = await openExportBench({ seedCustomers: 100, faults: { maxPerPage: 10 } });
    const folder = join(bench.folder, 'reports', '.exports');
    // The log beside a store goes whenever the driver lets go of its file.
    const findStores = async () => (await readdir(folder)).filter((name) => name.endsWith('.sqlite'));
    const stopped = await bench.export({ output: join(bench.folder, 'old-1.csv'), maxRequests: '5' });
    expect(stopped.summary.exitCode).toBe(3);
    const stores = await findStores();
    expect(stores).toHaveLength(1);
    const age = async (hours: number): Promise<void> => {
      const at = new Date(Date.now() - hours * 3600_000);
      for (const name of await readdir(folder))
        await utimes(join(folder, name), at, at).catch(() => undefined);
    };
    await age(23);
    await bench.export();
    expect(await findStores()).toEqual(stores);
    await age(25);
    await bench.export();
    expect(await readdir(folder)).toEqual([expect.stringMatching(/\.lock$/)]);
  });

  test('to one file is made by one process at a time', async () => {
    const bench = await openExportBench({ seedCustomers: 20, faults: { latencyMs: 50 } });
    const first = bench.export();
    await expect(bench.export()).rejects.toMatchObject({ code: 'run_locked' });
    expect((await first).summary.exitCode).toBe(0);
  });

  test('into a folder that is not there asks the server nothing', async () => {
    const bench = await openExportBench({});
    const nowhere = join(bench.folder, 'nowhere', 'customers.csv');
    const refused = {
      code: 'output_unwritable',
      message: expect.stringContaining('the folder does not exist') as string,
    };
    await expect(bench.export({ output: nowhere })).rejects.toMatchObject(refused);
    await expect(bench.export({ transactions: nowhere })).rejects.toMatchObject(refused);
    expect(bench.sandbox.stats().total).toBe(0);
  });

  test('only reads', async () => {
    const bench = await openExportBench({ seedCustomers: 5, faults: { transactionsPerCustomer: 1 } });
    await bench.export({ addresses: true, transactions: join(bench.folder, 't.ndjson') });
    expect(countWrites(bench.sandbox)).toBe(0);
  });

  test('with --fields has these columns, and is recognised again', async () => {
    const bench = await openExportBench({
      seedCustomers: [{ name: '=A', metaData: { plan: 'x', deep: [1] } }],
    });
    await bench.export({ fields: 'name,metaData.plan' });
    const [header] = (await bench.readText('customers.csv')).split('\n');
    expect(header).toBe('name,metaData.plan,bulk_uid');
    const { summary } = await bench.import(bench.output);
    expect(summary.counts).toMatchObject({ unchanged: 1 });
  });

  test('to .ndjson has every field as the vendor gives it', async () => {
    const seed = { name: 'A', metaData: { deep: { er: [1, null] } }, address: { city: 'X', floor: 3 } };
    const bench = await openExportBench({ seedCustomers: [seed], faults: { unknownFields: true } });
    const output = join(bench.folder, 'all.ndjson');
    await bench.export({ output });
    const [record] = bench.sandbox.snapshot().customers;
    expect(JSON.parse(await bench.readText('all.ndjson'))).toEqual({
      ...record,
      kycLevel: 2,
      tags: ['sandbox'],
      links: { self: null },
    });
  });
});

describe('an export that is imported', () => {
  test('is unchanged in every row, and nothing is sent; ten edited rows are updated', async () => {
    const bench = await openExportBench({ seedCustomers: 120 });
    await bench.export();
    const { summary } = await bench.import(bench.output);
    expect(summary).toMatchObject({ counts: { unchanged: 120 }, exitCode: 0, issues: [] });
    expect(countWrites(bench.sandbox)).toBe(0);
    const rows = bench
      .read()
      .map((row, at) => (at % 12 === 0 ? { ...row, description: `Edited ${at}` } : row));
    const edited = join(bench.folder, 'edited.csv');
    await writeFile(edited, toCsv(rows));
    const again = await bench.import(edited);
    expect(again.summary.counts).toMatchObject({ updated: 10, unchanged: 110 });
    expect(countWrites(bench.sandbox)).toBe(10);
  });

  test('is unchanged where two customers share an email', async () => {
    const bench = await openExportBench({
      seedCustomers: [
        { name: 'One', email: 'both@example.com' },
        { name: 'Two', email: 'both@example.com' },
      ],
    });
    await bench.export();
    const { summary } = await bench.import(bench.output);
    expect(summary.counts).toMatchObject({ unchanged: 2 });
    expect(countWrites(bench.sandbox)).toBe(0);
  });
});

describe('a list that gives one uid to two records', () => {
  /** The first page has the uid of the first record in the second, too, as long as `isLying` says so. */
  const openLiar = async (path: string, isLying: () => boolean) =>
    openExportBench({ seedCustomers: 5 }, () => ({ label }) => {
      if (label !== `GET /api/v1/${path}` || !isLying()) return 'pass';
      return ({ body }) => {
        const answer = body as { readonly data: readonly { readonly uid: string }[] };
        const [first, second, ...rest] = answer.data;
        return { ...answer, data: [first, { ...second, uid: first?.uid }, ...rest] };
      };
    });

  test('is no whole list of customers: nothing is written, and the next export begins again', async () => {
    let isLying = true;
    const bench = await openLiar('customers', () => isLying);
    const { summary } = await bench.export();
    expect(summary).toMatchObject({ stopped: { reason: 'list_contradicts' }, exitCode: 3 });
    expect(existsSync(bench.output)).toBe(false);
    isLying = false;
    expect((await bench.export()).summary.stopped).toBeNull();
    expect(bench.read()).toHaveLength(5);
  });

  test('is no whole list of addresses', async () => {
    const bench = await openLiar('addresses', () => true);
    for (const { uid } of bench.sandbox.snapshot().customers)
      await addAddress(bench.sandbox, { customerId: uid });
    const { summary } = await bench.export({ addresses: true });
    expect(summary.stopped).toMatchObject({ reason: 'list_contradicts' });
  });
});
