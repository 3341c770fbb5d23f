/** A queue, a vendor whose counters decide, and workers as processes, each with a folder of its own. */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import type { Pool } from 'pg';
import { openDatabase } from '../../src/fleet/database.js';
import { JOB_FORMAT } from '../../src/fleet/job.js';
import { SCHEMA } from '../../src/fleet/schema.js';
import { startSandbox, testCredential, type Sandbox, type SandboxOptions } from '../../src/sandbox/index.js';
import { expectExactlyOnce } from '../support/durable.js';
import { makeFolder, toCustomersCsv } from '../support/program.js';
import { startFleetPostgres, type FleetPostgres } from './postgres.js';
import {
  startWorkerProcess,
  waitUntil,
  type FleetWorker,
  type Said,
  type WorkerSettings,
} from './workers.js';

/** Of a lease that must not end, however slow the machine is: `endLease` ends it. */
const LONG_TTL_MS = 600_000;
/** Of a lease that ends by itself, of a worker that keeps its run until it is killed, stopped or cut off. */
export const SHORT_TTL_MS = 1000;

/** One server for all tests of a file. */
export function usePostgres(): () => FleetPostgres {
  let postgres: FleetPostgres | undefined;
  beforeAll(async () => {
    postgres = await startFleetPostgres();
  });
  afterAll(() => postgres?.remove());
  return () => {
    if (postgres === undefined) throw new Error('PostgreSQL has not been started.');
    return postgres;
  };
}

/** What a run is to do; the rest of the job is added. */
interface QueuedJob {
  readonly command: string;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly of?: string;
  readonly failed?: boolean;
}

export interface FleetBench {
  readonly sandbox: Sandbox;
  readonly pool: Pool;
  readonly runId: string;
  /** The store's folder. */
  readonly store: string;
  /** Queues a run, or another job of a run that has ended. */
  readonly queue: (job: QueuedJob, runId?: string) => Promise<void>;
  /** The folder of the run's files in the store; undefined while it has not ended. */
  readonly findResult: (runId?: string) => Promise<string | undefined>;
  readonly startWorker: (settings?: WorkerSettings, runId?: string) => FleetWorker;
  /** A worker without faults does what is left. */
  readonly finish: (runId?: string) => Promise<Said>;
}

let count = 0;

/** An answer may take its time on a busy machine: nothing is in doubt without a fault. */
export const PATIENT = { timeout: 60 };

type BenchOptions = SandboxOptions & { readonly options?: Readonly<Record<string, unknown>> };

/** In the queue is an import of this many rows, each with an address. */
export async function openFleetBench(
  { url }: FleetPostgres,
  rows: number,
  { options = {}, ...sandboxOptions }: BenchOptions = {},
): Promise<FleetBench> {
  const sandbox = await startSandbox(sandboxOptions);
  onTestFinished(() => sandbox.close());
  const pool = await openDatabase(url);
  onTestFinished(() => pool.end());
  const folder = makeFolder();
  const path = join(folder, 'customers.csv');
  writeFileSync(path, toCustomersCsv(rows));
  const store = join(folder, 'store');
  mkdirSync(store);
  count += 1;
  const ownId = `run-${count}`;
  const queue: FleetBench['queue'] = async (job, runId = ownId) => {
    const common = { format: JOB_FORMAT, credential: 'test', baseUrl: sandbox.url, options: {} };
    await pool.query(
      `INSERT INTO ${SCHEMA}.runs (id, job) VALUES ($1, $2)
       ON CONFLICT (id) DO UPDATE SET job = EXCLUDED.job, state = 'open'`,
      [runId, JSON.stringify({ ...common, source: { kind: 'mounted', path }, ...job })],
    );
  };
  const address = { provisionAddress: true, accountId: 'wallet-a' };
  await queue({ command: 'import', options: { ...address, ...PATIENT, ...options } });
  let workers = 0;
  const startWorker: FleetBench['startWorker'] = (settings = {}, runId = ownId) => {
    workers += 1;
    const holder = `worker-${workers}`;
    const workDir = join(folder, holder);
    mkdirSync(workDir);
    const { token } = testCredential;
    const baseUrl = sandbox.url;
    const parts = {
      url,
      runId,
      store,
      workDir,
      ttlMs: LONG_TTL_MS,
      baseUrl,
      endpoint: baseUrl,
      holder,
      token,
    };
    return startWorkerProcess({ ...parts, ...settings });
  };
  return {
    sandbox,
    pool,
    runId: ownId,
    store,
    queue,
    findResult: async (runId = ownId) => {
      const { rows: found } = await pool.query<{ result: string | null }>(
        `SELECT result FROM ${SCHEMA}.runs WHERE id = $1 AND state = 'ended'`,
        [runId],
      );
      const result = found[0]?.result ?? undefined;
      return result === undefined ? undefined : join(store, result);
    },
    startWorker,
    finish: async (runId) => {
      const worker = startWorker({}, runId);
      const said = await worker.waitFor('ended');
      await worker.ended;
      return said;
    },
  };
}

/** What the end of its lease is to the run of a worker that has died. */
export async function endLease({ pool, runId }: FleetBench, ofRun = runId): Promise<void> {
  await pool.query(`UPDATE ${SCHEMA}.runs SET expires_at = clock_timestamp() WHERE id = $1`, [ofRun]);
}

/** Until the lease has been renewed this many times, each time beyond an end that has passed. */
export async function waitForRenewals({ pool, runId }: FleetBench, times: number): Promise<void> {
  for (let left = times; left > 0; left -= 1) {
    const { rows } = await pool.query<{ end: string }>(
      `SELECT expires_at::text AS end FROM ${SCHEMA}.runs WHERE id = $1`,
      [runId],
    );
    const sql = `SELECT 1 FROM ${SCHEMA}.runs WHERE id = $1 AND expires_at > $2 AND clock_timestamp() > $2`;
    await waitUntil(async () => (await pool.query(sql, [runId, rows[0]?.end])).rows.length > 0);
  }
}

/** How many workers have taken the run. */
export async function countTakes({ pool, runId }: FleetBench): Promise<number> {
  const { rows } = await pool.query<{ fence: string }>(`SELECT fence FROM ${SCHEMA}.runs WHERE id = $1`, [
    runId,
  ]);
  return Number(rows[0]?.fence);
}

/** The run has ended: each customer once, with one address, by the vendor's counters and by the files in the store. */
export async function expectOnce(bench: FleetBench, rows: number, runId = bench.runId): Promise<void> {
  const { sandbox, pool, findResult } = bench;
  const result = await findResult(runId);
  if (result === undefined) throw new Error('The run has no result.');
  expectExactlyOnce(sandbox, dirname(result), basename(result), { rows, addresses: rows });
  const left = await pool.query(`SELECT 1 FROM ${SCHEMA}.log WHERE run_id = $1`, [runId]);
  expect(left.rows).toEqual([]);
  // What earlier workers have stored is gone.
  expect(listNames(dirname(result))).toEqual([basename(result)]);
  expect(listNames(result)).not.toContain('snapshots');
}

/** How many creates of customers and of addresses the vendor was sent. */
export function countCreates(sandbox: Sandbox): { readonly customers: number; readonly addresses: number } {
  const { requests } = sandbox.stats();
  return { customers: requests['POST /customers'] ?? 0, addresses: requests['POST /addresses'] ?? 0 };
}

function listNames(folder: string): readonly string[] {
  return readdirSync(folder).sort();
}

export interface BlockedWorker extends FleetWorker {
  readonly unblock: () => void;
}

/** A worker that stands still in the middle of its run, with intents written down, until it is unblocked. Its lease is renewed. */
export async function startBlocked(
  { startWorker, store }: FleetBench,
  settings: WorkerSettings = {},
): Promise<BlockedWorker> {
  const blockUntil = `${store}.unblock`;
  const worker = startWorker({ blockAt: 'after:sending_address:5', blockUntil, ...settings });
  await worker.waitFor('blocking');
  return { ...worker, unblock: () => writeFileSync(blockUntil, '') };
}
