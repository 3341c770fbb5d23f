/**
 * The worker that has a run is stopped as a whole (SIGSTOP) and woken when another one has taken over. The two controls show that
 * the tests would notice: without the last look there are twins, without the fence the vendor is sent creates in addition.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { SCHEMA } from '../../src/fleet/schema.js';
import { countCreates, openFleetBench, TTL_MS, usePostgres, type FleetBench } from './bench.js';

const ROWS = 200;
const toPostgres = usePostgres();

/** So slow that many rows wait at the gate with their intents written down. */
const SLOW = { options: { rate: 40 } };

interface Story {
  readonly lastLook?: boolean;
  /** How long the first worker sleeps after the second one has begun to send; ms. */
  readonly wakeAfterMs: number;
}

/** Returns what the first worker said, once both have ended. */
async function tell({ startWorker, sandbox }: FleetBench, { lastLook = true, wakeAfterMs }: Story) {
  const first = startWorker({ lastLook });
  await first.waitFor('sending');
  await waitUntil(() => sandbox.stats().addresses > 10);
  first.child.kill('SIGSTOP');
  const second = startWorker();
  await second.waitFor('sending');
  await delay(wakeAfterMs);
  first.child.kill('SIGCONT');
  await second.ended;
  await first.ended;
  return first.said;
}

async function waitUntil(isSo: () => boolean): Promise<void> {
  while (!isSo()) await delay(50);
}

describe('a worker that was stopped for longer than its lease', () => {
  it.each([{ wakeAfterMs: 300 }, { wakeAfterMs: 4000 }])(
    'and is woken $wakeAfterMs ms after its successor began makes no twin and sends nothing again',
    async (story) => {
      const bench = await openFleetBench(toPostgres(), ROWS, SLOW);
      const said = await tell(bench, story);
      expect(said.at(-1)).toMatchObject({ word: 'error', name: 'RunTaken' });
      const { duplicates, customers, addresses } = bench.sandbox.stats();
      expect(duplicates).toEqual({ externalIds: 0, emails: 0, customersWithManyAddresses: 0 });
      expect({ customers, addresses }).toEqual({ customers: ROWS, addresses: ROWS });
      expect(countCreates(bench.sandbox)).toEqual({ customers: ROWS, addresses: ROWS });
    },
  );

  it('makes twins without the last look', async () => {
    const bench = await openFleetBench(toPostgres(), ROWS, SLOW);
    await tell(bench, { lastLook: false, wakeAfterMs: 4000 });
    expect(bench.sandbox.stats().duplicates.customersWithManyAddresses).toBeGreaterThan(0);
  });

  it('sends creates in addition without the fence', async () => {
    const bench = await openFleetBench(toPostgres(), ROWS, SLOW);
    await bench.pool.query(`
      CREATE FUNCTION pg_temp_keep_fence() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN NEW.fence := 1; RETURN NEW; END';
      CREATE TRIGGER no_fence BEFORE UPDATE ON ${SCHEMA}.runs FOR EACH ROW EXECUTE FUNCTION pg_temp_keep_fence()`);
    try {
      await tell(bench, { wakeAfterMs: 300 });
    } finally {
      await bench.pool.query(`DROP FUNCTION pg_temp_keep_fence CASCADE`);
    }
    const { customers, addresses } = countCreates(bench.sandbox);
    expect(customers + addresses).toBeGreaterThan(2 * ROWS);
  });
});

it('a worker that was stopped for less than its lease ends the run itself', async () => {
  const bench = await openFleetBench(toPostgres(), ROWS, SLOW);
  const first = bench.startWorker();
  await first.waitFor('sending');
  const second = bench.startWorker();
  first.child.kill('SIGSTOP');
  await delay(TTL_MS / 4);
  first.child.kill('SIGCONT');
  await first.waitFor('ended');
  await second.waitFor('ended_before');
  expect(second.said.map(({ word }) => word)).toEqual(['ended_before']);
  const { duplicates, customers, addresses } = bench.sandbox.stats();
  expect(duplicates).toEqual({ externalIds: 0, emails: 0, customersWithManyAddresses: 0 });
  expect({ customers, addresses }).toEqual({ customers: ROWS, addresses: ROWS });
});
