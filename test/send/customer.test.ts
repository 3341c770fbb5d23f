import { describe, expect, test } from 'vitest';
import type { AlreadyExistsForm } from '../../src/sandbox/index.js';
import { addCustomer } from '../sandbox/support.js';
import { countBy, makeCustomers, NO_DUPLICATES, openBench, type ImportBench } from '../support/run-import.js';

const JANE = { externalId: 'j-1', name: 'Jane Doe', email: 'jane@example.com' };

describe('creating and updating', () => {
  test('a create carries every field of the row, and nothing else', async () => {
    const bench = await openBench(
      [{ ...JANE, phone: '+2348012345678', 'address.city': 'Lagos', 'metaData.plan': 'gold' }],
      { sandbox: { faults: { recordRequests: 10 } } },
    );
    const { rows } = await bench.run();
    expect(rows[0]).toMatchObject({
      bulk_status: 'created',
      bulk_attempts: '1',
      bulk_http_status: '200',
      bulk_matched_by: '',
      bulk_error_code: '',
    });
    const [create] = bench.sandbox.requests().filter(({ method }) => method === 'POST');
    expect(create?.body).toEqual({
      ...JANE,
      phone: '+2348012345678',
      address: { city: 'Lagos' },
      metaData: { plan: 'gold' },
      emailUnique: true,
    });
    expect(rows[0]?.['bulk_uid']).toBe(bench.sandbox.snapshot().customers[0]?.uid);
  });

  test('what the remote says already is not sent again', async () => {
    const bench = await openBench(makeCustomers(5));
    await bench.run();
    bench.sandbox.resetStats();
    const { rows, summary } = await bench.run();
    expect(countBy(rows, 'bulk_status')).toEqual({ unchanged: 5 });
    expect(bench.sandbox.stats().requests).toEqual({ 'GET /auth': 1, 'GET /customers': 1 });
    expect(summary.exitCode).toBe(0);
  });

  test('an update erases nothing, though the API clears the fields that are left out', async () => {
    const bench = await openBench(
      [{ externalId: 'j-1', name: 'Jane Roe', phone: '', 'metaData.plan': 'gold' }],
      {
        sandbox: { faults: { updateClears: true } },
      },
    );
    const there = {
      ...JANE,
      phone: '+2348012345678',
      description: 'since 2019',
      address: { street: '1 Broad St', city: 'Lagos' },
      metaData: { tier: 3, plan: 'silver' },
    };
    const { uid } = await addCustomer(bench.sandbox, there);
    const { rows } = await bench.run();
    expect(rows[0]).toMatchObject({ bulk_status: 'updated', bulk_uid: uid, bulk_matched_by: 'externalId' });
    expect(bench.sandbox.snapshot().customers).toMatchObject([
      { ...there, name: 'Jane Roe', metaData: { tier: 3, plan: 'gold' } },
    ]);
  });

  test('mode update skips who is not there, and updates who is', async () => {
    const bench = await openBench(makeCustomers(2));
    await addCustomer(bench.sandbox, { name: 'Old', externalId: 'c-2', email: 'c2@example.com' });
    const { rows } = await bench.run({ mode: 'update' });
    expect(rows.map((row) => [row['bulk_status'], row['bulk_error_code']])).toEqual([
      ['skipped', 'not_found'],
      ['updated', ''],
    ]);
    expect(bench.sandbox.snapshot().customers.map(({ name }) => name)).toEqual(['Customer 2']);
  });

  test('mode create leaves who is there alone, address included', async () => {
    const bench = await openBench(makeCustomers(2));
    await addCustomer(bench.sandbox, { name: 'Old', externalId: 'c-2', email: 'c2@example.com' });
    const { rows } = await bench.run({ mode: 'create', provisionAddress: true });
    expect(rows.map((row) => [row['bulk_status'], row['bulk_address_status']])).toEqual([
      ['created', 'created'],
      ['exists', ''],
    ]);
    expect(bench.sandbox.snapshot().customers[0]?.name).toBe('Old');
    expect(bench.sandbox.stats().addresses).toBe(1);
  });

  test('an update of a customer that is gone by then fails, and names the code', async () => {
    const bench = await openBench([JANE], {
      proxy: ({ label }) =>
        label.startsWith('POST /api/v1/customers/')
          ? { status: 404, body: { message: 'Customer not found' } }
          : 'pass',
    });
    await addCustomer(bench.sandbox, { ...JANE, name: 'Old' });
    const { rows } = await bench.run();
    expect(rows[0]).toMatchObject({
      bulk_status: 'failed',
      bulk_error_code: 'api_not_found',
      bulk_http_status: '404',
    });
  });
});

/** A customer that is there, and that the run's listing did not show: as if it were made right after. */
async function openHidden(
  alreadyExists: AlreadyExistsForm,
  there: Record<string, string>,
): Promise<ImportBench> {
  let isListed = false;
  const bench = await openBench([JANE], {
    sandbox: {
      faults: { alreadyExists, recordRequests: 100 },
      seedCustomers: [{ ...there, name: there['name'] ?? '', createdAt: '2026-01-01T00:00:00.000Z' }],
    },
    proxy: ({ label }) => {
      if (label !== 'GET /api/v1/customers' || isListed) return 'pass';
      isListed = true;
      return { status: 200, body: { status: 'success', page: 1, totalPages: 1, data: [] } };
    },
  });
  return bench;
}

const FORMS: readonly AlreadyExistsForm[] = [
  '409',
  '400',
  '422',
  '200',
  '422-error-object',
  '400-html',
  '409-empty',
];

describe.each(FORMS)('a customer made behind the back of the run, "already exists" told as %s', (form) => {
  test('is updated in mode upsert', async () => {
    const bench = await openHidden(form, { ...JANE, name: 'Other' });
    const { rows } = await bench.run({ provisionAddress: true });
    expect(rows[0]).toMatchObject({
      bulk_status: 'updated',
      bulk_matched_by: 'externalId',
      bulk_address_status: 'created',
    });
    const { requests, customers, duplicates } = bench.sandbox.stats();
    expect(requests).toMatchObject({
      'POST /customers': 1,
      'POST /customers/{uid}': 1,
      'POST /addresses': 1,
    });
    expect([customers, duplicates]).toEqual([1, NO_DUPLICATES]);
    expect(bench.sandbox.snapshot().customers[0]?.name).toBe('Jane Doe');
  });

  test('is unchanged where it says the same, and its address is looked for before one is asked for', async () => {
    const bench = await openHidden(form, JANE);
    const { rows } = await bench.run({ provisionAddress: true });
    expect(rows[0]).toMatchObject({ bulk_status: 'unchanged', bulk_address_status: 'created' });
    expect(bench.sandbox.stats().requests).not.toHaveProperty('POST /customers/{uid}');
    expect(
      bench.sandbox.requests().map(({ method, path }) => `${method} ${path.split('?')[0] ?? ''}`),
    ).toEqual([
      'GET /api/v1/auth',
      'GET /api/v1/accounts/wallet-a/sub-accounts',
      'POST /api/v1/customers',
      // The answer 200 has the record in it.
      ...(form === '200' ? [] : ['GET /api/v1/customers']),
      'GET /api/v1/addresses',
      // The wallet has no address yet, whose owner the API could have lost.
      'GET /api/v1/addresses',
      'POST /api/v1/addresses',
      // The list of the newest, for comparison.
      'GET /api/v1/addresses',
    ]);
  });

  test('is left alone in mode create', async () => {
    const bench = await openHidden(form, { ...JANE, name: 'Other' });
    const { rows } = await bench.run({ mode: 'create', provisionAddress: true });
    expect(rows[0]).toMatchObject({ bulk_status: 'exists', bulk_address_status: '' });
    expect(bench.sandbox.snapshot().customers).toMatchObject([{ name: 'Other' }]);
    expect(bench.sandbox.stats().addresses).toBe(0);
  });

  test('is a conflict where only the email is the same', async () => {
    const bench = await openHidden(form, { ...JANE, externalId: 'somebody-else' });
    const { rows } = await bench.run();
    expect(rows[0]).toMatchObject({
      bulk_status: 'conflict',
      bulk_error_code: 'keys_disagree',
      bulk_uid: '',
    });
    expect(bench.sandbox.stats()).toMatchObject({ customers: 1, duplicates: NO_DUPLICATES });
  });
});

describe('refusals', () => {
  test.each([400, 404, 405, 413, 422])('%i is sent once, and the other rows go on', async (status) => {
    const bench = await openBench(makeCustomers(4), {
      proxy: ({ label, body }) =>
        label === 'POST /api/v1/customers' && body['externalId'] === 'c-2'
          ? { status, body: { message: 'phone is not right' } }
          : 'pass',
    });
    const { rows, summary, events } = await bench.run();
    expect(countBy(rows, 'bulk_status')).toEqual({ created: 3, failed: 1 });
    expect(rows[1]).toMatchObject({
      bulk_error_code: 'api_rejected',
      bulk_error: 'phone is not right',
      bulk_http_status: String(status),
      bulk_attempts: '1',
    });
    const creates = events.filter((event) => event.type === 'request' && event.route === 'POST /customers');
    expect(creates).toHaveLength(4);
    expect(summary.exitCode).toBe(1);
  });

  test.each(['status-message', 'message', 'error', 'error-object', 'html', 'empty'] as const)(
    'an error in the form %s becomes one readable line',
    async (errorEnvelope) => {
      const bench = await openBench([JANE], { sandbox: { faults: { errorEnvelope } } });
      // A missing wallet is reported before the first customer is created.
      const { summary } = await bench.run({ provisionAddress: true, accountId: 'missing-wallet' });
      expect(summary.stopped?.reason).toBe('account_unknown');
      // It would stop again at once: another wallet must be named.
      expect(summary).toMatchObject({ exitCode: 2, resume: null, counts: { pending: 1 } });
      const error = summary.stopped?.message ?? '';
      expect(error).toMatch(errorEnvelope === 'empty' ? /HTTP 404 Not Found/ : /Account not found|404/);
      expect(error).not.toMatch(/[<>\n]/);
      expect(bench.sandbox.snapshot().customers).toEqual([]);
    },
  );

  test('an update that meets "already exists" is a refusal, and is not looked up', async () => {
    const bench = await openBench([JANE], {
      proxy: ({ label }) =>
        label.startsWith('POST /api/v1/customers/')
          ? { status: 409, body: { message: 'email is taken' } }
          : 'pass',
    });
    await addCustomer(bench.sandbox, { ...JANE, name: 'Old' });
    const { rows } = await bench.run();
    expect(rows[0]).toMatchObject({
      bulk_status: 'failed',
      bulk_error_code: 'api_rejected',
      bulk_error: 'email is taken',
    });
  });
});
