import { describe, expect, test } from 'vitest';
import { addCustomer } from '../sandbox/support.js';
import { makeCustomers, openBench, type Flags } from '../support/run-import.js';
import { listLive } from './row-fields.js';
import { addSubAccount, runAgain, runTruly, runTwice, toAddressStatuses, toStatuses } from './truth.js';

const ROWS = 8;
const more = () => ({ 'address.city': 'Lagos', 'metaData.plan': 'gold' });

describe.each(['data', 'array', 'named', 'bare'] as const)('records in the envelope %s', (recordEnvelope) => {
  const sandbox = { faults: { recordEnvelope } };

  test.each<[string, Flags]>([
    ['the wallet', {}],
    ['own sub-accounts', { subAccount: 'per-customer' }],
  ])('are read: new customers, and addresses of %s', async (_, flags) => {
    const bench = await openBench(makeCustomers(ROWS, more), { sandbox });
    const { first, second } = await runTwice(bench, { provisionAddress: true, ...flags });
    expect(toStatuses(first)).toEqual({ created: ROWS });
    expect(toAddressStatuses(first)).toEqual({ created: ROWS });
    expect(toStatuses(second)).toEqual({ unchanged: ROWS });
    expect(toAddressStatuses(second)).toEqual({ existing: ROWS });
  });

  test('are read: addresses of a shared sub-account', async () => {
    const bench = await openBench(makeCustomers(ROWS, more), { sandbox });
    const flags = { provisionAddress: true, subAccountId: await addSubAccount(bench) };
    expect(toAddressStatuses(await runTruly(bench, flags))).toEqual({ created: ROWS });
    expect(toAddressStatuses(await runAgain(bench, flags))).toEqual({ existing: ROWS });
  });

  test('are read: updates, a plan that is carried out, and its undo', async () => {
    const bench = await openBench(makeCustomers(ROWS, more));
    for (let n = 1; n <= 4; n += 1)
      await addCustomer(bench.sandbox, { externalId: `c-${n}`, name: `Old ${n}` });
    bench.sandbox.configure(sandbox.faults);
    await runTruly(bench, { dryRun: true, runId: 'one' });
    expect(toStatuses(await bench.apply('one'))).toEqual({ updated: 4, created: 4 });
    expect(toStatuses(await bench.undo('one', { deleteCreated: true }))).toEqual({ updated: 4, deleted: 4 });
    expect(listLive(bench.sandbox.snapshot()).map(({ name }) => name)).toEqual([
      'Old 1',
      'Old 2',
      'Old 3',
      'Old 4',
    ]);
  });
});
