import { expect, test } from 'vitest';
import type { SandboxFaults } from '../../src/sandbox/index.js';
import { addCustomer, ask } from '../sandbox/support.js';
import { makeCustomers, openBench, type ImportBench } from '../support/run-import.js';
import { addSubAccount, runAgain, runTruly, toAddressStatuses } from './truth.js';

const ROWS = 6;
const provisionAddress = true;
const assets = ['BTC', 'USDT'];

/** A bench whose first three customers are there, each with a USDT address at the path. */
async function openWithUsdt(faults: Partial<SandboxFaults>, path = '/addresses'): Promise<ImportBench> {
  const bench = await openBench(makeCustomers(ROWS), { sandbox: { faults: { assets, ...faults } } });
  const subId = path === '/addresses' ? '' : await addSubAccount(bench);
  for (let n = 1; n <= 3; n += 1) {
    const key = { externalId: `c-${n}`, name: `Customer ${n}`, email: `c${n}@example.com` };
    const { uid: customerId } = await addCustomer(bench.sandbox, key);
    const body = {
      label: `c-${n}`,
      asset: 'USDT',
      customerId,
      ...(subId === '' ? { accountId: 'wallet-a' } : {}),
    };
    expect((await ask(bench.sandbox, `POST ${path.replace('{subId}', subId)}`, body)).status).toBe(200);
  }
  return bench;
}

test.each<Partial<SandboxFaults>>([
  { ignoredFilters: ['asset'] },
  { ignoredFilters: ['asset'], echoCustomerId: false },
  {},
])('an address of another asset is never taken: %j', async (faults) => {
  const bench = await openWithUsdt(faults);
  expect(toAddressStatuses(await runTruly(bench, { provisionAddress }))).toEqual({ created: ROWS });
  expect(toAddressStatuses(await runAgain(bench, { provisionAddress }))).toEqual({ existing: ROWS });
  const { addresses } = bench.sandbox.snapshot();
  expect(addresses.filter(({ asset }) => asset === 'USDT')).toHaveLength(3);
});

test.each<Partial<SandboxFaults>>([
  {},
  { ignoredFilters: ['asset'] },
  { ignoredFields: ['subAccountAddress.customerId'] },
])('nor is one in the same sub-account: %j', async (faults) => {
  const bench = await openWithUsdt(faults, '/accounts/wallet-a/sub-accounts/{subId}/addresses');
  const subAccountId = bench.sandbox.snapshot().subAccounts[0]?.uid;
  const flags = { provisionAddress, subAccountId };
  expect(toAddressStatuses(await runTruly(bench, flags))).toEqual({ created: ROWS });
  expect(toAddressStatuses(await runAgain(bench, flags))).toEqual({ existing: ROWS });
});

test('an address of another asset than Bitcoin is asked for without addressType', async () => {
  const bench = await openWithUsdt({ recordRequests: 1000 });
  const flags = { provisionAddress, asset: 'USDT' };
  const first = await runTruly(bench, flags, { asset: 'USDT' });
  expect(toAddressStatuses(first)).toEqual({ existing: 3, created: 3 });
  const asked = bench.sandbox
    .requests()
    .filter((one) => one.method === 'POST' && one.path.endsWith('/addresses'));
  expect(asked).toHaveLength(3);
  for (const { body } of asked) expect(body).not.toHaveProperty('addressType');
  expect(toAddressStatuses(await runAgain(bench, flags, { asset: 'USDT' }))).toEqual({ existing: ROWS });
});

test.each<Partial<SandboxFaults>>([
  { ignoredFilters: ['asset', 'customerId'] },
  { ignoredFilters: ['asset', 'customerId'], echoCustomerId: false },
  { ignoredFilters: ['customerId', 'subAccountId'], sparseAnswers: true },
])('no customer gets the address of another: %j', async (faults) => {
  const bench = await openWithUsdt(faults);
  const { rows } = await runTruly(bench, { provisionAddress });
  expect(rows.filter((row) => row['bulk_address_status'] === 'existing')).toEqual([]);
  await runAgain(bench, { provisionAddress });
});
