/** The pace board in PostgreSQL: who is there, who is gone, and what holds while the server is away. */
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../src/fleet/database.js';
import type { PaceView } from '../../src/core/pace-board.js';
import { STALE_MS } from '../../src/core/pace-words.js';
import { openPaceBoard, type PgPaceBoard } from '../../src/fleet/pace-board.js';
import { SCHEMA } from '../../src/fleet/schema.js';
import { usePostgres } from './bench.js';
import { waitUntil } from './workers.js';

const toPostgres = usePostgres();
const WHOLE = { perSecond: 150, windowMs: 1000 };
const CLOSED_MS = 7000;
const KEPT = { ...WHOLE, isSure: true, isSmallBucket: false, calmMs: 20_000 };

async function openBoard(token: string): Promise<PgPaceBoard> {
  const baseUrl = 'https://api.example.com';
  const board = await openPaceBoard(toPostgres().url, {
    ...{ endpoint: baseUrl, baseUrl },
    environment: { BITPOWR_TOKEN: token },
  });
  onTestFinished(() => board.close());
  return board;
}

function tell(board: PgPaceBoard, closedForMs = 0): Promise<void> {
  const at = Date.now();
  board.tell({ at, closedUntil: closedForMs === 0 ? 0 : at + closedForMs, whole: WHOLE, isSending: true });
  return board.exchange();
}

/**
 * Until `by` hears this, after `act`. Runs report each second, and a report counts for 5: on a machine that is slower than that it is
 * tried again.
 */
async function waitForView(
  by: PgPaceBoard,
  act: () => Promise<unknown>,
  isExpected: (view: PaceView) => boolean,
): Promise<void> {
  await waitUntil(async () => {
    await act();
    await by.exchange();
    return isExpected(by.listen());
  });
}

async function makeTables(): Promise<void> {
  const pool = await openDatabase(toPostgres().url);
  onTestFinished(() => pool.end());
}

it('wakes the others of the token for a closing, and none of another token', async () => {
  await makeTables();
  const [one, other, stranger] = [await openBoard('t1'), await openBoard('t1'), await openBoard('t2')];
  await tell(other);
  const views: PaceView[] = [];
  other.onNews(() => views.push(other.listen()));
  // What `other` hears comes with the notification: it asks for nothing.
  const isWoken = ({ runs, closedForMs }: PaceView): boolean => runs === 2 && closedForMs > 0;
  await tell(one, CLOSED_MS);
  for (let at = 0; !views.some(isWoken); at += 1) {
    await delay(100);
    // It was slower than the closing is long.
    if (at % 100 === 99) await tell(one, CLOSED_MS);
  }
  const woken = views.find(isWoken);
  expect(woken).toMatchObject({ stale: 0, whole: WHOLE, lead: 'this' });
  expect(woken?.closedForMs).toBeLessThanOrEqual(CLOSED_MS);
  await tell(stranger);
  expect(stranger.listen()).toEqual({ runs: 1, stale: 0, closedForMs: 0, whole: undefined, lead: 'this' });
  await waitForView(
    one,
    () => tell(other),
    ({ lead }) => lead === 'other',
  );
  one.leave();
  await one.exchange();
  await other.exchange();
  expect(other.listen()).toMatchObject({ runs: 1, stale: 0, closedForMs: 0 });
});

it('counts those that have reported nothing for 5 s as stale, by the clock of the database', async () => {
  await makeTables();
  const board = await openBoard('t3');
  await tell(board);
  const pool = await openDatabase(toPostgres().url);
  onTestFinished(() => pool.end());
  for (const age of ['4 seconds', '5.1 seconds', '61 seconds'])
    await pool.query(`INSERT INTO ${SCHEMA}.pace (token, member, told_at, closed_ms)
      SELECT token, gen_random_uuid(), clock_timestamp() - interval '${age}', 0 FROM ${SCHEMA}.pace
      ORDER BY told_at DESC LIMIT 1`);
  await board.exchange();
  // The oldest is no longer looked at.
  expect(board.listen().runs + board.listen().stale).toBe(3);
  expect(board.listen().stale).toBeGreaterThanOrEqual(1);
});

it('counts one whose connection has ended for a second and a half only, and passes the lead on', async () => {
  await makeTables();
  const [one, other] = [await openBoard('t6'), await openBoard('t6')];
  const tellBoth = (): Promise<unknown> => tell(one).then(() => tell(other));
  await waitForView(other, tellBoth, ({ runs, lead }) => runs === 2 && lead === 'other');
  const pool = await openDatabase(toPostgres().url);
  onTestFinished(() => pool.end());
  // As if its process had been killed: its connection is gone, and its last report is 1.6 s old.
  await pool.query(`UPDATE ${SCHEMA}.pace SET told_at = told_at - interval '1.6 seconds', backend = 0
    WHERE joined_at = (SELECT min(joined_at) FROM ${SCHEMA}.pace WHERE token IN
      (SELECT token FROM ${SCHEMA}.pace ORDER BY told_at DESC LIMIT 1))`);
  await other.exchange();
  expect(other.listen()).toMatchObject({ runs: 1, stale: 1, lead: 'this' });
});

it('has no run that wants nothing, but tells it of the others', async () => {
  await makeTables();
  const [one, other] = [await openBoard('t7'), await openBoard('t7')];
  other.tell({ at: Date.now(), closedUntil: 0, whole: undefined, isSending: false });
  const isHeard = ({ runs, lead }: PaceView): boolean => runs === 2 && lead === 'other';
  await waitForView(other, () => tell(one), isHeard);
  expect(other.listen().whole).toEqual(WHOLE);
  await one.exchange();
  expect(one.listen().runs).toBe(1);
});

it('keeps the limit for the next run, with its age, and none that is a week old', async () => {
  await makeTables();
  const one = await openBoard('t4');
  expect(one.readKept()).toBeUndefined();
  one.keep(KEPT);
  await one.exchange();
  const next = await openBoard('t4');
  expect(next.readKept()?.kept).toEqual(KEPT);
  expect(next.readKept()?.ageMs).toBeGreaterThanOrEqual(0);
  const pool = await openDatabase(toPostgres().url);
  onTestFinished(() => pool.end());
  const { rows } = await pool.query<{ token: string }>(`SELECT token FROM ${SCHEMA}.found_limits`);
  expect(rows.map(({ token }) => token)).toEqual([expect.stringMatching(/^[0-9a-f]{24}$/)]);
  await pool.query(`UPDATE ${SCHEMA}.found_limits SET found_at = found_at - interval '7 days'`);
  expect((await openBoard('t4')).readKept()).toBeUndefined();
});

it('keeps the shares while PostgreSQL is away and just after, and shares again', async () => {
  await makeTables();
  const [one, other] = [await openBoard('t5'), await openBoard('t5')];
  const tellBoth = (): Promise<unknown> => tell(one).then(() => tell(other));
  await waitForView(other, tellBoth, ({ runs }) => runs === 2);
  await toPostgres().stop();
  await tell(other);
  expect(other.listen().runs).toBe(2);
  await toPostgres().start();
  // Longer than a report is believed: the one that is back first still counts the other.
  await delay(STALE_MS + 200);
  const backAt = performance.now();
  await tell(other);
  // Its last report may be lost with the server: reports are not worth a wait for the disk.
  const { runs } = other.listen();
  // As long as `one` may need to report again; a machine may be slower than that.
  if (performance.now() - backAt < STALE_MS) expect(runs).toBe(2);
  await waitForView(other, tellBoth, (view) => view.runs === 2 && view.stale === 0);
});
