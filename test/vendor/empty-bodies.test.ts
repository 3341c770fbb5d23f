import { describe, expect, test } from 'vitest';
import { makeCustomers, openBench, type Flags } from '../support/run-import.js';
import { addCustomer } from '../sandbox/support.js';
import { listLive } from './row-fields.js';
import { addSubAccount, runAgain, runTruly, runTwice, toAddressStatuses, toStatuses } from './truth.js';

const FORMS = ['creates', 'writes'] as const;

describe.each(FORMS)('empty answers to %s', (emptyBodies) => {
  const faults = { emptyBodies };

  test.each([200, 201, 202] as const)('with status %i: everyone is created once', async (createStatus) => {
    const bench = await openBench(
      makeCustomers(20, (n) => (n % 2 === 0 ? { email: '' } : {})),
      {
        sandbox: { faults: { ...faults, createStatus } },
      },
    );
    const { first, second } = await runTwice(bench, { concurrency: 32 });
    expect(toStatuses(first)).toEqual({ created: 20 });
    expect(toStatuses(second)).toEqual({ unchanged: 20 });
    expect(bench.sandbox.stats().requests['POST /customers']).toBeUndefined();
  });

  test('updates are updated, and unchanged in the next run', async () => {
    const bench = await openBench(makeCustomers(12));
    for (let n = 1; n <= 6; n += 1)
      await addCustomer(bench.sandbox, { externalId: `c-${n}`, name: `Old ${n}` });
    bench.sandbox.configure(faults);
    const { first, second } = await runTwice(bench);
    expect(toStatuses(first)).toEqual({ updated: 6, created: 6 });
    expect(toStatuses(second)).toEqual({ unchanged: 12 });
  });

  test.each<[string, Flags]>([
    ['the wallet', {}],
    ['own sub-accounts', { subAccount: 'per-customer' }],
  ])('addresses of %s are made once and named', async (_, flags) => {
    const bench = await openBench(makeCustomers(8), { sandbox: { faults } });
    const { first, second } = await runTwice(bench, { provisionAddress: true, ...flags });
    expect(toAddressStatuses(first)).toEqual({ created: 8 });
    expect(toAddressStatuses(second)).toEqual({ existing: 8 });
  });

  test('addresses of a shared sub-account are made once and named', async () => {
    const bench = await openBench(makeCustomers(8), { sandbox: { faults } });
    const flags = { provisionAddress: true, subAccountId: await addSubAccount(bench) };
    expect(toAddressStatuses(await runTruly(bench, flags))).toEqual({ created: 8 });
    expect(toAddressStatuses(await runAgain(bench, flags))).toEqual({ existing: 8 });
  });

  test('undo deletes everyone that was created', async () => {
    const bench = await openBench(makeCustomers(5), { sandbox: { faults } });
    await runTruly(bench, { runId: 'one' });
    expect(toStatuses(await bench.undo('one', { deleteCreated: true }))).toEqual({ deleted: 5 });
    expect(listLive(bench.sandbox.snapshot())).toEqual([]);
  });
});
