import { expect, test } from 'vitest';
import type { SandboxFaults } from '../../src/sandbox/index.js';
import { makeCustomers, openBench, type Fields } from '../support/run-import.js';
import { listLive } from './row-fields.js';
import { runAgain, runTruly, toStatuses } from './truth.js';

const ROWS = 4;
const BLANK: Fields = {
  email: '',
  phone: '',
  description: '',
  'address.city': '',
  'address.zipcode': '',
  'metaData.plan': '',
};
const seedCustomers = Array.from({ length: ROWS }, (_, at) => ({
  externalId: `c-${at + 1}`,
  name: `Customer ${at + 1}`,
  email: `old${at + 1}@example.com`,
  phone: '+2348012345678',
  description: 'since 2019',
  address: { street: '1 Broad Street', city: 'Lagos', zipcode: 10115 },
  metaData: { plan: 'gold', tier: 'one' },
}));

test.each<Partial<SandboxFaults>>([
  {},
  { refuseNull: true },
  { refuseEmptyText: true },
  { refuseNull: true, refuseEmptyText: true },
  { refuseNull: true, strictZip: true },
  { refuseEmptyText: true, zipcodeType: 'text' },
  { refuseNull: true, emptyBodies: 'writes' },
  { refuseNull: true, updateClears: false, zipcodeType: 'any' },
])('--blank clear clears the fields at a server with %j', async (faults) => {
  const bench = await openBench(
    makeCustomers(ROWS, () => BLANK),
    { sandbox: { faults, seedCustomers } },
  );
  const first = await runTruly(bench, { blank: 'clear' });
  expect(toStatuses(first)).toEqual({ updated: ROWS });
  for (const { email, phone, description, address, metaData } of listLive(bench.sandbox.snapshot())) {
    for (const value of [email, phone, description, address?.['city'], metaData?.['plan']]) {
      expect(value ?? '').toBe('');
    }
    expect(address?.['zipcode'] ?? '').toBe('');
    expect(address?.['street']).toBe('1 Broad Street');
    expect(metaData?.['tier']).toBe('one');
  }
  expect(toStatuses(await runAgain(bench, { blank: 'clear' }))).toEqual({ unchanged: ROWS });
});

test('an empty text is what is sent first', async () => {
  const bench = await openBench(
    makeCustomers(1, () => ({ phone: '' })),
    {
      sandbox: { faults: { recordRequests: 100 }, seedCustomers: seedCustomers.slice(0, 1) },
    },
  );
  await runTruly(bench, { blank: 'clear' });
  const sent = bench.sandbox.requests().filter(({ method }) => method === 'POST');
  expect(sent.map(({ body }) => body)).toMatchObject([{ phone: '' }]);
});
