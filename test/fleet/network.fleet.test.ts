/** A worker whose network is cut: its cables are pulled, so that packets vanish, or its connections are reset. */
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it, type TestContext } from 'vitest';
import {
  countCreates,
  countTakes,
  expectOnce,
  openFleetBench,
  SHORT_TTL_MS,
  usePostgres,
  type FleetBench,
} from './bench.js';
import { openLink } from './link.js';
import { forward, openNetwork, type Network } from './network.js';

const ROWS = 30;
const TTL_MS = 2000;
const toPostgres = usePostgres();
const SLOW = { options: { rate: 30, timeout: 2 } };

function mustOpenNetwork(context: TestContext): Network {
  const network = openNetwork();
  return network ?? context.skip('This user may make no network namespace: run as root, with CAP_NET_ADMIN.');
}

async function startInside(bench: FleetBench, network: Network) {
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
  return bench.startWorker({ command: network.command, url, baseUrl: vendor.href, ttlMs: TTL_MS });
}

it('the cable to PostgreSQL is pulled: another worker ends the run, and this one sends nothing more', async (context) => {
  const network = mustOpenNetwork(context);
  const bench = await openFleetBench(toPostgres(), ROWS, SLOW);
  const first = await startInside(bench, network);
  await first.waitFor('sending');
  network.cables[0].pull();
  await bench.finish();
  const { total } = bench.sandbox.stats();
  network.cables[0].plug();
  await first.ended;
  expect(first.said.at(-1)).toMatchObject({ word: 'error', name: 'RunTaken' });
  expect(bench.sandbox.stats().total).toBe(total);
  await expectOnce(bench, ROWS);
  expect(countCreates(bench.sandbox)).toEqual({ customers: ROWS, addresses: ROWS });
});

it('the cable to the vendor is pulled for longer than the lease: this worker keeps the run and ends it', async (context) => {
  const network = mustOpenNetwork(context);
  const bench = await openFleetBench(toPostgres(), ROWS, SLOW);
  const first = await startInside(bench, network);
  await first.waitFor('sending');
  const second = bench.startWorker();
  network.cables[1].pull();
  await delay(2 * TTL_MS);
  network.cables[1].plug();
  await first.waitFor('ended');
  await second.waitFor('ended_before');
  expect(await countTakes(bench)).toBe(1);
  await expectOnce(bench, ROWS);
});

it('only the worker that has the run is cut from PostgreSQL: another one ends the run, and it learns that', async () => {
  const postgres = toPostgres();
  const bench = await openFleetBench(postgres, ROWS, SLOW);
  const link = await openLink({ path: postgres.path });
  const url = `postgres://postgres@127.0.0.1:${link.port}/postgres`;
  const first = bench.startWorker({ url, ttlMs: SHORT_TTL_MS });
  await first.waitFor('sending');
  link.cut();
  await bench.finish();
  const { total } = bench.sandbox.stats();
  link.restore();
  await first.ended;
  expect(first.said.at(-1)).toMatchObject({ word: 'error', name: 'RunTaken' });
  expect(bench.sandbox.stats().total).toBe(total);
  await expectOnce(bench, ROWS);
  expect(countCreates(bench.sandbox)).toEqual({ customers: ROWS, addresses: ROWS });
});

it('only the vendor is cut from the worker, for longer than the lease: no other one takes the run', async () => {
  const bench = await openFleetBench(toPostgres(), ROWS, SLOW);
  const baseUrl = new URL(bench.sandbox.url);
  const link = await openLink({ host: baseUrl.hostname, port: Number(baseUrl.port) });
  baseUrl.port = String(link.port);
  const first = bench.startWorker({ baseUrl: baseUrl.href });
  await first.waitFor('sending');
  const second = bench.startWorker();
  link.cut();
  await delay(4000);
  link.restore();
  await first.waitFor('ended');
  await second.waitFor('ended_before');
  expect(await countTakes(bench)).toBe(1);
  await expectOnce(bench, ROWS);
});
