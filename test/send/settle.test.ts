import { describe, expect, test } from 'vitest';
import { addCustomer } from '../sandbox/support.js';
import { countBy, makeCustomers, NO_DUPLICATES, openBench } from '../support/run-import.js';

describe('a create without an answer', () => {
  test.each([1, 8])(
    'every third takes effect and is cut (concurrency %i): all created, none twice',
    async (concurrency) => {
      const bench = await openBench(makeCustomers(30), { sandbox: { faults: { cutAfterEvery: 3 } } });
      const { rows, summary } = await bench.run({ concurrency });
      expect(countBy(rows, 'bulk_status')).toEqual({ created: 30 });
      const { customers, duplicates, requests } = bench.sandbox.stats();
      expect([customers, duplicates]).toEqual([30, NO_DUPLICATES]);
      // Found by looking, not by sending again.
      expect(requests['POST /customers']).toBe(30);
      expect(new Set(rows.map((row) => row['bulk_uid'])).size).toBe(30);
      expect(summary.exitCode).toBe(0);
    },
  );

  test('cut before its effect is sent again', async () => {
    const bench = await openBench(makeCustomers(6), {
      sandbox: { faults: { recordRequests: 100 } },
      proxy: ({ label, nth }) => (label === 'POST /api/v1/customers' && nth % 2 === 1 ? 'cut' : 'pass'),
    });
    const { rows } = await bench.run({ concurrency: 1 });
    expect(countBy(rows, 'bulk_status')).toEqual({ created: 6 });
    expect(rows.map((row) => row['bulk_attempts'])).toEqual(Array(6).fill('2'));
    expect(bench.sandbox.stats()).toMatchObject({ customers: 6, duplicates: NO_DUPLICATES });
    expect(bench.sandbox.requests().filter(({ method }) => method === 'POST')).toHaveLength(6);
  });

  test('answered 500, 502, 503 or 504 after its effect is found by looking', async () => {
    const bench = await openBench(makeCustomers(12), {
      sandbox: {
        faults: {
          faultsOn: ['POST /customers'],
          errorAfterEffectRate: { 500: 0.25, 502: 0.25, 503: 0.25, 504: 0.25 },
        },
      },
    });
    const { rows } = await bench.run();
    expect(countBy(rows, 'bulk_status')).toEqual({ created: 12 });
    expect(bench.sandbox.stats()).toMatchObject({
      customers: 12,
      duplicates: NO_DUPLICATES,
      requests: { 'POST /customers': 12 },
    });
  });

  test('recognised by email alone if the row has no externalId', async () => {
    const bench = await openBench(
      makeCustomers(4, () => ({ externalId: '' })),
      {
        sandbox: { faults: { cutAfterEvery: 2 } },
      },
    );
    const { rows } = await bench.run();
    expect(countBy(rows, 'bulk_status')).toEqual({ created: 4 });
    expect(bench.sandbox.stats()).toMatchObject({ customers: 4, duplicates: NO_DUPLICATES });
  });

  test('that never succeeds fails after six tries, with nothing made', async () => {
    const bench = await openBench(makeCustomers(1), {
      sandbox: { faults: { faultsOn: ['POST /customers'], errorRate: 1 } },
    });
    const { rows } = await bench.run();
    expect(rows[0]).toMatchObject({
      bulk_status: 'failed',
      bulk_error_code: 'api_unavailable',
      bulk_attempts: '6',
    });
    expect(bench.sandbox.stats()).toMatchObject({ customers: 0, requests: { 'POST /customers': 6 } });
  });

  test('that nothing could recognise again is never sent twice, and says so', async () => {
    const bench = await openBench([{ name: 'Jane', email: 'jane@example.com' }], {
      sandbox: { faults: { recordRequests: 10 } },
      proxy: ({ label }) => (label === 'POST /api/v1/customers' ? 'cut' : 'pass'),
    });
    const { rows, events } = await bench.run({ emailUnique: false });
    expect(rows[0]).toMatchObject({
      bulk_status: 'failed',
      bulk_error_code: 'still_in_doubt',
      bulk_attempts: '1',
    });
    const creates = events.filter((event) => event.type === 'request' && event.route === 'POST /customers');
    expect(creates).toHaveLength(1);
  });

  test('without a key is found again where exactly one new customer says the same', async () => {
    const bench = await openBench([{ name: 'Jane', email: 'jane@example.com' }], {
      sandbox: { faults: { cutAfterEvery: 1 } },
    });
    const { rows } = await bench.run({ emailUnique: false });
    expect(rows[0]).toMatchObject({ bulk_status: 'created', bulk_attempts: '1' });
    expect(bench.sandbox.stats().customers).toBe(1);
  });
});

describe('an update without an answer', () => {
  test('that took effect is not sent again', async () => {
    const bench = await openBench(makeCustomers(2), {
      proxy: ({ label }) => (label.startsWith('POST /api/v1/customers/') ? 'cut_after' : 'pass'),
    });
    await addCustomer(bench.sandbox, { name: 'Old', externalId: 'c-1', email: 'c1@example.com' });
    const { rows } = await bench.run();
    expect(rows.map((row) => [row['bulk_status'], row['bulk_attempts']])).toEqual([
      ['updated', '1'],
      ['created', '1'],
    ]);
    expect(bench.sandbox.stats().requests['POST /customers/{uid}']).toBe(1);
  });

  test('that took none is sent again', async () => {
    const bench = await openBench(makeCustomers(1), {
      proxy: ({ label, nth }) => (label.startsWith('POST /api/v1/customers/') && nth < 3 ? 'cut' : 'pass'),
    });
    await addCustomer(bench.sandbox, { name: 'Old', externalId: 'c-1', email: 'c1@example.com' });
    const { rows } = await bench.run();
    expect(rows[0]).toMatchObject({ bulk_status: 'updated', bulk_attempts: '3' });
    expect(bench.sandbox.snapshot().customers[0]?.name).toBe('Customer 1');
  });
});

describe('an API that refuses to show a customer', () => {
  const refused = { status: 405, body: { message: 'Method not allowed' } } as const;
  const isOne = (label: string, method: string): boolean => label.startsWith(`${method} /api/v1/customers/`);

  test('after an update without an answer: the row says that it may have taken effect', async () => {
    const bench = await openBench(makeCustomers(1), {
      proxy: ({ label }) => (isOne(label, 'POST') ? 'cut_after' : isOne(label, 'GET') ? refused : 'pass'),
    });
    await addCustomer(bench.sandbox, { name: 'Old', externalId: 'c-1', email: 'c1@example.com' });
    const { rows, summary } = await bench.run();
    expect(rows[0]).toMatchObject({
      bulk_status: 'failed',
      bulk_error_code: 'api_rejected',
      bulk_error:
        'The update may have taken effect; the API refused to show the customer: Method not allowed',
    });
    expect(summary.exitCode).toBe(1);
  });

  test('after a planned update without an answer: it is not called deleted', async () => {
    const bench = await openBench(makeCustomers(1), {
      proxy: ({ label, nth }) =>
        isOne(label, 'POST') ? 'cut_after' : isOne(label, 'GET') && nth > 1 ? refused : 'pass',
    });
    await addCustomer(bench.sandbox, { name: 'Old', externalId: 'c-1', email: 'c1@example.com' });
    await bench.run({ runId: 'plan', dryRun: true });
    const { rows } = await bench.apply('plan');
    expect(rows[0]).toMatchObject({
      bulk_status: 'failed',
      bulk_error_code: 'api_rejected',
      bulk_error: expect.stringContaining('may have taken effect') as string,
    });
  });

  test('before a deletion: each row says that it has not taken effect, and the run ends', async () => {
    let isRefused = false;
    const bench = await openBench(makeCustomers(2), {
      proxy: ({ label }) => (isRefused && isOne(label, 'GET') ? refused : 'pass'),
    });
    await bench.run({ runId: 'one' });
    isRefused = true;
    const { rows, summary } = await bench.undo('one', { deleteCreated: true });
    expect(rows.map((row) => [row['bulk_status'], row['bulk_error_code'], row['bulk_error']])).toEqual(
      Array(2).fill([
        'failed',
        'api_rejected',
        'The deletion has not taken effect; the API refused to show the customer: Method not allowed',
      ]),
    );
    expect(summary.exitCode).toBe(1);
    expect(bench.sandbox.stats()).toMatchObject({ customers: 2, deletedCustomers: 0 });
  });
});

test('everything that can go wrong, at once: each row created, none twice, one address each', async () => {
  const bench = await openBench(makeCustomers(40), {
    sandbox: {
      faults: {
        seed: 7,
        faultsOn: ['POST', 'GET'],
        cutBeforeRate: 0.05,
        cutAfterRate: 0.1,
        errorRate: 0.05,
        errorAfterEffectRate: 0.1,
        errorEnvelope: 'mixed',
      },
    },
  });
  const { rows } = await bench.run({ provisionAddress: true, concurrency: 8 });
  expect(countBy(rows, 'bulk_status')).toEqual({ created: 40 });
  expect(countBy(rows, 'bulk_address_status')).toEqual({ created: 40 });
  expect(bench.sandbox.stats()).toMatchObject({ customers: 40, addresses: 40, duplicates: NO_DUPLICATES });
});
