/**
 * Figures for the guide, on a machine that has nothing else to do:
 * `npx vitest run --config test/fleet/figures.config.ts`. A process that waits for a processor uses less, and sends in bursts.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { PgBoss } from 'pg-boss';
import { expect, it, onTestFinished } from 'vitest';
import { BOSS_SCHEMA } from '../../src/fleet/boss.js';
import { enqueueRun } from '../../src/fleet/enqueue.js';
import { JOB_FORMAT, type Job } from '../../src/fleet/job.js';
import type { Sandbox } from '../../src/sandbox/index.js';
import { expectOnce, openFleetBench, usePostgres } from './bench.js';
import { openQueueBench, type QueueBench } from './queue-bench.js';
import { LIMIT, openTokenFleet, type TokenFleet } from './token-fleet.js';
import { waitUntil } from './workers.js';

const toPostgres = usePostgres();

interface Measure {
  readonly used: number;
  readonly refused: number;
}

/** How much of the limit is used, and which part of the requests is refused. */
async function measure({ sandbox }: TokenFleet, ms: number): Promise<Measure> {
  const before = { ...sandbox.stats(), at: performance.now() };
  await delay(ms);
  const after = sandbox.stats();
  const sent = after.total - before.total;
  const refusals = after.throttled - before.throttled;
  return {
    used: (1000 * (sent - refusals)) / (performance.now() - before.at) / LIMIT,
    refused: refusals / sent,
  };
}

it('three use over 85 % of the limit, and under 1 % of the requests are refused', async () => {
  const fleet = await openTokenFleet(toPostgres().url);
  const loop = monitorEventLoopDelay({ resolution: 10 });
  loop.enable();
  const starting = measure(fleet, 15_000);
  const workers = await Promise.all(['a', 'b', 'c'].map(fleet.start));
  await Promise.all(workers.map((worker) => worker.waitFor('sending')));
  const { refused: refusedFirst } = await starting;
  const three = await measure(fleet, 30_000);
  loop.disable();
  const p99 = Math.round(loop.percentile(99) / 1e6);
  console.log(`${JSON.stringify({ ...three, refusedFirst })}; event loop delay, p99: ${p99} ms`);
  expect(three.used).toBeGreaterThan(0.85);
  expect(three.refused).toBeLessThan(0.01);
});

it('a worker that is killed: another one sends within the lease and ten seconds', async () => {
  const ttlMs = 30_000;
  const bench = await openFleetBench(toPostgres(), 200, { options: { timeout: 30 } });
  const first = bench.startWorker({ killAt: 'after:sending_address:50', ttlMs });
  const second = first.waitFor('sending').then(() => bench.startWorker());
  await first.ended;
  const killedAt = Date.now();
  await (await second).waitFor('sending');
  const took = (Date.now() - killedAt) / 1000;
  console.log(
    `takeover: the next request that changes anything was sent ${took.toFixed(1)} s after the kill, lease ${ttlMs / 1000} s`,
  );
  expect(took).toBeLessThan(ttlMs / 1000 + 10);
  await (await second).waitFor('ended');
  await expectOnce(bench, 200);
});

const TENANTS = 50;
const ROWS = 10;

/** A run for each tenant is in the queue, as a command gives it. */
async function queueTenants(bench: QueueBench): Promise<readonly Sandbox[]> {
  await bench.run('runs');
  const boss = new PgBoss({
    connectionString: bench.url,
    schema: BOSS_SCHEMA,
    supervise: false,
    schedule: false,
  });
  await boss.start();
  const path = bench.writeSource(ROWS);
  const vendors: Sandbox[] = [];
  for (let at = 0; at < TENANTS; at += 1) {
    const credential = `tenant-${at}`;
    const vendor = await bench.addTenant(credential, { faults: { latencyMs: 200 } });
    const place = { credential, baseUrl: vendor.url, source: { kind: 'mounted', path } } as const;
    const job: Job = { format: JOB_FORMAT, command: 'import', ...place, options: { concurrency: 2 } };
    await enqueueRun({ pool: bench.pool, boss }, credential, job);
    vendors.push(vendor);
  }
  await boss.stop();
  return vendors;
}

it.each([1, 3])('fifty tenants, workers: %i', async (count) => {
  const bench = await openQueueBench(toPostgres());
  onTestFinished(async () => bench.close());
  const vendors = await queueTenants(bench);
  const startedAt = performance.now();
  const workers = await Promise.all(
    Array.from({ length: count }, () => bench.startWorker({ words: ['--jobs', '2'], lease: 600 })),
  );
  const readyAfter = performance.now() - startedAt;
  await waitUntil(async () => {
    const { rows } = await bench.pool.query(`SELECT 1 FROM bitpowr_bulk.runs WHERE state <> 'ended'`);
    return rows.length === 0;
  });
  const seconds = (performance.now() - startedAt) / 1000;
  console.log(
    `${TENANTS} tenants, workers: ${count}: ${seconds.toFixed(1)} s, start of the workers included (${(readyAfter / 1000).toFixed(1)} s)`,
  );
  for (const { child } of workers) child.kill('SIGTERM');
  await Promise.all(workers.map(({ ended }) => ended));
  for (const vendor of vendors) expect(vendor.stats().customers).toBe(ROWS);
});
