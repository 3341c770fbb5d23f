import { describe, expect, test } from 'vitest';
import { countBy, makeCustomers, NO_DUPLICATES, openBench } from '../support/run-import.js';

const PER_CUSTOMER = { provisionAddress: true, subAccount: 'per-customer' } as const;

describe('--sub-account per-customer', () => {
  test('makes one for each customer, named after its uid, and the address under it', async () => {
    const bench = await openBench(makeCustomers(3));
    const { rows } = await bench.run(PER_CUSTOMER);
    expect(countBy(rows, 'bulk_status')).toEqual({ created: 3 });
    const { addresses, subAccounts } = bench.sandbox.snapshot();
    const uids = rows.map((row) => row['bulk_uid']);
    expect(subAccounts.map(({ externalId }) => externalId).sort()).toEqual(
      uids.map((uid) => `customer-${uid ?? ''}`).sort(),
    );
    for (const { uid, customerId } of subAccounts) {
      expect(addresses.filter(({ subAccountId }) => subAccountId === uid)).toMatchObject([{ customerId }]);
    }
    expect(bench.sandbox.stats().duplicates).toEqual(NO_DUPLICATES);
  });

  test('sends nothing but looks when it is run again', async () => {
    const bench = await openBench(makeCustomers(3));
    await bench.run(PER_CUSTOMER);
    bench.sandbox.resetStats();
    const { rows } = await bench.run(PER_CUSTOMER);
    expect(countBy(rows, 'bulk_address_status')).toEqual({ existing: 3 });
    expect(Object.keys(bench.sandbox.stats().requests).filter((label) => label.startsWith('POST'))).toEqual(
      [],
    );
  });

  test.each(['409', '400', '422', '200', '422-html'] as const)(
    'takes the sub-account that is there when only the address was missing (told as %s)',
    async (alreadyExists) => {
      let isBroken = true;
      const bench = await openBench(makeCustomers(2), {
        sandbox: { faults: { alreadyExists } },
        proxy: ({ label }) =>
          isBroken && label.startsWith('POST') && label.endsWith('/addresses')
            ? { status: 422, body: { message: 'label is not right' } }
            : 'pass',
      });
      const first = await bench.run(PER_CUSTOMER);
      expect(countBy(first.rows, 'bulk_error_code')).toEqual({ address_failed: 2 });
      isBroken = false;
      const second = await bench.run(PER_CUSTOMER);
      expect(countBy(second.rows, 'bulk_address_status')).toEqual({ created: 2 });
      expect(bench.sandbox.stats()).toMatchObject({
        subAccounts: 2,
        addresses: 2,
        duplicates: NO_DUPLICATES,
      });
    },
  );

  test('finds by looking the sub-accounts whose answers were cut', async () => {
    const bench = await openBench(makeCustomers(6), {
      sandbox: { faults: { faultsOn: ['POST /accounts/{uid}/sub-accounts'], cutAfterEvery: 2 } },
    });
    const { rows } = await bench.run(PER_CUSTOMER);
    expect(countBy(rows, 'bulk_address_status')).toEqual({ created: 6 });
    expect(bench.sandbox.stats()).toMatchObject({ subAccounts: 6, addresses: 6, duplicates: NO_DUPLICATES });
  });

  test('a row that names a sub-account of its own gets none made', async () => {
    const bench = await openBench(makeCustomers(1, () => ({ subAccountId: 'missing-sub' })));
    const { rows } = await bench.run(PER_CUSTOMER);
    expect(rows[0]).toMatchObject({ bulk_status: 'failed', bulk_error_code: 'address_failed' });
    expect(bench.sandbox.stats().subAccounts).toBe(0);
  });
});
