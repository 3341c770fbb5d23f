/** Runs on three machines with one token: each has its share of the limit. One worker is killed, and another one comes. */
import { expect, it } from 'vitest';
import { SCHEMA } from '../../src/fleet/schema.js';
import type { Sandbox } from '../../src/sandbox/index.js';
import { usePostgres } from './bench.js';
import { openTokenFleet, type TokenFleet } from './token-fleet.js';
import { waitUntil } from './workers.js';

/** Of customers that each has made: enough to show that it has a share. */
const SHARE = 40;
const toPostgres = usePostgres();

/** The names of customers begin with that of their worker. */
function countByWorker(sandbox: Sandbox): ReadonlyMap<string, number> {
  const made = new Map<string, number>();
  for (const { externalId } of sandbox.snapshot().customers) {
    const [name = ''] = externalId.split('-');
    made.set(name, (made.get(name) ?? 0) + 1);
  }
  return made;
}

/** How many customers each has made when all of these have made `SHARE` more. */
async function waitForShares(
  { sandbox }: TokenFleet,
  names: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const before = countByWorker(sandbox);
  const made = (): ReadonlyMap<string, number> =>
    new Map([...countByWorker(sandbox)].map(([name, count]) => [name, count - (before.get(name) ?? 0)]));
  await waitUntil(() => names.every((name) => (made().get(name) ?? 0) >= SHARE));
  return made();
}

/** Until this many runs are on the board, and none has been silent for longer than a report counts. */
async function waitForBoard({ pool }: TokenFleet, runs: number): Promise<void> {
  const sql = `SELECT 1 FROM ${SCHEMA}.pace WHERE told_at > clock_timestamp() - interval '5 seconds'`;
  await waitUntil(async () => (await pool.query(sql)).rows.length === runs);
}

it('three share the limit; the share of one that is killed goes to the others, and one that comes gets its own', async () => {
  const fleet = await openTokenFleet(toPostgres().url);
  const first = await fleet.start('a');
  await first.waitFor('sending');
  const [second] = await Promise.all(['b', 'c'].map(fleet.start));
  await waitForBoard(fleet, 3);
  await waitForShares(fleet, ['a', 'b', 'c']);
  second?.child.kill('SIGKILL');
  await second?.ended;
  await waitForBoard(fleet, 2);
  const two = await waitForShares(fleet, ['a', 'c']);
  expect(two.get('b')).toBe(0);
  await fleet.start('d');
  await waitForBoard(fleet, 3);
  await waitForShares(fleet, ['a', 'c', 'd']);
  const { rows } = await fleet.pool.query(`SELECT kept FROM ${SCHEMA}.found_limits`);
  // One of them searched for the limit, for all.
  expect(rows).toHaveLength(1);
});
