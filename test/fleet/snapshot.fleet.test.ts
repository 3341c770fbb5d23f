/** A long log is replaced by a new snapshot, at no moment without the one or the other. */
import { expect, it } from 'vitest';
import { SCHEMA } from '../../src/fleet/schema.js';
import { isLong } from '../../src/fleet/snapshot.js';
import { expectOnce, openFleetBench, SHORT_TTL_MS, usePostgres } from './bench.js';

const ROWS = 60;
const SNAPSHOT_AFTER = 100;
/** So slow that a snapshot is in the store before the next one is due. */
const SLOW = { options: { concurrency: 4, rate: 30 } };
const toPostgres = usePostgres();

it('the log stays short, and the run ends with every row', async () => {
  const bench = await openFleetBench(toPostgres(), ROWS, SLOW);
  const worker = bench.startWorker({
    snapshotAfter: SNAPSHOT_AFTER,
    killAt: 'after:done:55',
    ttlMs: SHORT_TTL_MS,
  });
  expect(await worker.ended).toBe('SIGKILL');
  const keys = worker.said.flatMap(({ key }) => (key === undefined ? [] : [key]));
  expect(keys.length).toBeGreaterThan(2);
  const { rows } = await bench.pool.query<{ seq: string; snapshotSeq: string }>(
    `SELECT min(seq) AS seq, max(snapshot_seq) AS "snapshotSeq" FROM ${SCHEMA}.log JOIN ${SCHEMA}.runs ON id = run_id WHERE id = $1`,
    [bench.runId],
  );
  // All that is left came after the latest named snapshot, but for the change that was on its way to the log while it was named.
  expect(Number(rows[0]?.snapshotSeq)).toBeGreaterThan(0);
  expect(Number(rows[0]?.seq)).toBeGreaterThanOrEqual(Number(rows[0]?.snapshotSeq));
  await bench.finish();
  await expectOnce(bench, ROWS);
});

it.each(['before:2', 'half:2', 'stored:2', 'named:2', 'removed:2', 'before:3', 'stored:3'])(
  'killed at a new snapshot: %s',
  async (dieAtSnapshot) => {
    const bench = await openFleetBench(toPostgres(), ROWS, SLOW);
    const settings = { snapshotAfter: SNAPSHOT_AFTER, ttlMs: SHORT_TTL_MS };
    expect(await bench.startWorker({ ...settings, dieAtSnapshot }).ended).toBe('SIGKILL');
    await bench.finish();
    await expectOnce(bench, ROWS);
  },
);

it('a log is long after a million changes, once it is as large as the snapshot', () => {
  expect(isLong({ changes: 999_999, bytes: 3e8, snapshotBytes: 2e8 })).toBe(false);
  expect(isLong({ changes: 1_000_000, bytes: 3e8, snapshotBytes: 2e8 })).toBe(true);
  expect(isLong({ changes: 1_000_000, bytes: 3e8, snapshotBytes: 9e9 })).toBe(false);
});
