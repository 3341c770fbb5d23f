/**
 * Figures for the guide, on a machine that has nothing else to do:
 * `npx vitest run --config test/fleet/figures.config.ts`. A process that waits for a processor uses less, and sends in bursts.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { expectOnce, openFleetBench, usePostgres } from './bench.js';
import { openQueueBench, type QueueBench } from './queue-bench.js';
import { LIMIT, openTokenFleet, type TokenFleet } from './token-fleet.js';

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
const ROWS = 60;

/** Seconds until the workers have compared the customers of all tenants. */
async function timeTenants(bench: QueueBench, workers: number, turn: string): Promise<number> {
  const vendors = await Promise.all(
    Array.from({ length: TENANTS }, (_tenant, at) =>
      bench.addTenant(`${turn}-${at}`, { faults: { latencyMs: 150 } }),
    ),
  );
  const source = bench.writeSource(ROWS);
  for (const [at, { url }] of vendors.entries()) {
    const place = ['--base-url', url, '--credential', `${turn}-${at}`, '--run-id', `${turn}-${at}`];
    expect(await bench.run('import', source, ...place, '--concurrency', '2', '--quiet')).toMatchObject({
      status: 0,
    });
  }
  const startedAt = performance.now();
  const started = await Promise.all(
    Array.from({ length: workers }, () => bench.startWorker({ words: ['--jobs', '2'], lease: 600 })),
  );
  for (let left = TENANTS; left > 0;) {
    await delay(100);
    const { rows } = await bench.pool.query<{ left: number }>(
      `SELECT count(*)::int AS left FROM bitpowr_bulk.runs WHERE state <> 'ended' AND id LIKE $1`,
      [`${turn}-%`],
    );
    left = rows[0]?.left ?? 0;
  }
  const seconds = (performance.now() - startedAt) / 1000;
  for (const { child } of started) child.kill('SIGTERM');
  await Promise.all(started.map(({ ended }) => ended));
  for (const vendor of vendors) expect(vendor.stats().customers).toBe(ROWS);
  return seconds;
}

it('fifty tenants on three workers, and on one', async () => {
  const bench = await openQueueBench(toPostgres());
  onTestFinished(async () => bench.close());
  const one = await timeTenants(bench, 1, 'one');
  const three = await timeTenants(bench, 3, 'three');
  console.log(
    `${TENANTS} tenants: ${one.toFixed(1)} s on one worker, ${three.toFixed(1)} s on three: ${(one / three).toFixed(2)} times`,
  );
  expect(one / three).toBeGreaterThan(2);
});
