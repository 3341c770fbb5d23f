/** Runs on several machines with one token. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Pool } from 'pg';
import { openDatabase } from '../../src/fleet/database.js';
import { JOB_FORMAT } from '../../src/fleet/job.js';
import { SCHEMA } from '../../src/fleet/schema.js';
import { startSandbox, testCredential, type Sandbox } from '../../src/sandbox/index.js';
import { makeFolder } from '../support/program.js';
import { PATIENT } from './bench.js';
import { startWorkerProcess, type FleetWorker } from './workers.js';

/** Requests a second that the vendor takes of the token. */
export const LIMIT = 150;
/** More than a run can send in the test. */
const ROWS = 12_000;

export interface TokenFleet {
  readonly sandbox: Sandbox;
  readonly pool: Pool;
  readonly start: (name: string) => Promise<FleetWorker>;
}

/** Each worker has a run of its own, and a folder of its own, as on a machine of its own. */
export async function openTokenFleet(url: string): Promise<TokenFleet> {
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
      options: PATIENT,
    });
    await pool.query(`INSERT INTO ${SCHEMA}.runs (id, job) VALUES ($1, $2)`, [name, job]);
    const place = { url, runId: name, store, workDir, holder: name, ttlMs: 600_000, baseUrl: sandbox.url };
    const settings = { ...place, endpoint: sandbox.url, token: testCredential.token };
    return startWorkerProcess(settings);
  };
  return { sandbox, pool, start };
}
