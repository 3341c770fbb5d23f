/** Every kind of job survives the death of its worker: what writes is continued, and what only reads is done again. */
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SCHEMA } from '../../src/fleet/schema.js';
import type { Summary } from '../../src/record/summary/summary.js';
import { readRun } from '../support/program.js';
import {
  countCreates,
  expectOnce,
  openFleetBench,
  PATIENT,
  SHORT_TTL_MS,
  startBlocked,
  usePostgres,
  type FleetBench,
} from './bench.js';
import { type WorkerSettings } from './workers.js';

const ROWS = 24;
const KNOWN = 10;
const toPostgres = usePostgres();

const seedCustomers = Array.from({ length: KNOWN }, (_customer, n) => ({
  externalId: `E${String(n + 1).padStart(6, '0')}`,
  name: 'Old name',
  email: `c${n + 1}@example.com`,
}));

async function mustKill({ startWorker }: FleetBench, settings: WorkerSettings, runId?: string) {
  const worker = startWorker({ ttlMs: SHORT_TTL_MS, ...settings }, runId);
  expect(await worker.ended).toBe('SIGKILL');
}

/** Requests that change or delete customers, as the vendor counted them. */
function countChanges({ sandbox }: FleetBench): Readonly<Record<'updates' | 'deletes', number>> {
  const { requests } = sandbox.stats();
  const count = (pattern: RegExp): number =>
    Object.entries(requests).reduce((sum, [label, n]) => sum + (pattern.test(label) ? n : 0), 0);
  return { updates: count(/^(PUT|PATCH) \/customers/), deletes: count(/^DELETE \/customers/) };
}

async function readCounts({ findResult }: FleetBench, runId?: string) {
  const result = await findResult(runId);
  if (result === undefined) throw new Error('The run has no result.');
  const { counts } = JSON.parse(readFileSync(join(result, 'summary.json'), 'utf8')) as Summary;
  return counts;
}

describe('a plan', () => {
  it('is made again when its worker dies, without a request that changes anything', async () => {
    const bench = await openFleetBench(toPostgres(), ROWS, { seedCustomers, options: { dryRun: true } });
    await mustKill(bench, { killAt: 'after:planned_create:5' });
    await bench.finish();
    expect(await readCounts(bench)).toMatchObject({ would_create: ROWS - KNOWN, would_update: KNOWN });
    expect(countCreates(bench.sandbox)).toEqual({ customers: 0, addresses: 0 });
  });

  it.each([
    'before:sending_create:5',
    'after:sending_create:5',
    'after:sending_update:5',
    'after:sending_address:9',
    'before:done:12',
  ])('is applied once: killed %s', async (killAt) => {
    const bench = await openFleetBench(toPostgres(), ROWS, { seedCustomers, options: { dryRun: true } });
    await bench.finish();
    await bench.queue({ command: 'apply', options: PATIENT });
    await mustKill(bench, { killAt });
    await bench.finish();
    await expectOnce(bench, ROWS);
    expect(countCreates(bench.sandbox).customers).toBeLessThanOrEqual(ROWS - KNOWN + 1);
  });

  it('is applied in parts, and a part that was not begun is begun again', async () => {
    const bench = await openFleetBench(toPostgres(), ROWS, { options: { dryRun: true } });
    await bench.finish();
    await bench.queue({ command: 'apply', options: { ...PATIENT, only: '1-12' } });
    await mustKill(bench, { killInPhase: 'listing' });
    await mustKill(bench, { killAt: 'after:sending_create:5' });
    await bench.finish();
    expect(await readCounts(bench)).toMatchObject({ created: 12 });
    expect(bench.sandbox.stats().customers).toBe(12);
    await bench.queue({ command: 'apply', options: { ...PATIENT, except: '24' } });
    await mustKill(bench, { killAt: 'after:done:5' });
    await bench.finish();
    expect(bench.sandbox.stats().customers).toBe(ROWS - 1);
    await bench.queue({ command: 'apply', options: PATIENT });
    await bench.finish();
    await expectOnce(bench, ROWS);
  });
});

it.each(['after:sending_create:5', 'before:sending_address:5', 'after:done:5'])(
  'a run that stopped is resumed by another worker, and again by one more: killed %s',
  async (killAt) => {
    const bench = await openFleetBench(toPostgres(), ROWS, { options: { maxRequests: 20 } });
    const stopped = await bench.finish();
    expect(stopped.stopped).toMatchObject({ reason: 'budget_reached' });
    const { customers } = bench.sandbox.stats();
    expect(customers).toBeLessThan(ROWS);
    await bench.queue({ command: 'resume', failed: false, options: { ...PATIENT, maxRequests: 10_000 } });
    await mustKill(bench, { killAt });
    await bench.finish();
    await expectOnce(bench, ROWS);
  },
);

it.each([
  'after:planned_update:1',
  'after:sending_update:5',
  'before:sending_delete:5',
  'after:sending_delete:5',
  'before:done:9',
])('nothing is reverted twice: an undo is killed %s', async (killAt) => {
  const bench = await openFleetBench(toPostgres(), ROWS, { seedCustomers });
  await bench.finish();
  const updates = countChanges(bench).updates;
  const undo = `${bench.runId}-undo`;
  await bench.queue({ command: 'undo', of: bench.runId, options: { ...PATIENT, deleteCreated: true } }, undo);
  await mustKill(bench, { killAt }, undo);
  await bench.finish(undo);
  expect(await readCounts(bench, undo)).toMatchObject({ updated: KNOWN, deleted: ROWS - KNOWN });
  const live = bench.sandbox.snapshot().customers.filter(({ deletedAt }) => deletedAt === null);
  expect(live.map(({ externalId, name }) => ({ externalId, name }))).toEqual(
    seedCustomers.map(({ externalId, name }) => ({ externalId, name })),
  );
  // One that was on its way when the worker died may be sent again, and no other one.
  const changes = countChanges(bench);
  expect(changes.updates - updates).toBeLessThanOrEqual(KNOWN + 1);
  expect(changes.deletes).toBeLessThanOrEqual(ROWS - KNOWN + 1);
});

describe('a run that stopped and is opened again with the same job', () => {
  const open = async ({ pool, runId }: FleetBench): Promise<void> => {
    await pool.query(`UPDATE ${SCHEMA}.runs SET state = 'open' WHERE id = $1`, [runId]);
  };

  it('is continued to its end: the server was gone', async () => {
    const bench = await openFleetBench(toPostgres(), ROWS, { faults: { downAfter: 20 } });
    expect((await bench.finish()).stopped).toMatchObject({ reason: 'server_unreachable' });
    // Of the cut requests, none has taken effect, and the second session sends them again.
    const before = bench.sandbox.stats();
    expect(before.customers).toBeLessThan(ROWS);
    bench.sandbox.configure({ downAfter: null });
    bench.sandbox.resetStats();
    await open(bench);
    expect((await bench.finish()).stopped).toBeNull();
    await expectOnce(bench, ROWS);
    expect(countCreates(bench.sandbox)).toEqual({
      customers: ROWS - before.customers,
      addresses: ROWS - before.addresses,
    });
  });

  it('is continued to its end: its requests were used up', async () => {
    const bench = await openFleetBench(toPostgres(), ROWS, { options: { maxRequests: 40 } });
    expect((await bench.finish()).stopped).toMatchObject({ reason: 'budget_reached' });
    expect(bench.sandbox.stats().addresses).toBeLessThan(ROWS);
    await open(bench);
    expect((await bench.finish()).stopped).toBeNull();
    await expectOnce(bench, ROWS);
    expect(countCreates(bench.sandbox)).toEqual({ customers: ROWS, addresses: ROWS });
  });

  it('comes to its end with few requests each time', async () => {
    const bench = await openFleetBench(toPostgres(), ROWS, { options: { maxRequests: 20 } });
    let said = await bench.finish();
    for (let done = 0; said.stopped !== null;) {
      const { addresses } = bench.sandbox.stats();
      expect(addresses).toBeGreaterThan(done);
      done = addresses;
      await open(bench);
      said = await bench.finish();
    }
    await expectOnce(bench, ROWS);
    expect(countCreates(bench.sandbox)).toEqual({ customers: ROWS, addresses: ROWS });
  });
});

it('a run that has not ended is not undone', async () => {
  const bench = await openFleetBench(toPostgres(), ROWS);
  await mustKill(bench, { killAt: 'after:done:5' });
  const undo = `${bench.runId}-undo`;
  await bench.queue({ command: 'undo', of: bench.runId, options: PATIENT }, undo);
  const worker = bench.startWorker({}, undo);
  expect(await worker.ended).toBe(1);
  expect(worker.said.at(-1)).toMatchObject({ word: 'error', code: 'run_locked' });
});

it('a worker that is asked to end hands its run over, and the next one need not wait', async () => {
  const bench = await openFleetBench(toPostgres(), ROWS, { options: { rate: 30 } });
  const first = await startBlocked(bench);
  first.child.kill('SIGTERM');
  first.unblock();
  await first.waitFor('handed_over');
  await bench.finish();
  await expectOnce(bench, ROWS);
  expect(countCreates(bench.sandbox)).toEqual({ customers: ROWS, addresses: ROWS });
});

it('a customer has the same token in the reports of all runs, no matter which worker wrote them', async () => {
  const bench = await openFleetBench(toPostgres(), ROWS, { options: { mask: true } });
  await mustKill(bench, { killAt: 'after:done:5' });
  await bench.finish();
  const again = `${bench.runId}-again`;
  await bench.queue({ command: 'import', options: { ...PATIENT, mask: true } }, again);
  await bench.finish(again);
  const [one, other] = await Promise.all([bench.runId, again].map((runId) => readNames(bench, runId)));
  expect(one).toHaveLength(ROWS);
  expect(one?.join()).not.toContain('Customer');
  expect(other).toEqual(one);
});

async function readNames({ findResult }: FleetBench, runId: string) {
  const result = await findResult(runId);
  if (result === undefined) throw new Error('The run has no result.');
  return readRun(dirname(result), basename(result)).results.map((row) => row['name']);
}

describe('what only reads is done again', () => {
  it('a comparison', async () => {
    const bench = await openFleetBench(toPostgres(), ROWS, { seedCustomers });
    await bench.queue({ command: 'reconcile', options: PATIENT });
    await mustKill(bench, { killInPhase: 'listing' });
    await bench.finish();
    expect(await readCounts(bench)).toMatchObject({ would_create: ROWS - KNOWN });
    expect(countCreates(bench.sandbox)).toEqual({ customers: 0, addresses: 0 });
  });

  it('an export', async () => {
    const bench = await openFleetBench(toPostgres(), ROWS, { seedCustomers });
    await bench.queue({ command: 'export', options: { ...PATIENT, output: 'all.csv' } });
    await mustKill(bench, { killInPhase: 'listing' });
    await bench.finish();
    const result = await bench.findResult();
    if (result === undefined) throw new Error('The export has no result.');
    expect(readFileSync(join(result, 'all.csv'), 'utf8').trim().split('\n')).toHaveLength(KNOWN + 1);
  });
});
