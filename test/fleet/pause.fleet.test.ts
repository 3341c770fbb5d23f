/**
 * The worker that has a run is stopped as a whole (SIGSTOP) and woken when another one has taken over. The two controls show that
 * the tests would notice: without the last look there are twins, without the fence the vendor is sent creates in addition.
 */
import { expect, it } from 'vitest';
import { SCHEMA } from '../../src/fleet/schema.js';
import {
  countCreates,
  expectOnce,
  openFleetBench,
  SHORT_TTL_MS,
  startBlocked,
  usePostgres,
  type FleetBench,
} from './bench.js';
import { waitUntilStopped, type FleetWorker } from './workers.js';

const ROWS = 40;
const toPostgres = usePostgres();
const ONE_BY_ONE = { options: { concurrency: 1 } };
/** So slow that many rows wait at the gate with their intents written down. */
const SLOW = { options: { rate: 30 } };

/** A worker that is stopped where its fifth address is about to be asked for: the intent is written down. */
async function stopBeforeAddress({ startWorker }: FleetBench, lastLook: boolean): Promise<FleetWorker> {
  const worker = startWorker({ stopAt: 'after:sending_address:5', lastLook, ttlMs: SHORT_TTL_MS });
  await worker.waitFor('stopping');
  await waitUntilStopped(worker);
  return worker;
}

async function wake(worker: FleetWorker): Promise<void> {
  worker.child.kill('SIGCONT');
  await worker.ended;
}

it('a worker that is woken when another one has ended its run sends nothing more', async () => {
  const bench = await openFleetBench(toPostgres(), ROWS, ONE_BY_ONE);
  const first = await stopBeforeAddress(bench, true);
  await bench.finish();
  const { total } = bench.sandbox.stats();
  await wake(first);
  expect(first.said.at(-1)).toMatchObject({ word: 'error', name: 'RunTaken' });
  expect(bench.sandbox.stats().total).toBe(total);
  await expectOnce(bench, ROWS);
  expect(countCreates(bench.sandbox)).toEqual({ customers: ROWS, addresses: ROWS });
});

it('control: without the last look it makes a twin', async () => {
  const bench = await openFleetBench(toPostgres(), ROWS, ONE_BY_ONE);
  const first = await stopBeforeAddress(bench, false);
  await bench.finish();
  await wake(first);
  expect(bench.sandbox.stats().duplicates.customersWithManyAddresses).toBe(1);
});

it('a worker that is woken while another one settles what it left makes no twin and sends nothing again', async () => {
  const bench = await openFleetBench(toPostgres(), ROWS, SLOW);
  const first = await startBlocked(bench, { ttlMs: SHORT_TTL_MS });
  first.child.kill('SIGSTOP');
  await waitUntilStopped(first);
  first.unblock();
  const second = bench.startWorker();
  await second.waitFor('sending');
  await wake(first);
  expect(first.said.at(-1)).toMatchObject({ word: 'error', name: 'RunTaken' });
  await second.waitFor('ended');
  await expectOnce(bench, ROWS);
  expect(countCreates(bench.sandbox)).toEqual({ customers: ROWS, addresses: ROWS });
});

/** Two workers are stopped in one run, the second one after it took over; the first one is woken, then the second one. */
async function tellOfTwo({ startWorker }: FleetBench): Promise<readonly FleetWorker[]> {
  const first = startWorker({ stopAt: 'after:sending_create:10', ttlMs: SHORT_TTL_MS });
  await first.waitFor('stopping');
  await waitUntilStopped(first);
  const second = startWorker({ stopAt: 'after:sending_create:10' });
  await second.waitFor('stopping');
  await waitUntilStopped(second);
  await wake(first);
  await wake(second);
  return [first, second];
}

it('a worker that is woken while another one is stopped leaves the run to it', async () => {
  const bench = await openFleetBench(toPostgres(), ROWS, ONE_BY_ONE);
  const [first, second] = await tellOfTwo(bench);
  expect(first?.said.at(-1)).toMatchObject({ word: 'error', name: 'RunTaken' });
  expect(second?.said.at(-1)).toMatchObject({ word: 'ended' });
  await expectOnce(bench, ROWS);
  expect(countCreates(bench.sandbox)).toEqual({ customers: ROWS, addresses: ROWS });
});

it('control: without the fence it sends creates in addition', async () => {
  const bench = await openFleetBench(toPostgres(), ROWS, ONE_BY_ONE);
  await bench.pool.query(`
    CREATE FUNCTION keep_fence() RETURNS trigger LANGUAGE plpgsql AS
      'BEGIN NEW.fence := 1; RETURN NEW; END';
    CREATE TRIGGER keep_fence BEFORE UPDATE ON ${SCHEMA}.runs FOR EACH ROW EXECUTE FUNCTION keep_fence()`);
  try {
    await tellOfTwo(bench);
  } finally {
    await bench.pool.query(`DROP FUNCTION keep_fence CASCADE`);
  }
  expect(countCreates(bench.sandbox).customers).toBeGreaterThan(ROWS);
});

it('a worker that was stopped for less than its lease ends the run itself', async () => {
  const bench = await openFleetBench(toPostgres(), ROWS, ONE_BY_ONE);
  const first = bench.startWorker({ stopAt: 'after:sending_create:10' });
  await first.waitFor('stopping');
  await waitUntilStopped(first);
  const second = bench.startWorker();
  await second.waitFor('held');
  await wake(first);
  expect(first.said.at(-1)).toMatchObject({ word: 'ended' });
  await second.waitFor('ended_before');
  await expectOnce(bench, ROWS);
  expect(countCreates(bench.sandbox)).toEqual({ customers: ROWS, addresses: ROWS });
});
