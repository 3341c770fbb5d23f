import { describe, expect, test } from 'vitest';
import { liveCredential } from '../../src/sandbox/index.js';
import { addCustomer, ask, type Answer } from '../sandbox/support.js';
import { countBy, makeCustomers, NO_DUPLICATES, openBench } from '../support/run-import.js';

describe('an address for each row', () => {
  test('is asked for after the customer, without a look where this run has just made it', async () => {
    const bench = await openBench(makeCustomers(3), { sandbox: { faults: { recordRequests: 100 } } });
    const { rows, summary } = await bench.run({
      provisionAddress: true,
      concurrency: 1,
      addressLabel: 'of {name}',
    });
    expect(countBy(rows, 'bulk_status')).toEqual({ created: 3 });
    expect(summary.addresses).toEqual({ created: 3, existing: 0, failed: 0 });
    expect(
      bench.sandbox.requests().map(({ method, path }) => `${method} ${path.split('?')[0] ?? ''}`),
    ).toEqual([
      'GET /api/v1/auth',
      // Whether the wallet is there.
      'GET /api/v1/accounts/wallet-a/sub-accounts',
      'GET /api/v1/customers',
      ...Array.from({ length: 3 }, () => ['POST /api/v1/customers', 'POST /api/v1/addresses']).flat(),
      // They are compared with the list of the newest.
      'GET /api/v1/addresses',
    ]);
    const { addresses } = bench.sandbox.snapshot();
    expect(rows.map((row) => row['bulk_address'])).toEqual(addresses.map(({ address }) => address));
    expect(rows.map((row) => row['bulk_address_uid'])).toEqual(addresses.map(({ uid }) => uid));
    expect(addresses).toMatchObject([
      {
        label: 'of Customer 1',
        accountId: 'wallet-a',
        addressType: 'segwit',
        customerId: rows[0]?.['bulk_uid'],
      },
      { label: 'of Customer 2' },
      { label: 'of Customer 3' },
    ]);
  });

  test.each(['segwit', 'wrappedsegwit', 'legacy'] as const)('of the type %s', async (addressType) => {
    const bench = await openBench(makeCustomers(1));
    await bench.run({ provisionAddress: true, addressType });
    expect(bench.sandbox.snapshot().addresses).toMatchObject([{ addressType }]);
  });

  test.each([true, false])(
    'that is there already is taken (customerId echoed: %s)',
    async (echoCustomerId) => {
      const bench = await openBench(makeCustomers(4), { sandbox: { faults: { echoCustomerId } } });
      const first = await bench.run({ provisionAddress: true });
      bench.sandbox.resetStats();
      const second = await bench.run({ provisionAddress: true });
      expect(countBy(second.rows, 'bulk_status')).toEqual({ unchanged: 4 });
      expect(countBy(second.rows, 'bulk_address_status')).toEqual({ existing: 4 });
      expect(second.rows.map((row) => row['bulk_address'])).toEqual(
        first.rows.map((row) => row['bulk_address']),
      );
      expect(bench.sandbox.stats().requests).toEqual({
        'GET /auth': 1,
        'GET /accounts/{uid}/sub-accounts': 1,
        'GET /customers': 1,
        // Without an owner's name in them, it is asked once whether the list keeps to its filter.
        // And all are compared with the list of the newest.
        'GET /addresses': echoCustomerId ? 5 : 6,
      });
    },
  );

  test('is not taken from a list that gives addresses of any customer', async () => {
    const bench = await openBench(makeCustomers(2), {
      sandbox: { faults: { echoCustomerId: false } },
      proxy: async ({ label }) => {
        if (label !== 'GET /api/v1/addresses') return 'pass';
        const { status, text } = await ask(bench.sandbox, 'GET /addresses');
        return { status, body: JSON.parse(text) as unknown };
      },
    });
    await bench.run({ provisionAddress: true });
    const { rows } = await bench.run({ provisionAddress: true });
    expect(countBy(rows, 'bulk_status')).toEqual({ failed: 2 });
    expect(rows.map((row) => row['bulk_address'])).toEqual(['', '']);
    expect(bench.sandbox.stats().duplicates).toEqual(NO_DUPLICATES);
  });

  test('a change address, and one of another wallet, do not count as there', async () => {
    const bench = await openBench(makeCustomers(1));
    const { uid } = await addCustomer(bench.sandbox, {
      name: 'Customer 1',
      externalId: 'c-1',
      email: 'c1@example.com',
    });
    const body = { label: 'x', asset: 'BTC', customerId: uid };
    await ask(bench.sandbox, 'POST /addresses', { ...body, accountId: 'wallet-a', isChangeAddress: true });
    await ask(bench.sandbox, 'POST /addresses', { ...body, accountId: 'wallet-b' });
    const { rows } = await bench.run({ provisionAddress: true });
    expect(rows[0]).toMatchObject({ bulk_status: 'unchanged', bulk_address_status: 'created' });
    expect(bench.sandbox.stats().addresses).toBe(3);
  });

  test('the column provisionAddress has the last word in both directions', async () => {
    const bench = await openBench(
      makeCustomers(3, (number) => ({ provisionAddress: ['yes', 'no', ''][number - 1] ?? '' })),
    );
    const without = await bench.run();
    expect(without.rows.map((row) => row['bulk_address_status'])).toEqual(['created', '', '']);
    const withFlag = await bench.run({ provisionAddress: true });
    expect(withFlag.rows.map((row) => row['bulk_address_status'])).toEqual(['existing', '', 'created']);
  });

  test('the column subAccountId says under which sub-account; the option where it is empty', async () => {
    const bench = await openBench([]);
    const makeSub = async (externalId: string): Promise<string> => {
      const body = { name: externalId, externalId, metaData: {} };
      return (await ask(bench.sandbox, 'POST /accounts/wallet-a/sub-accounts', body)).body.data.uid;
    };
    const [one, two] = [await makeSub('s-1'), await makeSub('s-2')];
    const customers = makeCustomers(2, (number) => ({ subAccountId: number === 1 ? one : '' }));
    const other = await openBench(customers, {
      proxy: async ({ label, path, body }) => {
        const [method = 'GET'] = label.split(' ');
        const answer = await ask(
          bench.sandbox,
          `${method} ${path.replace('/api/v1', '')}`,
          method === 'GET' ? undefined : body,
        );
        return { status: answer.status, body: answer.body };
      },
    });
    const { rows } = await other.run({ provisionAddress: true, subAccountId: two });
    expect(countBy(rows, 'bulk_address_status')).toEqual({ created: 2 });
    expect(
      bench.sandbox
        .snapshot()
        .addresses.map(({ subAccountId }) => subAccountId)
        .sort(),
    ).toEqual([one, two].sort());
    expect(bench.sandbox.stats().requests).not.toHaveProperty('POST /addresses');
  });
});

describe('an address request without an answer', () => {
  test('whose effect came is found by looking: one address each', async () => {
    const bench = await openBench(makeCustomers(10), {
      sandbox: { faults: { faultsOn: ['POST /addresses'], cutAfterEvery: 2 } },
    });
    const { rows } = await bench.run({ provisionAddress: true, concurrency: 4 });
    expect(countBy(rows, 'bulk_status')).toEqual({ created: 10 });
    expect(countBy(rows, 'bulk_address_status')).toEqual({ created: 10 });
    expect(bench.sandbox.stats()).toMatchObject({
      addresses: 10,
      duplicates: NO_DUPLICATES,
      requests: { 'POST /addresses': 10 },
    });
    expect(new Set(rows.map((row) => row['bulk_address'])).size).toBe(10);
  });

  test('whose effect did not come is sent again only after it was seen twice that none is there', async () => {
    const seen: string[] = [];
    const bench = await openBench(makeCustomers(1), {
      proxy: ({ label, nth }) => {
        if (label.endsWith('/addresses')) seen.push(label.split(' ')[0] ?? '');
        return label === 'POST /api/v1/addresses' && nth === 1 ? 'cut' : 'pass';
      },
    });
    const { rows } = await bench.run({ provisionAddress: true });
    expect(rows[0]).toMatchObject({
      bulk_status: 'created',
      bulk_address_status: 'created',
      bulk_attempts: '3',
    });
    expect(seen.slice(0, 3)).toEqual(['POST', 'GET', 'GET']);
    expect(seen.filter((method) => method === 'POST')).toHaveLength(2);
    expect(bench.sandbox.stats().addresses).toBe(1);
  });

  test('that never succeeds fails, and the customer stays named', async () => {
    const bench = await openBench(makeCustomers(1), {
      sandbox: { faults: { faultsOn: ['POST /addresses'], errorRate: 1 } },
    });
    const { rows } = await bench.run({ provisionAddress: true });
    expect(rows[0]).toMatchObject({
      bulk_status: 'failed',
      bulk_error_code: 'address_failed',
      bulk_address_status: 'failed',
      bulk_address: '',
      bulk_uid: bench.sandbox.snapshot().customers[0]?.uid,
    });
  });
});

test.each([{}, { subAccount: 'per-customer' } as const])(
  'an address whose request took effect after it was looked for in vain is found before the next request: %j',
  async (more) => {
    let path = '';
    let body: Readonly<Record<string, unknown>> | undefined;
    let looks = 0;
    const bench = await openBench(makeCustomers(1), {
      proxy: async (request) => {
        if (request.label.startsWith('POST') && request.label.endsWith('/addresses')) {
          ({ path, body } = request);
          return 'cut';
        }
        if (body === undefined || !/^\/api\/v1\/addresses\?.*customerId=/.test(request.path)) return 'pass';
        looks += 1;
        // After two looks it is believed not to be there.
        if (looks === 3) await ask(bench.sandbox, `POST ${path.replace('/api/v1', '')}`, body);
        return 'pass';
      },
    });
    const { rows } = await bench.run({ provisionAddress: true, ...more });
    expect(rows).toMatchObject([{ bulk_status: 'created', bulk_address_status: 'created' }]);
    expect(bench.sandbox.stats()).toMatchObject({ addresses: 1, duplicates: NO_DUPLICATES });
    expect(looks).toBeGreaterThanOrEqual(3);
  },
);

describe('a bad address', () => {
  test.each(['checksum', 'wrong-network'] as const)(
    '(%s) fails the row and is never written',
    async (badAddress) => {
      const bench = await openBench(makeCustomers(2), { sandbox: { faults: { badAddress } } });
      const first = await bench.run({ provisionAddress: true });
      expect(countBy(first.rows, 'bulk_status')).toEqual({ failed: 2 });
      const { addresses, customers } = bench.sandbox.snapshot();
      for (const row of first.rows) {
        expect(row).toMatchObject({
          bulk_error_code: 'address_invalid',
          bulk_address_status: 'failed',
          bulk_address: '',
          bulk_address_uid: '',
        });
        expect(customers.map(({ uid }) => uid)).toContain(row['bulk_uid']);
        for (const { address } of addresses) expect(Object.values(row)).not.toContain(address);
      }
      expect(first.summary.addresses).toEqual({ created: 0, existing: 0, failed: 2 });
      // Imported again, it is seen as bad again, and no other is asked for.
      const second = await bench.run({ provisionAddress: true });
      expect(countBy(second.rows, 'bulk_error_code')).toEqual({ address_invalid: 2 });
      expect(bench.sandbox.stats().addresses).toBe(2);
    },
  );

  test('that another row has already is not written a second time', async () => {
    let given: Promise<Answer> | undefined;
    const bench = await openBench(makeCustomers(2), {
      sandbox: { faults: { echoCustomerId: false } },
      proxy: async ({ label, body }) => {
        if (label !== 'POST /api/v1/addresses') return 'pass';
        given ??= ask(bench.sandbox, 'POST /addresses', body);
        const data = Object.assign({}, (await given).body.data, { label: body['label'] });
        return { status: 200, body: { status: 'success', data } };
      },
    });
    const { rows } = await bench.run({ provisionAddress: true });
    expect(countBy(rows, 'bulk_status')).toEqual({ created: 1, failed: 1 });
    expect(countBy(rows, 'bulk_error_code')).toEqual({ '': 1, address_invalid: 1 });
    expect(rows.filter((row) => row['bulk_address'] !== '')).toHaveLength(1);
  });

  test('in LIVE mode must be of the main network', async () => {
    const bench = await openBench(makeCustomers(1));
    const good = await bench.run({ provisionAddress: true, live: true }, { token: liveCredential.token });
    expect(good.rows[0]?.['bulk_address']).toMatch(/^bc1/);
    expect(good.summary.mode).toBe('LIVE');
  });
});
