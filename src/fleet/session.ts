/**
 * One worker's work on one run: it takes the lease, makes or restores the journal, does the job, and brings the files to the
 * store. A worker that dies at any point leaves what the next one needs.
 */
import { existsSync, statSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Pool } from 'pg';
import { BulkError, toMessage } from '../core/errors.js';
import type { Connection, JobDeps } from '../jobs/deps.js';
import { JOURNAL_NAME } from '../jobs/run/check.js';
import { readJob, type Job } from './job.js';
import { takeLease, type Lease, type TakenRun } from './lease.js';
import { PgRunLog } from './log.js';
import { placeMaskKey } from './mask-key.js';
import { insist } from './passing.js';
import { openPaceBoard, type PgPaceBoard } from './pace-board.js';
import { keepRenewed } from './renewal.js';
import { restore, type StoredJournal } from './restore.js';
import { SCHEMA } from './schema.js';
import { toSnapshotsKey, type LogSize } from './snapshot.js';
import { startJob, type FleetReport } from './start.js';
import type { Store } from './store.js';

export interface WorkerPlace {
  readonly url: string;
  readonly pool: Pool;
  readonly store: Store;
  /** On this machine, for the journals of runs; may be empty at each start. */
  readonly workDir: string;
  readonly holder: string;
  readonly ttlMs: number;
  /** Whether a new snapshot is due. @default isLong */
  readonly isLogLong?: ((log: LogSize) => boolean) | undefined;
}

export type RunEnd =
  /** The run has come to its end, or to a stop of its own: its files are in the store. */
  | { readonly kind: 'ended'; readonly report: FleetReport }
  /** It was interrupted, and any worker can continue it at once. */
  | { readonly kind: 'handed_over' }
  | { readonly kind: 'held'; readonly leftMs: number }
  | { readonly kind: 'ended_before' };

export interface RunJob {
  readonly connection: Connection;
  readonly deps: JobDeps;
}

/**
 * Throws `RunTaken` when another worker has taken the run over; what the job throws where nothing was begun; and
 * `output_unwritable`, `journal_damaged` and errors of the database and the store, after which any worker can try again at once.
 */
export async function runSession(runId: string, place: WorkerPlace, job: RunJob): Promise<RunEnd> {
  const { pool, url, holder, ttlMs } = place;
  const take = await takeLease(pool, { runId, holder, ttlMs });
  if (take.kind === 'held') return take;
  if (take.kind === 'ended') return { kind: 'ended_before' };
  const { lease, run } = take;
  const lost = new AbortController();
  const stopRenewing = keepRenewed(lease, url, {
    onLost: () => lost.abort('SIGTERM'),
    onFailed: (error) => {
      const message = `Only writes of the run renew its lease: ${toMessage(error)}.`;
      job.deps.emit({ type: 'note', message });
    },
  });
  let paceBoard: PgPaceBoard | undefined;
  try {
    paceBoard = await openPaceBoard(url, job.connection);
    const deps = { ...job.deps, paceBoard };
    return await doJob({ lease, run, lost: lost.signal }, place, { ...job, deps });
  } catch (error) {
    // An interrupted job throws its own error first.
    lease.assertOurs();
    // Where the database is away, the lease ends by itself.
    await lease.release().catch(() => undefined);
    throw error;
  } finally {
    await stopRenewing();
    await paceBoard?.close();
    await rm(toReportsDir(place, lease), { recursive: true, force: true }).catch(() => undefined);
  }
}

interface Held {
  readonly lease: Lease;
  readonly run: TakenRun;
  readonly lost: AbortSignal;
}

/** Each take has a folder of its own. */
function toReportsDir({ workDir }: WorkerPlace, { runId, fence }: Lease): string {
  return join(workDir, `${runId}.${fence}`);
}

async function doJob(held: Held, place: WorkerPlace, { connection, deps }: RunJob): Promise<RunEnd> {
  const { lease, run, lost } = held;
  const { pool, store, isLogLong } = place;
  const { runId } = lease;
  const { isBegun } = run;
  const reportsDir = toReportsDir(place, lease);
  const job = readJob(run.job);
  await mkdir(reportsDir, { recursive: true, mode: 0o700 });
  await placeMaskKey(pool, reportsDir);
  const stored = toStoredJournal(run, job);
  const lastSeq = stored === undefined ? 0n : await bringJournal(stored, place, lease);
  const { clock, emit } = deps;
  const signal = AbortSignal.any([deps.signal, lost]);
  // A worker that is to end does not wait for what is away: another one continues.
  const patience = { clock, emit, giveUp: signal };
  const runLog = new PgRunLog({ ...patience, lease, store, folder: reportsDir, lastSeq, isLogLong });
  const jobPlace = { pool, store, runId, reportsDir };
  const task = { job, isBegun, hasJournal: stored !== undefined };
  const report = await startJob(task, jobPlace, connection, { ...deps, signal, lease, runLog }).finally(() =>
    runLog.close(),
  );
  lease.assertOurs();
  const { stopped } = report.summary;
  if (stopped?.reason === 'interrupted') {
    await lease.release();
    return { kind: 'handed_over' };
  }
  if (stopped !== null && isOfMachine(stopped.reason)) throw new BulkError(stopped.reason, stopped.message);
  await insist('The run waits to store its files', () => bringHome(report, place, lease), patience);
  return { kind: 'ended', report };
}

/** Faults of this machine's disk: its journal is not the whole truth, and another worker has the one in the log. */
function isOfMachine(reason: string): boolean {
  return reason === 'output_unwritable' || reason === 'journal_damaged';
}

/** Undefined without a journal to continue: a job that only reads is done again. */
function toStoredJournal(
  { snapshot, snapshotSha256, snapshotSeq }: TakenRun,
  { command }: Job,
): StoredJournal | undefined {
  if (snapshot === null || command === 'reconcile' || command === 'export') return undefined;
  return { snapshot, snapshotSha256, snapshotSeq };
}

/** Returns the last change that the log has. */
async function bringJournal(journal: StoredJournal, place: WorkerPlace, lease: Lease): Promise<bigint> {
  const { pool, store } = place;
  const { runId } = lease;
  const folder = join(toReportsDir(place, lease), runId);
  await mkdir(folder, { mode: 0o700 });
  return restore(journal, { pool, store, runId, path: join(folder, JOURNAL_NAME) });
}

/** The files go to the store; then the run names them, and its log is removed, with all that earlier workers have stored. */
async function bringHome(report: FleetReport, place: WorkerPlace, lease: Lease): Promise<void> {
  const { store } = place;
  const { runId, fence } = lease;
  const folder = `${runId}/${fence}`;
  for (const path of report.files) await store.put(`${folder}/${basename(path)}`, path);
  const journal = join(toReportsDir(place, lease), runId, JOURNAL_NAME);
  assertFolded(journal);
  const key = `${folder}/${JOURNAL_NAME}`;
  const stored = existsSync(journal) ? [key, await store.put(key, journal)] : [null, null];
  await lease.guard({ text: END }, [folder, JSON.stringify(report.summary), ...stored]);
  const before = Array.from({ length: Number(fence) - 1 }, (_take, at) => `${runId}/${at + 1}`);
  // The run has ended; what stays is only in the way.
  for (const old of [toSnapshotsKey(lease), ...before]) await store.remove(old).catch(() => undefined);
}

/** The last changes are in the file itself, or the file is not to be the run's journal. */
function assertFolded(journal: string): void {
  const { size } = statSync(`${journal}-wal`, { throwIfNoEntry: false }) ?? { size: 0 };
  if (size === 0) return;
  throw new BulkError(
    'output_unwritable',
    `The journal ${journal} is not whole: its log could not be folded in.`,
  );
}

/** May be run a second time, after a lost answer. Parameters: run, fence, folder, summary, key and sha256 of the journal. */
const END = `WITH ours AS (
    UPDATE ${SCHEMA}.runs SET state = 'ended', begun = false, ended_at = clock_timestamp(), expires_at = to_timestamp(0),
      result = $3, summary = $4, snapshot = $5, snapshot_sha256 = $6, snapshot_seq = 0
    WHERE id = $1 AND fence = $2 AND (state <> 'ended' OR result = $3) RETURNING id
  ), removed AS (
    DELETE FROM ${SCHEMA}.log USING ours WHERE run_id = ours.id
  ) SELECT id FROM ours`;
