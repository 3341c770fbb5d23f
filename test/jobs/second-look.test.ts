/** Another program makes the same customer an address between the look and the request of this run. */
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
