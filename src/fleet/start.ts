/** Starts a job, or continues what an earlier worker has left of it. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import type { Pool } from 'pg';
import {
  applyOptionsSchema,
  exportOptionsSchema,
  importOptionsSchema,
  reconcileOptionsSchema,
  resumeOptionsSchema,
  undoOptionsSchema,
  type ResumeOptions,
} from '../config/options.js';
import type { Connection, JobDeps } from '../jobs/deps.js';
import { exportCustomers, type ExportReport } from '../jobs/export/export.js';
import { applyPlan } from '../jobs/import/apply.js';
import { importCustomers } from '../jobs/import/import.js';
import { resumeRun } from '../jobs/import/resume.js';
import { reconcile } from '../jobs/reconcile/reconcile.js';
import type { RunReport } from '../jobs/report.js';
import { JOURNAL_NAME } from '../jobs/run/check.js';
import { undoRun } from '../jobs/undo/undo.js';
import type { Job, JobInput } from './job.js';
import { fetchInput } from './job-input.js';
import { findEnded, restore } from './restore.js';
import type { Store } from './store.js';

export type FleetReport = RunReport | ExportReport;

interface JobPlace {
  readonly pool: Pool;
  readonly store: Store;
  readonly runId: string;
  /** Its reports folder on this machine, for this job alone. */
  readonly reportsDir: string;
}

interface RunTask {
  readonly job: Job;
  /** What is left of it is in the journal. */
  readonly isBegun: boolean;
  /** A journal of the run is there: of this job, or of an earlier one. */
  readonly hasJournal: boolean;
}

/** Throws what the job throws where nothing was begun, and errors of the database and the store. */
export function startJob(
  { job, isBegun, hasJournal }: RunTask,
  place: JobPlace,
  connection: Connection,
  deps: JobDeps,
): Promise<FleetReport> {
  const { runId, reportsDir } = place;
  const run = { reportsDir, id: runId };
  const isOpenedAgain = hasJournal && (job.command === 'import' || job.command === 'undo');
  if (isBegun || isOpenedAgain) return resumeRun(run, toOverrides(job), connection, deps);
  switch (job.command) {
    case 'import':
      return startImport(job, place, connection, deps);
    case 'reconcile':
      return startReconcile(job, place, connection, deps);
    case 'export':
      return startExport(job, place, connection, deps);
    case 'apply':
      return applyPlan(run, applyOptionsSchema.parse(job.options), connection, deps);
    case 'resume':
      return resumeRun(run, { ...toOverrides(job), failed: job.failed }, connection, deps);
    case 'undo':
      return startUndo(job, place, connection, deps);
  }
}

/** Laid over the options in the journal, each time that the run continues. Which part of a plan is applied is in the journal. */
function toOverrides({ command, options }: Job): ResumeOptions {
  return resumeOptionsSchema.parse(command === 'apply' || command === 'resume' ? options : {});
}

async function startImport(
  job: Job & { readonly command: 'import' },
  { store, runId, reportsDir }: JobPlace,
  connection: Connection,
  deps: JobDeps,
): Promise<RunReport> {
  const path = await fetchInput(job.source, store, join(reportsDir, 'input'));
  const options = importOptionsSchema.parse({ ...toName(job), ...job.options, reportsDir, runId });
  return importCustomers({ path }, options, connection, deps);
}

/** A copy from the store is called by the name of the file that was queued, if `--source-name` takes it. */
function toName({ source }: { readonly source: JobInput }): { readonly sourceName?: string } {
  const { success, data } = SOURCE_NAME.safeParse(source.kind === 'mounted' ? undefined : source.name);
  return success && data !== undefined ? { sourceName: data } : {};
}

const SOURCE_NAME = importOptionsSchema.shape.sourceName;

async function startReconcile(
  job: Job & { readonly command: 'reconcile' },
  { store, runId, reportsDir }: JobPlace,
  connection: Connection,
  deps: JobDeps,
): Promise<RunReport> {
  const path = await fetchInput(job.source, store, join(reportsDir, 'input'));
  const against =
    job.against === undefined
      ? {}
      : { against: await fetchInput(job.against, store, join(reportsDir, 'against')) };
  const options = reconcileOptionsSchema.parse({
    ...toName(job),
    ...job.options,
    ...against,
    reportsDir,
    runId,
  });
  return reconcile({ path }, options, connection, deps);
}

/** Its files have their names in the folder of the run. */
async function startExport(
  job: Job & { readonly command: 'export' },
  { runId, reportsDir }: JobPlace,
  connection: Connection,
  deps: JobDeps,
): Promise<ExportReport> {
  const folder = join(reportsDir, runId);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { output, transactions, ...more } = exportOptionsSchema.parse({ ...job.options, reportsDir });
  const options = {
    ...more,
    output: join(folder, output),
    transactions: transactions === undefined ? undefined : join(folder, transactions),
  };
  const stdout = new Writable({ write: (_chunk, _encoding, done) => done() });
  return exportCustomers(options, connection, { ...deps, stdout });
}

/** Made from the journal of the other run, which stays as it is. */
async function startUndo(
  job: Job & { readonly command: 'undo' },
  { pool, store, runId, reportsDir }: JobPlace,
  connection: Connection,
  deps: JobDeps,
): Promise<RunReport> {
  const of = await findEnded(pool, job.of);
  const folder = join(reportsDir, job.of);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await restore(of, { pool, store, runId: job.of, path: join(folder, JOURNAL_NAME) });
  const options = { ...undoOptionsSchema.parse(job.options), runId };
  return undoRun({ reportsDir, id: job.of }, options, connection, deps);
}
