/**
 * One worker's work on one run: it takes the lease, makes or restores the journal, does the job, and brings the files to the
 * store. A worker that dies at any point leaves what the next one needs.
 */
import { mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Pool } from 'pg';
import { z } from 'zod';
import { importOptionsSchema, resumeOptionsSchema } from '../config/options.js';
import type { Connection, JobDeps } from '../jobs/deps.js';
import { importCustomers } from '../jobs/import/import.js';
import { resumeRun } from '../jobs/import/resume.js';
import type { RunReport } from '../jobs/report.js';
import { JOURNAL_NAME } from '../jobs/run/check.js';
import { takeLease, type Lease, type TakenRun } from './lease.js';
import { PgRunLog } from './log.js';
import { openPaceBoard } from './pace-board.js';
import { keepRenewed } from './renewal.js';
import { restore } from './restore.js';
import { SCHEMA } from './schema.js';
import type { Store } from './store.js';

/** What a run does. It names no secret. */
export const jobSchema = z.object({
  command: z.literal('import'),
  /** A path that each worker has. */
  source: z.string(),
  /** As `importOptionsSchema` takes them. */
  options: z.record(z.string(), z.unknown()),
});

export interface SessionPlace {
  readonly url: string;
  readonly pool: Pool;
  readonly store: Store;
  /** On this machine, for the journals of runs; may be empty at each start. */
  readonly workDir: string;
  readonly holder: string;
  readonly ttlMs: number;
}

export type SessionEnd =
  /** The run has come to its end, or to a stop of its own: its files are in the store. */
  | { readonly kind: 'ended'; readonly report: RunReport }
  /** It was interrupted, and any worker can continue it at once. */
  | { readonly kind: 'handed_over' }
  | { readonly kind: 'held'; readonly leftMs: number }
  | { readonly kind: 'ended_before' };

export interface SessionJob {
  readonly connection: Connection;
  readonly deps: JobDeps;
}

/** Throws `RunTaken` when another worker has taken the run over, and what the job throws where nothing was begun. */
export async function runSession(runId: string, place: SessionPlace, job: SessionJob): Promise<SessionEnd> {
  const { pool, url, holder, ttlMs } = place;
  const take = await takeLease(pool, { runId, holder, ttlMs });
  if (take.kind === 'held') return take;
  if (take.kind === 'ended') return { kind: 'ended_before' };
  const { lease, run } = take;
  const lost = new AbortController();
  const stopRenewing = keepRenewed(lease, url, () => lost.abort('SIGTERM'));
  const paceBoard = await openPaceBoard(url, job.connection);
  try {
    return await doJob({ lease, run, lost: lost.signal }, place, {
      ...job,
      deps: { ...job.deps, paceBoard },
    });
  } finally {
    await paceBoard.close();
    await stopRenewing();
  }
}

interface Held {
  readonly lease: Lease;
  readonly run: TakenRun;
  readonly lost: AbortSignal;
}

async function doJob({ lease, run, lost }: Held, place: SessionPlace, job: SessionJob): Promise<SessionEnd> {
  const { pool, store, workDir } = place;
  const { runId } = lease;
  const reportsDir = join(workDir, `${runId}.${lease.fence}`);
  await mkdir(join(reportsDir, runId), { recursive: true, mode: 0o700 });
  const path = join(reportsDir, runId, JOURNAL_NAME);
  const { snapshot } = run;
  const isBegun = snapshot !== null;
  const lastSeq = isBegun ? await restore({ ...run, snapshot }, { pool, store, runId, path }) : 0n;
  if (!isBegun) await rm(join(reportsDir, runId), { recursive: true });
  const { clock, emit, signal } = job.deps;
  const runLog = new PgRunLog({ lease, store, folder: reportsDir, lastSeq, clock, emit, giveUp: lost });
  const deps: JobDeps = { ...job.deps, signal: AbortSignal.any([signal, lost]), lease, runLog };
  const report = await start({ run, runId, reportsDir, isBegun }, job.connection, deps);
  lease.assertOurs();
  if (report.summary.stopped?.reason === 'interrupted') {
    await lease.release();
    return { kind: 'handed_over' };
  }
  await bringHome(report, lease, place);
  await rm(reportsDir, { recursive: true, force: true });
  return { kind: 'ended', report };
}

interface Beginning {
  readonly run: TakenRun;
  readonly runId: string;
  readonly reportsDir: string;
  readonly isBegun: boolean;
}

function start(
  { run, runId, reportsDir, isBegun }: Beginning,
  connection: Connection,
  deps: JobDeps,
): Promise<RunReport> {
  if (isBegun) return resumeRun({ reportsDir, id: runId }, resumeOptionsSchema.parse({}), connection, deps);
  const { source, options } = jobSchema.parse(run.job);
  const flags = importOptionsSchema.parse({ ...options, reportsDir, runId });
  return importCustomers({ path: source }, flags, connection, deps);
}

/** The files go to the store; then the run names them, and its log is removed. */
async function bringHome(report: RunReport, lease: Lease, { store }: SessionPlace): Promise<void> {
  const folder = `${lease.runId}/${lease.fence}`;
  const journal = join(report.summary.runDir, JOURNAL_NAME);
  for (const path of report.files) await store.put(`${folder}/${basename(path)}`, path);
  const key = `${folder}/${JOURNAL_NAME}`;
  const sha256 = await store.put(key, journal);
  await lease.guard(END, [folder, JSON.stringify(report.summary), key, sha256]);
  await store.remove(`${folder}/snapshot.sqlite`);
}

const END = `WITH ours AS (
    UPDATE ${SCHEMA}.runs SET state = 'ended', ended_at = clock_timestamp(), expires_at = to_timestamp(0),
      result = $3, summary = $4, snapshot = $5, snapshot_sha256 = $6,
      -- All changes that are in the log are in the journal.
      snapshot_seq = (SELECT coalesce(max(seq), 0) FROM ${SCHEMA}.log WHERE run_id = $1)
    WHERE id = $1 AND fence = $2 AND state <> 'ended' RETURNING id
  ), removed AS (
    DELETE FROM ${SCHEMA}.log USING ours WHERE run_id = ours.id
  ) SELECT id FROM ours`;
