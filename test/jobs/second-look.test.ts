/** An address that one look does not show: made by another program meanwhile, or listed under a wrong label. */
import { expect, test } from 'vitest';
import { systemClock } from '../../src/core/clock.js';
import { ask } from '../sandbox/support.js';
import type { Decide } from '../support/proxy.js';
import { countBy, hurriedClock, makeCustomers, openBench, type ImportBench } from '../support/run-import.js';

test('a second address that another program made is reported with both uids', async () => {
  let lateMs = 0;
  const makeTwin: Decide = async ({ label, body }) => {
    if (label !== 'POST /api/v1/addresses' || (body as { label?: string }).label !== 'c-2')
      return 'pass' as const;
    await ask(bench.sandbox, 'POST /addresses', body);
    // More than a moment passes between the look of this run and its request.
    lateMs += 3000;
    return 'pass' as const;
  };
  const bench: ImportBench = await openBench(makeCustomers(3), { proxy: makeTwin });
  const clock = { ...hurriedClock, monotonic: () => systemClock.monotonic() + lateMs };
  const { rows } = await bench.run({ provisionAddress: true }, { clock });
  const twins = bench.sandbox.snapshot().addresses.filter(({ label }) => label === 'c-2');
  expect(twins).toHaveLength(2);
  expect(countBy(rows, 'bulk_address_status')).toEqual({ created: 2, failed: 1 });
  const twice = rows.find((line) => line['bulk_error_code'] === 'address_twice');
  expect(twice).toMatchObject({ externalId: 'c-2', bulk_address: '', bulk_address_uid: '' });
  for (const { uid } of twins) expect(twice?.['bulk_error']).toContain(uid);
});

test('an address without an answer is found by its customer where the list shows no owners and wrong labels', async () => {
  const seeds = [
    { name: 'Customer 1', externalId: 'c-1', email: 'c-1@example.com' },
    { name: 'Other One', externalId: 'other-1', email: 'other-1@example.org' },
    { name: 'Other Two', externalId: 'other-2', email: 'other-2@example.org' },
  ];
  const mislabel: Decide = ({ label, nth }) => {
    if (label === 'POST /api/v1/addresses') return nth === 1 ? 'cut_after' : 'pass';
    if (label !== 'GET /api/v1/addresses') return 'pass';
    return ({ body: answer }) => {
      const given = answer as { readonly data: readonly object[] };
      return { ...given, data: given.data.map((record) => ({ ...record, label: 'other-1' })) };
    };
  };
  const bench = await openBench(makeCustomers(3), {
    proxy: mislabel,
    sandbox: { seedCustomers: seeds, faults: { echoCustomerId: false } },
  });
  for (const { uid, externalId } of bench.sandbox.snapshot().customers) {
    if (externalId === 'c-1') continue;
    const body = { label: externalId, asset: 'BTC', customerId: uid, accountId: 'wallet-a' };
    await ask(bench.sandbox, 'POST /addresses', body);
  }
  await bench.run({ provisionAddress: true, concurrency: 1 });
  const owners = bench.sandbox.snapshot().addresses.map(({ customerId }) => customerId);
  expect(new Set(owners).size).toBe(owners.length);
});
