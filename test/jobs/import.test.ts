import { existsSync, readdirSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../src/core/events.js';
import { liveCredential } from '../../src/sandbox/index.js';
import { addCustomer } from '../sandbox/support.js';
import { deleteCustomer } from '../support/drift.js';
import { countBy, makeCustomers, NO_DUPLICATES, openBench } from '../support/run-import.js';

const INVALID = { externalId: 'bad', name: '', email: '' };

describe('an import', () => {
  test('gives each row of the source one line of results, in its order, and counts that add up', async () => {
    const bench = await openBench([
      ...makeCustomers(5),
      INVALID,
      ...makeCustomers(5, (n) => ({ externalId: `d-${n}`, email: '' })),
    ]);
    const { rows, summary } = await bench.run();
    expect(rows.map((row) => row['bulk_row'])).toEqual(Array.from({ length: 11 }, (_, at) => String(at + 1)));
    expect(summary.counts).toMatchObject({ created: 10, invalid: 1, pending: 0 });
    expect(Object.values(summary.counts).reduce((sum, count) => sum + count)).toBe(summary.source.rows);
    expect(summary).toMatchObject({ stopped: null, resume: null, exitCode: 1, mode: 'TEST' });
    const written = JSON.parse(await readFile(join(summary.runDir, 'summary.json'), 'utf8')) as unknown;
    expect(written).toEqual(JSON.parse(JSON.stringify(summary)));
    const rejected = await readFile(join(summary.runDir, 'rejected.csv'), 'utf8');
    expect(rejected.trim().split('\n')).toHaveLength(2);
    expect((await stat(join(summary.runDir, 'journal.sqlite'))).mode & 0o777).toBe(0o600);
  });

  test('asks the credential first, lists the customers once, and only then writes', async () => {
    const bench = await openBench(makeCustomers(20), {
      sandbox: { seedCustomers: 250, faults: { recordRequests: 1000 } },
    });
    const { summary } = await bench.run();
    const methods = bench.sandbox
      .requests()
      .map(({ method, path }) => `${method} ${path.split('?')[0] ?? ''}`);
    expect(methods).toEqual([
      'GET /api/v1/auth',
      ...Array<string>(3).fill('GET /api/v1/customers'),
      ...Array<string>(20).fill('POST /api/v1/customers'),
    ]);
    expect(summary.requests.total).toBe(24);
  });

  test('of nothing but invalid rows sends no request at all', async () => {
    const bench = await openBench([INVALID, INVALID]);
    const { summary } = await bench.run();
    expect(summary).toMatchObject({ counts: { invalid: 2 }, mode: null, exitCode: 1, stopped: null });
    expect(bench.sandbox.stats().total).toBe(0);
  });

  test('with --require-all-valid and an invalid row sends no request at all', async () => {
    const bench = await openBench([...makeCustomers(3), INVALID]);
    const { rows, summary } = await bench.run({ requireAllValid: true });
    expect(countBy(rows, 'bulk_status')).toEqual({ pending: 3, invalid: 1 });
    expect(summary).toMatchObject({ stopped: { reason: 'not_all_valid' }, exitCode: 2 });
    expect(bench.sandbox.stats().total).toBe(0);
  });

  test('with a LIVE credential and without --live writes nothing', async () => {
    const bench = await openBench(makeCustomers(3));
    const { rows, summary } = await bench.run({}, { token: liveCredential.token });
    expect(countBy(rows, 'bulk_status')).toEqual({ pending: 3 });
    expect(summary).toMatchObject({ stopped: { reason: 'live_not_confirmed' }, exitCode: 2 });
    expect(bench.sandbox.stats().requests).toEqual({ 'GET /auth': 1 });
  });

  test('with a wrong credential says which one it is, and leaves no run', async () => {
    const bench = await openBench(makeCustomers(3));
    const wrong = { token: 'test_no_such_token' };
    for (const dryRun of [false, true]) {
      await expect(bench.run({ runId: 'one', dryRun }, wrong)).rejects.toMatchObject({
        code: 'credential_rejected',
        message: expect.stringMatching(
          /^The API refused GET \/auth: .* The credential is BITPOWR_TOKEN in the environment\.$/,
        ) as string,
        hint: expect.stringContaining('no run is left') as string,
      });
    }
    expect(existsSync(join(bench.folder, 'reports', 'one'))).toBe(false);
    expect((await bench.run({ runId: 'one' })).summary.counts.created).toBe(3);
    await expect(bench.undo('one', { deleteCreated: true }, wrong)).rejects.toMatchObject({
      code: 'credential_rejected',
    });
    expect(readdirSync(join(bench.folder, 'reports')).filter((name) => !name.startsWith('.'))).toEqual([
      'one',
    ]);
  });

  test('keeps a run that has begun before when its credential becomes wrong', async () => {
    const bench = await openBench(makeCustomers(3));
    const wrong = { token: 'test_no_such_token' };
    await bench.run({ runId: 'one', dryRun: true });
    const applied = await bench.apply('one', {}, wrong);
    const resumed = await bench.resume('one', {}, wrong);
    for (const { summary } of [applied, resumed]) {
      expect(summary).toMatchObject({ stopped: { reason: 'credential_rejected' }, counts: { pending: 3 } });
      expect(summary.resume).toContain('resume one');
    }
    expect((await bench.resume('one')).summary.counts.created).toBe(3);
  });

  test('a second time finds everybody unchanged, even where the vendor changes values', async () => {
    const customers = makeCustomers(5, () => ({ phone: '+2348012345678', 'address.zipcode': '00501' }));
    const bench = await openBench(customers, {
      sandbox: { faults: { numericPhone: true, numericZip: true, sparseAnswers: true, unknownFields: true } },
    });
    await bench.run();
    const second = await bench.run();
    expect(countBy(second.rows, 'bulk_status')).toEqual({ unchanged: 5 });
    expect(bench.sandbox.stats()).toMatchObject({ customers: 5, duplicates: NO_DUPLICATES });
  });
});

describe('rows of one source that share a key', () => {
  const SHARED = [
    { externalId: 'x-1', name: 'First', email: 'a@example.com' },
    { externalId: 'x-2', name: 'Alone', email: 'b@example.com' },
    { externalId: 'x-1', name: 'Last', email: 'c@example.com' },
  ];

  test('are invalid by default, both of them', async () => {
    const bench = await openBench(SHARED);
    const { rows } = await bench.run();
    expect(rows.map((row) => row['bulk_status'])).toEqual(['invalid', 'created', 'invalid']);
    expect(countBy(rows, 'bulk_error_code')).toEqual({ duplicate_external_id: 2, '': 1 });
  });

  test.each([
    ['first', ['created', 'created', 'skipped'], 'First'],
    ['last', ['skipped', 'created', 'created'], 'Last'],
  ] as const)('with --duplicates %s all but one are skipped', async (duplicates, statuses, name) => {
    const bench = await openBench(SHARED);
    const { rows, summary } = await bench.run({ duplicates });
    expect(rows.map((row) => row['bulk_status'])).toEqual(statuses);
    expect(bench.sandbox.snapshot().customers.find(({ externalId }) => externalId === 'x-1')?.name).toBe(
      name,
    );
    expect(bench.sandbox.stats().requests['POST /customers']).toBe(2);
    expect(summary.exitCode).toBe(0);
  });

  test('by email, in any case, count as the same', async () => {
    const bench = await openBench([
      { externalId: 'x-1', name: 'One', email: 'Jane@Example.com' },
      { externalId: 'x-2', name: 'Two', email: 'jane@example.com' },
    ]);
    const { rows } = await bench.run();
    expect(countBy(rows, 'bulk_error_code')).toEqual({ duplicate_email: 2 });
    expect(bench.sandbox.stats().total).toBe(0);
  });
});

test('two rows that match one customer by different keys are both in conflict, and neither is sent', async () => {
  const bench = await openBench([
    { externalId: 'x-1', name: 'By id', email: '' },
    { externalId: '', name: 'By mail', email: 'X1@example.com' },
    { externalId: 'x-3', name: 'Other', email: '' },
  ]);
  await addCustomer(bench.sandbox, { name: 'X', externalId: 'x-1', email: 'x1@example.com' });
  const { rows } = await bench.run({ provisionAddress: true });
  expect(rows.map((row) => row['bulk_status'])).toEqual(['conflict', 'conflict', 'created']);
  expect(rows[0]?.['bulk_error']).toContain('row 2');
  expect(rows[1]?.['bulk_error']).toContain('row 1');
  expect(bench.sandbox.snapshot().customers[0]?.name).toBe('X');
  expect(bench.sandbox.stats().addresses).toBe(1);
});

test('a customer that two remote customers could be is a conflict', async () => {
  const bench = await openBench([{ name: 'Jane', email: 'jane@example.com', phone: '' }]);
  for (const name of ['One', 'Two']) await addCustomer(bench.sandbox, { name, email: 'jane@example.com' });
  const { rows } = await bench.run();
  expect(rows[0]).toMatchObject({ bulk_status: 'conflict', bulk_error_code: 'ambiguous_match' });
  expect(bench.sandbox.stats().requests).toEqual({
    'GET /auth': 1,
    'GET /customers': 1,
    'POST /customers': 2,
  });
});

test('without emailUnique a customer that a deletion hid from the list is not made twice', async () => {
  const customers = Array.from({ length: 300 }, (_, at) => ({
    name: `Customer ${at + 1}`,
    email: `c${at + 1}@example.com`,
  }));
  const gone = ['c1@example.com', 'c2@example.com', 'c3@example.com'];
  let remove: (email: string) => Promise<void> = () => Promise.reject(new Error('too early'));
  let left = [...gone];
  const bench = await openBench(customers, {
    sandbox: { seedCustomers: customers, faults: { maxPerPage: 50, listsDeleted: false } },
    // Those of page 1 go while page 3 is read, so that the first of page 4 move to page 3.
    proxy: async ({ path }) => {
      if (/\/customers\?.*page=3/.test(path)) {
        const now = left;
        left = [];
        for (const email of now) await remove(email);
      }
      return 'pass' as const;
    },
  });
  remove = (email) => deleteCustomer(bench.sandbox, email);
  const { summary } = await bench.run({ emailUnique: false, concurrency: 1 });
  expect(summary.counts).toMatchObject({ created: gone.length, unchanged: customers.length - gone.length });
  expect(bench.sandbox.stats().duplicates).toEqual(NO_DUPLICATES);
});

test('what throttles is waited for: every row created, none twice, none failed', async () => {
  const bench = await openBench(makeCustomers(12), {
    sandbox: { faults: { limit: { requests: 12, perMs: 3_600_000, kind: 'window', retryAfter: '0' } } },
  });
  // The limit ends with the first 429, however long the run takes.
  const onEvent = ({ type }: RunEvent): void => {
    if (type === 'throttled') bench.sandbox.configure({ limit: null });
  };
  const { rows, summary } = await bench.run({ provisionAddress: true }, { onEvent });
  expect(countBy(rows, 'bulk_status')).toEqual({ created: 12 });
  expect(summary.requests.throttled).toBeGreaterThan(0);
  expect(bench.sandbox.stats().duplicates).toEqual(NO_DUPLICATES);
});
