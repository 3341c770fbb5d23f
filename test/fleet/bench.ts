/** A queue, a vendor whose counters decide, and workers as processes, each with a folder of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import type { Pool } from 'pg';
import { openDatabase } from '../../src/fleet/database.js';
import { JOB_FORMAT } from '../../src/fleet/job.js';
import { SCHEMA } from '../../src/fleet/schema.js';
import { startSandbox, testCredential, type Sandbox, type SandboxOptions } from '../../src/sandbox/index.js';
import { expectExactlyOnce } from '../support/durable.js';
import { makeFolder, toCustomersCsv } from '../support/program.js';
import { startFleetPostgres, type FleetPostgres } from './postgres.js';

/** Long enough for a busy machine where two workers must not be confused. */
export const TTL_MS = 3000;
/** Where the only worker is killed. */
export const SHORT_TTL_MS = 1000;
const CLOCK = resolve('test/fleet/children/clock.mjs');
const WORKER = resolve('test/fleet/children/worker.mjs');

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

export interface Said {
  readonly word: string;
  readonly at: number;
  readonly name?: string;
  readonly code?: string;
  readonly key?: string;
  readonly message?: string;
  readonly counts?: Readonly<Record<string, number>>;
  readonly stopped?: unknown;
}

export interface FleetWorker {
  readonly child: ChildProcess;
  readonly said: readonly Said[];
  /** Resolves when it has said this word; rejects when it ends without. */
  waitFor(word: string): Promise<Said>;
  /** Its signal, or its status. */
  readonly ended: Promise<NodeJS.Signals | number | null>;
}

/** Places are moves of rows: `before:sending_create:5` is the fifth of its kind. See `children/worker.mjs`. */
export interface WorkerSettings {
  readonly killAt?: string;
  /** Where this phase of a job begins. */
  readonly killInPhase?: string;
  /** The whole process stops (SIGSTOP) where a request is about to leave, after this move. */
  readonly stopAt?: string;
  /** The event loop stands still for `blockMs`. */
  readonly blockAt?: string;
  readonly blockMs?: number;
  /** `before:2`: dies before the second snapshot is in the store. */
  readonly dieAtSnapshot?: string;
  /** After so many changes a new snapshot is made. */
  readonly snapshotAfter?: number;
  /** @default true */
  readonly lastLook?: boolean;
  readonly ttlMs?: number;
  /** Of PostgreSQL, where it is not reached directly. */
  readonly url?: string;
  /** Of the vendor, likewise. */
  readonly baseUrl?: string;
  /** How far its clock is off. */
  readonly clockShiftMs?: number;
  /** What starts Node, such as `ip netns exec NAME`. */
  readonly command?: readonly string[];
}

/** What a run is to do; the rest of the job is added. */
export interface QueuedJob {
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

export type BenchOptions = SandboxOptions & { readonly options?: Readonly<Record<string, unknown>> };

/** With an import of so many rows, each with an address, in the queue. */
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
  await queue({ command: 'import', options: { ...address, timeout: 1, ...options } });
  let workers = 0;
  const startWorker: FleetBench['startWorker'] = (settings = {}, runId = ownId) => {
    workers += 1;
    const holder = `worker-${workers}`;
    const workDir = join(folder, holder);
    mkdirSync(workDir);
    const { token } = testCredential;
    const baseUrl = sandbox.url;
    const parts = { url, runId, store, workDir, ttlMs: TTL_MS, baseUrl, endpoint: baseUrl, holder, token };
    return startProcess({ ...parts, ...settings });
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

function startProcess({ command = [], ...settings }: WorkerSettings): FleetWorker {
  // Threads get the clock as well.
  const clock = settings.clockShiftMs === undefined ? [] : ['--import', CLOCK];
  const [program = process.execPath, ...args] = [...command, process.execPath, ...clock, WORKER];
  const child = spawn(program, args, {
    env: { PATH: process.env['PATH'], FLEET_WORKER: JSON.stringify(settings) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const said: Said[] = [];
  const listeners = new Set<() => void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    said.push(JSON.parse(line) as Said);
    for (const listener of listeners) listener();
  });
  const ended = once(child, 'close').then(
    ([status, signal]) => (signal ?? status) as NodeJS.Signals | number | null,
  );
  return {
    child,
    said,
    ended,
    waitFor: (word) =>
      new Promise((found, failed) => {
        const look = (): void => {
          const one = said.find((line) => line.word === word);
          if (one !== undefined) found(one);
        };
        listeners.add(look);
        look();
        ended.then(() => failed(new Error(`It ended without ${word}: ${JSON.stringify(said)}`)), failed);
      }),
  };
}

/** Until a process is stopped as a whole. */
export async function waitUntilStopped({ child }: FleetWorker): Promise<void> {
  await waitUntil(() => /^State:\s*T/m.test(readFileSync(`/proc/${child.pid}/status`, 'utf8')));
}

export async function waitUntil(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await delay(20);
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

export function listNames(folder: string): readonly string[] {
  return readdirSync(folder).sort();
}
