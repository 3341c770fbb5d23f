/** A worker whose connections are reset. */
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
} from './bench.js';
import { openLink } from './link.js';

const ROWS = 30;
const toPostgres = usePostgres();
const SLOW = { options: { rate: 30 } };

it('only the worker that has the run is cut from PostgreSQL: another one ends the run, and it learns that', async () => {
  const postgres = toPostgres();
  const bench = await openFleetBench(postgres, ROWS, SLOW);
  const link = await openLink({ path: postgres.path });
  const url = `postgres://postgres@127.0.0.1:${link.port}/postgres`;
  const first = await startBlocked(bench, { url, ttlMs: SHORT_TTL_MS });
  link.cut();
  first.unblock();
  await bench.finish();
  const { total } = bench.sandbox.stats();
  link.restore();
  await first.ended;
  expect(first.said.at(-1)).toMatchObject({ word: 'error', name: 'RunTaken' });
  expect(bench.sandbox.stats().total).toBe(total);
  await expectOnce(bench, ROWS);
  expect(countCreates(bench.sandbox)).toEqual({ customers: ROWS, addresses: ROWS });
});

it('only the vendor is cut from the worker, for longer than the lease: it keeps the run and ends it', async () => {
  const bench = await openFleetBench(toPostgres(), ROWS, SLOW);
  const baseUrl = new URL(bench.sandbox.url);
  const link = await openLink({ host: baseUrl.hostname, port: Number(baseUrl.port) });
  baseUrl.port = String(link.port);
  const worker = await startBlocked(bench, { baseUrl: baseUrl.href, ttlMs: SHORT_TTL_MS });
  link.cut();
  worker.unblock();
  await waitForRenewals(bench, 2);
  link.restore();
  await worker.waitFor('ended');
  expect(await countTakes(bench)).toBe(1);
  await expectOnce(bench, ROWS);
});
