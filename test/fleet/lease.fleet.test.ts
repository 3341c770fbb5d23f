import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { takeLease, RunTaken, type Lease } from '../../src/fleet/lease.js';
import { openFleetBench, TTL_MS, usePostgres, type FleetBench } from './bench.js';

const toPostgres = usePostgres();

const take = ({ pool, runId }: FleetBench, holder: string, ttlMs = TTL_MS) =>
  takeLease(pool, { runId, holder, ttlMs });

async function mustTake(bench: FleetBench, holder: string, ttlMs?: number): Promise<Lease> {
  const taken = await take(bench, holder, ttlMs);
  if (taken.kind !== 'taken') throw new Error(`The run is ${taken.kind}.`);
  return taken.lease;
}

const RENEW = {
  text: `UPDATE bitpowr_bulk.runs SET expires_at = clock_timestamp() + interval '1 hour'
  WHERE id = $1 AND fence = $2 RETURNING id`,
};

it('of many that take a run at once, one has it, and the others hear that it is held', async () => {
  const bench = await openFleetBench(toPostgres(), 1);
  const takes = await Promise.all(Array.from({ length: 8 }, (_taker, at) => take(bench, `w-${at}`, 60_000)));
  expect(takes.filter(({ kind }) => kind === 'taken')).toHaveLength(1);
  const held = takes.filter((one) => one.kind === 'held');
  expect(held).toHaveLength(7);
  for (const { leftMs } of held) expect(leftMs).toBeGreaterThan(0);
});

it('who had a run before can write nothing more, and may send nothing more once it has tried', async () => {
  const bench = await openFleetBench(toPostgres(), 1);
  const before = await mustTake(bench, 'w-1', 20);
  await delay(50);
  expect(before.maySend()).toBe(false);
  const now = await mustTake(bench, 'w-2');
  expect(BigInt(now.fence)).toBe(BigInt(before.fence) + 1n);
  await expect(before.guard(RENEW, [])).rejects.toThrow(RunTaken);
  expect(before.maySend()).toBe(false);
  await now.guard(RENEW, []);
  expect(now.maySend()).toBe(true);
});

it('a run that was given back can be taken at once, and who gave it back writes nothing more', async () => {
  const bench = await openFleetBench(toPostgres(), 1);
  const before = await mustTake(bench, 'w-1', 60_000);
  await before.release();
  expect(before.maySend()).toBe(false);
  await expect(before.guard(RENEW, [])).rejects.toThrow(RunTaken);
  await mustTake(bench, 'w-2');
});
