/** A worker whose cables are pulled, so that packets vanish. Run where a network namespace can be made. */
import { expect, it } from 'vitest';
import {
  countCreates,
  countTakes,
  expectOnce,
  openFleetBench,
  SHORT_TTL_MS,
  startBlocked,
  usePostgres,
  waitForRenewals,
  type BlockedWorker,
  type FleetBench,
} from './bench.js';
import { openLink } from './link.js';
import { forward, openNetwork, type Network } from './network.js';

const ROWS = 30;
const toPostgres = usePostgres();
const SLOW = { options: { rate: 30 } };

/** In the middle of its run. */
async function startInside(bench: FleetBench, network: Network): Promise<BlockedWorker> {
  const [toDatabase, toVendor] = network.cables;
  const { path } = toPostgres();
  const vendor = new URL(bench.sandbox.url);
  const [database, customers] = await Promise.all([
    openLink({ path }, toDatabase.host),
    openLink({ host: vendor.hostname, port: Number(vendor.port) }, toVendor.host),
  ]);
  const url = `postgres://postgres@${toDatabase.host}:${database.port}/postgres`;
  // Without TLS a vendor is on loopback.
  vendor.port = String(await forward(network, toVendor.host, customers.port));
  return startBlocked(bench, { command: network.command, url, baseUrl: vendor.href, ttlMs: SHORT_TTL_MS });
}

it('the cable to PostgreSQL is pulled: another worker ends the run, and this one sends nothing more', async () => {
  const network = openNetwork();
  const bench = await openFleetBench(toPostgres(), ROWS, SLOW);
  const first = await startInside(bench, network);
  network.cables[0].pull();
  first.unblock();
  await bench.finish();
  const { total } = bench.sandbox.stats();
  network.cables[0].plug();
  await first.ended;
  expect(first.said.at(-1)).toMatchObject({ word: 'error', name: 'RunTaken' });
  expect(bench.sandbox.stats().total).toBe(total);
  await expectOnce(bench, ROWS);
  expect(countCreates(bench.sandbox)).toEqual({ customers: ROWS, addresses: ROWS });
});

it('the cable to the vendor is pulled for longer than the lease: this worker keeps the run and ends it', async () => {
  const network = openNetwork();
  const bench = await openFleetBench(toPostgres(), ROWS, SLOW);
  const worker = await startInside(bench, network);
  network.cables[1].pull();
  worker.unblock();
  await waitForRenewals(bench, 2);
  network.cables[1].plug();
  await worker.waitFor('ended');
  expect(await countTakes(bench)).toBe(1);
  await expectOnce(bench, ROWS);
});
