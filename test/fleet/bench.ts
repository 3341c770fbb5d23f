/** A queue, a vendor whose counters decide, and workers as processes, each with a folder of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import type { Pool } from 'pg';
import { openDatabase } from '../../src/fleet/database.js';
import { SCHEMA } from '../../src/fleet/schema.js';
import { startSandbox, testCredential, type Sandbox, type SandboxOptions } from '../../src/sandbox/index.js';
import { makeFolder, toCustomersCsv } from '../support/program.js';
import { startFleetPostgres, type FleetPostgres } from './postgres.js';

export const TTL_MS = 3000;
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

export interface WorkerSettings {
  readonly killAt?: string;
  readonly lastLook?: boolean;
}

export interface FleetBench {
  readonly sandbox: Sandbox;
  readonly pool: Pool;
  readonly runId: string;
  /** The folder of the run's files in the store; undefined while it has not ended. */
  readonly findResult: () => Promise<string | undefined>;
  readonly startWorker: (settings?: WorkerSettings) => FleetWorker;
}

let count = 0;

export async function openFleetBench(
  { url }: FleetPostgres,
  rows: number,
  { options = {}, ...sandboxOptions }: SandboxOptions & { readonly options?: Record<string, unknown> } = {},
): Promise<FleetBench> {
  const sandbox = await startSandbox(sandboxOptions);
  onTestFinished(() => sandbox.close());
  const pool = await openDatabase(url);
  onTestFinished(() => pool.end());
  const folder = makeFolder();
  const source = join(folder, 'customers.csv');
  writeFileSync(source, toCustomersCsv(rows));
  const store = join(folder, 'store');
  mkdirSync(store);
  count += 1;
  const runId = `run-${count}`;
  const flags = { provisionAddress: true, accountId: 'wallet-a', timeout: 1, ...options };
  await pool.query(`INSERT INTO ${SCHEMA}.runs (id, job) VALUES ($1, $2)`, [
    runId,
    JSON.stringify({ command: 'import', source, options: flags }),
  ]);
  let workers = 0;
  return {
    sandbox,
    pool,
    runId,
    findResult: async () => {
      const { rows: found } = await pool.query<{ result: string | null }>(
        `SELECT result FROM ${SCHEMA}.runs WHERE id = $1`,
        [runId],
      );
      const result = found[0]?.result ?? undefined;
      return result === undefined ? undefined : join(store, result);
    },
    startWorker: (settings = {}) => {
      workers += 1;
      const workDir = join(folder, `worker-${workers}`);
      mkdirSync(workDir);
      const parts = { url, runId, store, workDir, ttlMs: TTL_MS, baseUrl: sandbox.url };
      return startWorkerProcess({
        ...parts,
        holder: `worker-${workers}`,
        token: testCredential.token,
        ...settings,
      });
    },
  };
}

export function startWorkerProcess(settings: Readonly<Record<string, unknown>>): FleetWorker {
  const child = spawn(process.execPath, [WORKER], {
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

/** How many creates of customers and of addresses the vendor was sent. */
export function countCreates(sandbox: Sandbox): { readonly customers: number; readonly addresses: number } {
  const { requests } = sandbox.stats();
  return { customers: requests['POST /customers'] ?? 0, addresses: requests['POST /addresses'] ?? 0 };
}

export function listNames(folder: string): readonly string[] {
  return readdirSync(folder).sort();
}
