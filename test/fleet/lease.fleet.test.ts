import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { RENEW, takeLease, RunTaken, type Lease } from '../../src/fleet/lease.js';
import { SCHEMA } from '../../src/fleet/schema.js';
import { openFleetBench, usePostgres, type FleetBench } from './bench.js';

const toPostgres = usePostgres();

/** Of a lease whose end is not waited for. */
const LONG_MS = 600_000;

const take = ({ pool, runId }: FleetBench, holder: string, ttlMs = LONG_MS) =>
  takeLease(pool, { runId, holder, ttlMs });

async function mustTake(bench: FleetBench, holder: string, ttlMs?: number): Promise<Lease> {
  const taken = await take(bench, holder, ttlMs);
  if (taken.kind !== 'taken') throw new Error(`The run is ${taken.kind}.`);
  return taken.lease;
}

const WRITE = { text: `UPDATE ${SCHEMA}.runs SET begun = true WHERE id = $1 AND fence = $2 RETURNING id` };
const END = {
  text: `UPDATE ${SCHEMA}.runs SET state = 'ended', expires_at = to_timestamp(0)
    WHERE id = $1 AND fence = $2 RETURNING id`,
};

/** As the thread does. Whether the run is still of this lease. */
async function renew({ pool }: FleetBench, { runId, fence }: Lease): Promise<boolean> {
  const { rows } = await pool.query(RENEW, [runId, fence, LONG_MS]);
  return rows.length > 0;
}

it('of many that take a run at once, one has it, and the others hear that it is held', async () => {
  const bench = await openFleetBench(toPostgres(), 1);
  const takes = await Promise.all(Array.from({ length: 8 }, (_taker, at) => take(bench, `w-${at}`)));
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
  await expect(before.guard(WRITE, [])).rejects.toThrow(RunTaken);
  expect(before.maySend()).toBe(false);
  await now.guard(WRITE, []);
  expect(now.maySend()).toBe(true);
});

it('a run that was given back can be taken at once, and who gave it back writes nothing more', async () => {
  const bench = await openFleetBench(toPostgres(), 1);
  const before = await mustTake(bench, 'w-1');
  await before.release();
  expect(before.maySend()).toBe(false);
  await expect(before.guard(WRITE, [])).rejects.toThrow(RunTaken);
  await mustTake(bench, 'w-2');
});

it('a renewal that comes after the run was given back does not keep it from the next worker', async () => {
  const bench = await openFleetBench(toPostgres(), 1);
  const before = await mustTake(bench, 'w-1');
  expect(await renew(bench, before)).toBe(true);
  await before.release();
  expect(await renew(bench, before)).toBe(true);
  await mustTake(bench, 'w-2');
  expect(await renew(bench, before)).toBe(false);
});

it('a renewal that comes after the end of the run does not say that another worker has it', async () => {
  const bench = await openFleetBench(toPostgres(), 1);
  const lease = await mustTake(bench, 'w-1');
  await lease.guard(END, []);
  expect(await renew(bench, lease)).toBe(true);
  expect(await take(bench, 'w-2')).toEqual({ kind: 'ended' });
});
