/**
 * Runs on three machines with one token: the server's counters say how much of its limit they use, and how often it refuses. One
 * worker is killed, and another one comes.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import type { Pool } from 'pg';
import { openDatabase } from '../../src/fleet/database.js';
import { JOB_FORMAT } from '../../src/fleet/job.js';
import { SCHEMA } from '../../src/fleet/schema.js';
import { startSandbox, testCredential, type Sandbox } from '../../src/sandbox/index.js';
import { makeFolder } from '../support/program.js';
import { usePostgres } from './bench.js';
import { startWorkerProcess, type FleetWorker } from './workers.js';

const LIMIT = 150;
/** More than a run can send in the test. */
const ROWS = 12_000;
const toPostgres = usePostgres();

interface Fleet {
  readonly sandbox: Sandbox;
  readonly pool: Pool;
  readonly start: (name: string) => Promise<FleetWorker>;
}

/** Each worker has a run of its own, and a folder of its own, as on a machine of its own. */
async function openFleet(url: string): Promise<Fleet> {
  const limit = { requests: LIMIT, perMs: 1000, kind: 'window', retryAfter: 'seconds' } as const;
  const sandbox = await startSandbox({ faults: { limit, latencyMs: { min: 30, max: 50 } } });
  onTestFinished(() => sandbox.close());
  const pool = await openDatabase(url);
  onTestFinished(() => pool.end());
  const folder = makeFolder();
  const store = join(folder, 'store');
  mkdirSync(store);
  const start = async (name: string): Promise<FleetWorker> => {
    const workDir = join(folder, name);
    mkdirSync(workDir);
    const source = join(workDir, 'customers.csv');
    const rows = Array.from({ length: ROWS }, (_row, at) => `${name}-${at},Customer ${at}`);
    writeFileSync(source, ['externalId,name', ...rows, ''].join('\n'));
    const job = JSON.stringify({
      format: JOB_FORMAT,
      command: 'import',
      credential: 'test',
      baseUrl: sandbox.url,
      source: { kind: 'mounted', path: source },
      options: { timeout: 5 },
    });
    await pool.query(`INSERT INTO ${SCHEMA}.runs (id, job) VALUES ($1, $2)`, [name, job]);
    const place = { url, runId: name, store, workDir, holder: name, ttlMs: 30_000, baseUrl: sandbox.url };
    const settings = { ...place, endpoint: sandbox.url, token: testCredential.token };
    return startWorkerProcess(settings);
  };
  return { sandbox, pool, start };
}

interface Measure {
  readonly used: number;
  readonly sent: number;
  readonly refusals: number;
  /** Of the customers created meanwhile, by worker. */
  readonly shares: Readonly<Record<string, number>>;
}

/** The names of customers begin with that of their worker. */
function countByWorker(sandbox: Sandbox): ReadonlyMap<string, number> {
  const made = new Map<string, number>();
  for (const { externalId } of sandbox.snapshot().customers) {
    const [name = ''] = externalId.split('-');
    made.set(name, (made.get(name) ?? 0) + 1);
  }
  return made;
}

async function measure({ sandbox }: Fleet, ms: number): Promise<Measure> {
  const count = () => {
    const { total, throttled } = sandbox.stats();
    return { at: performance.now(), total, throttled, made: countByWorker(sandbox) };
  };
  const before = count();
  await delay(ms);
  const after = count();
  const total = after.total - before.total;
  const refusals = after.throttled - before.throttled;
  const shares = [...after.made].map(([name, made]) => {
    const share = (made - (before.made.get(name) ?? 0)) / (total - refusals);
    return [name, Math.round(100 * share) / 100] as const;
  });
  return {
    used: (1000 * (total - refusals)) / (after.at - before.at) / LIMIT,
    sent: total,
    refusals,
    shares: Object.fromEntries(shares),
  };
}

it('three share the limit, also when one is killed and another one comes', async () => {
  const fleet = await openFleet(toPostgres().url);
  const loop = monitorEventLoopDelay({ resolution: 10 });
  loop.enable();
  const first = await fleet.start('a');
  await first.waitFor('sending');
  const alone = await measure(fleet, 6000);
  const workers = await Promise.all(['b', 'c'].map(fleet.start));
  await Promise.all(workers.map((worker) => worker.waitFor('sending')));
  const starting = await measure(fleet, 4000);
  const three = await measure(fleet, 15_000);
  workers[1]?.child.kill('SIGKILL');
  // Until its last report is stale.
  const leaving = await measure(fleet, 8000);
  const two = await measure(fleet, 10_000);
  const newcomer = await fleet.start('d');
  await newcomer.waitFor('sending');
  const joining = await measure(fleet, 3000);
  const again = await measure(fleet, 12_000);
  loop.disable();
  const p99 = Math.round(loop.percentile(99) / 1e6);
  console.table({ alone, starting, three, leaving, two, joining, again });
  console.log(
    `event loop delay, p99: ${p99} ms; ${JSON.stringify(three.shares)} ${JSON.stringify(again.shares)}`,
  );

  const all = [alone, starting, three, leaving, two, joining, again];
  const sum = (toCount: (phase: Measure) => number): number =>
    all.reduce((before, phase) => before + toCount(phase), 0);
  // Also while they come and go, and from the first request on.
  expect(sum(({ refusals }) => refusals) / sum(({ sent }) => sent)).toBeLessThan(0.01);
  for (const [phase, names] of [
    [three, 'abc'],
    [again, 'abd'],
  ] as const)
    for (const name of names) expect(phase.shares[name]).toBeGreaterThan(0.2);
  expect(two.shares).toMatchObject({ c: 0 });
  // On a machine with a free processor it is over 0.9, as in the model (test/api/pace/lead.test.ts); processes that wait for one use less.
  const admitted = sum(({ sent, refusals }) => sent - refusals);
  expect(admitted / sum(({ sent, refusals, used }) => (sent - refusals) / used)).toBeGreaterThan(0.5);
  const { rows } = await fleet.pool.query<{ kept: { perSecond: number } }>(
    `SELECT kept FROM ${SCHEMA}.found_limits`,
  );
  expect(rows).toHaveLength(1);
  // As one run found it from its share.
  expect(rows[0]?.kept.perSecond).toBeGreaterThan(0.7 * LIMIT);
  expect(rows[0]?.kept.perSecond).toBeLessThan(1.4 * LIMIT);
});
