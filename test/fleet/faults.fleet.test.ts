/** What a run survives: its database, its store, its disk, its clock, its network. */
import { createHash } from 'node:crypto';
import { renameSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { SCHEMA } from '../../src/fleet/schema.js';
import {
  countCreates,
  countTakes,
  endLease,
  expectOnce,
  openFleetBench,
  SHORT_TTL_MS,
  startBlocked,
  usePostgres,
  waitForRenewals,
} from './bench.js';
import { openLink } from './link.js';
import type { FleetPostgres } from './postgres.js';
import { waitUntil, type FleetWorker } from './workers.js';

const ROWS = 30;
const toPostgres = usePostgres();
/** So slow that many rows wait for their turn with their intents written down. */
const SLOW = { options: { rate: 40 } };
const HOUR_MS = 3_600_000;

const toUrl = (port: number): string => `postgres://postgres@127.0.0.1:${port}/postgres`;
const isTold = ({ said }: FleetWorker, what: string): boolean =>
  said.some(({ message }) => message?.includes(what) === true);
const openDatabaseLink = ({ path }: FleetPostgres) => openLink({ path });

it('PostgreSQL is restarted: the same worker ends the run', async () => {
  const postgres = toPostgres();
  const bench = await openFleetBench(postgres, ROWS, SLOW);
  const worker = await startBlocked(bench);
  await postgres.stop();
  worker.unblock();
  await waitUntil(() => isTold(worker, 'waits for its log'));
  await postgres.start();
  await worker.waitFor('ended');
  expect(await countTakes(bench)).toBe(1);
  await expectOnce(bench, ROWS);
  expect(countCreates(bench.sandbox)).toEqual({ customers: ROWS, addresses: ROWS });
});

it('PostgreSQL is gone for longer than the lease: nothing is sent after its end, and the run ends when it is back', async () => {
  const postgres = toPostgres();
  const bench = await openFleetBench(postgres, ROWS, SLOW);
  const worker = await startBlocked(bench, { ttlMs: SHORT_TTL_MS });
  await postgres.stop();
  await delay(SHORT_TTL_MS);
  const { total, addresses } = bench.sandbox.stats();
  expect(addresses).toBeLessThan(ROWS);
  worker.unblock();
  await worker.waitFor('withheld');
  // Long enough for what waits for its turn, if it were sent.
  await delay(1500);
  expect(bench.sandbox.stats().total).toBe(total);
  await postgres.start();
  await worker.waitFor('ended');
  await expectOnce(bench, ROWS);
  expect(countCreates(bench.sandbox)).toEqual({ customers: ROWS, addresses: ROWS });
});

/** The server says that it is ready for the next statement: this one is committed. */
const READY = Buffer.from([0x5a, 0, 0, 0, 5, 0x49]);

it.each([
  ['a log insert', `INSERT INTO ${SCHEMA}.log`],
  ['the name of the snapshot', 'snapshot_seq = $6'],
  ["the run's end", `SET state = 'ended'`],
])('the answer to %s is lost after its commit: it is written once', async (_what, statement) => {
  const postgres = toPostgres();
  const bench = await openFleetBench(postgres, ROWS);
  const link = await openDatabaseLink(postgres);
  const lost = link.loseAnswer(statement, (answer) => answer.includes(READY));
  const worker = bench.startWorker({ url: toUrl(link.port) });
  await lost;
  await worker.waitFor('ended');
  expect(await countTakes(bench)).toBe(1);
  await expectOnce(bench, ROWS);
});

it('a log whose insert was repeated can be replayed', async () => {
  const postgres = toPostgres();
  const bench = await openFleetBench(postgres, ROWS);
  const link = await openDatabaseLink(postgres);
  const lost = link.loseAnswer(`INSERT INTO ${SCHEMA}.log`, (answer) => answer.includes(READY));
  const killAt = 'after:done:15';
  const worker = bench.startWorker({ url: toUrl(link.port), ttlMs: SHORT_TTL_MS, killAt });
  await lost;
  expect(await worker.ended).toBe('SIGKILL');
  await bench.finish();
  await expectOnce(bench, ROWS);
});

it('the disk of the worker is full: another one ends the run at once', async () => {
  const rows = 500;
  const bench = await openFleetBench(toPostgres(), rows);
  // No file may grow beyond 1 MiB: as a full disk is to the program.
  const command = ['sh', '-c', `trap '' XFSZ; ulimit -f 2048; exec "$0" "$@"`];
  const first = bench.startWorker({ command });
  expect(await first.ended).toBe(1);
  expect(first.said.at(-1)).toMatchObject({ word: 'error', code: 'output_unwritable' });
  const { customers, addresses } = countCreates(bench.sandbox);
  expect(customers).toBeGreaterThan(0);
  expect(addresses).toBeLessThan(rows);
  // Its lease was long, and it has given it back.
  await bench.finish();
  await expectOnce(bench, rows);
});

it('the store is away at the begin and at the end: nothing is sent without a snapshot, and no file is lost', async () => {
  const bench = await openFleetBench(toPostgres(), ROWS, SLOW);
  const away = `${bench.store}.away`;
  renameSync(bench.store, away);
  const blockUntil = `${bench.store}.unblock`;
  const worker = bench.startWorker({ blockAt: 'after:sending_address:5', blockUntil });
  await waitUntil(() => isTold(worker, 'waits for its snapshot'));
  expect(countCreates(bench.sandbox)).toEqual({ customers: 0, addresses: 0 });
  renameSync(away, bench.store);
  await worker.waitFor('blocking');
  renameSync(bench.store, away);
  writeFileSync(blockUntil, '');
  await waitUntil(() => isTold(worker, 'waits to store its files'));
  renameSync(away, bench.store);
  await worker.waitFor('ended');
  await expectOnce(bench, ROWS);
});

it('half a snapshot is refused before anything is sent; a whole one is continued', async () => {
  const bench = await openFleetBench(toPostgres(), ROWS);
  const first = bench.startWorker({ killAt: 'after:done:9', ttlMs: SHORT_TTL_MS });
  const { key = '' } = await first.waitFor('snapshot');
  expect(await first.ended).toBe('SIGKILL');
  const path = join(bench.store, key);
  const whole = readFileSync(path);
  truncateSync(path, whole.length / 2);
  const { total } = bench.sandbox.stats();
  const second = bench.startWorker();
  expect(await second.ended).toBe(1);
  expect(second.said.at(-1)).toMatchObject({ word: 'error', code: 'journal_damaged' });
  expect(bench.sandbox.stats().total).toBe(total);
  writeFileSync(path, whole);
  await bench.finish();
  await expectOnce(bench, ROWS);
});

it('a journal of a newer program is left to its workers before anything is sent', async () => {
  const bench = await openFleetBench(toPostgres(), ROWS);
  const first = bench.startWorker({ killAt: 'after:done:9', ttlMs: SHORT_TTL_MS });
  const { key = '' } = await first.waitFor('snapshot');
  expect(await first.ended).toBe('SIGKILL');
  const path = join(bench.store, key);
  const journal = readFileSync(path);
  // Where SQLite keeps `user_version`.
  const version = journal.readInt32BE(60);
  const write = async (as: number): Promise<void> => {
    journal.writeInt32BE(as, 60);
    writeFileSync(path, journal);
    const sha256 = createHash('sha256').update(journal).digest('hex');
    await bench.pool.query(`UPDATE ${SCHEMA}.runs SET snapshot_sha256 = $2 WHERE id = $1`, [
      bench.runId,
      sha256,
    ]);
  };
  await write(version + 1);
  const { total } = bench.sandbox.stats();
  const second = bench.startWorker();
  expect(await second.ended).toBe(1);
  expect(second.said.at(-1)).toMatchObject({ word: 'error', code: 'queue_newer' });
  expect(bench.sandbox.stats().total).toBe(total);
  await write(version);
  await bench.finish();
  await expectOnce(bench, ROWS);
});

it('clocks that are hours off change nothing: the clock of the database counts', async () => {
  const bench = await openFleetBench(toPostgres(), ROWS, SLOW);
  // It keeps the run until it is killed.
  const first = await startBlocked(bench, { clockShiftMs: 5 * HOUR_MS });
  const others = [-7 * HOUR_MS, 12 * HOUR_MS].map((clockShiftMs) => bench.startWorker({ clockShiftMs }));
  await Promise.all(others.map((other) => other.waitFor('held')));
  first.child.kill('SIGKILL');
  await first.ended;
  await endLease(bench);
  await Promise.all(others.map((other) => other.ended));
  expect(others.map(({ said }) => said.at(-1)?.word).sort()).toEqual(['ended', 'ended_before']);
  expect(await countTakes(bench)).toBe(2);
  await expectOnce(bench, ROWS);
});

it('an event loop that is blocked for longer than the lease does not lose it', async () => {
  const bench = await openFleetBench(toPostgres(), ROWS);
  const worker = await startBlocked(bench, { ttlMs: SHORT_TTL_MS });
  // Only its thread can do that.
  await waitForRenewals(bench, 3);
  worker.unblock();
  await worker.waitFor('ended');
  expect(await countTakes(bench)).toBe(1);
  await expectOnce(bench, ROWS);
});
