/** A worker: takes runs from the queue, several at a time, and works on each until it ends or must be handed over. */
import type { JobResult, JobWithMetadata, PgBoss } from 'pg-boss';
import { toMessage } from '../core/errors.js';
import { assertInstalled, openBoss, RUNS } from './boss.js';
import { openDatabase } from './database.js';
import { insertRun, transact, type Fleet } from './enqueue.js';
import { readJob } from './job.js';
import type { WorkOutcome } from './outcome.js';
import { readQueued, sendRun, toTokenKey, within } from './queue.js';
import { SCHEMA } from './schema.js';
import { workOn, type RunWorker } from './work-on.js';

export interface WorkerSettings extends Omit<RunWorker, 'pool'> {
  /** Runs at a time. */
  readonly jobs: number;
}

/** Seconds. */
const POLLING = 1;
/**
 * After the first signal, because Kubernetes kills 30 s after it. First, requests whose answers are outstanding are cut: their
 * rows are in doubt, and the next worker settles them by looking.
 */
const CUT_MS = 12_000;
const STOPPING_MS = 20_000;
const CLOSING_MS = 5000;

/** Works until the signal. Throws `queue_unsupported`, `queue_unreachable`, `queue_newer`. */
export async function runWorker(settings: WorkerSettings, onReady: (fleet: Fleet) => void): Promise<void> {
  const { url, holder: name, ttlMs: leaseMs, say } = settings;
  await assertInstalled();
  const pool = await openDatabase(url);
  try {
    const boss = await openBoss({
      url,
      worker: { name, leaseMs },
      onFault: (message) => say({ type: 'note', message: `The queue: ${message}` }),
    });
    try {
      await takeJobs(boss, { ...settings, pool }, () => onReady({ pool, boss }));
    } finally {
      await boss.stop({ graceful: true, timeout: CLOSING_MS });
    }
  } finally {
    await pool.end();
  }
}

async function takeJobs(
  boss: PgBoss,
  worker: RunWorker & Pick<WorkerSettings, 'jobs'>,
  onReady: () => void,
): Promise<void> {
  const { signal, jobs } = worker;
  const options = {
    localConcurrency: jobs,
    pollingIntervalSeconds: POLLING,
    includeMetadata: true,
    perJobResults: true,
  } as const;
  const cut = new AbortController();
  const deps = { ...worker.deps, killed: cut.signal };
  const taken = (all: JobWithMetadata<unknown>[]): Promise<JobResult[]> =>
    Promise.all(all.map((one) => doQueued(boss, one, { ...worker, deps })));
  if (!signal.aborted) {
    await boss.work<unknown, unknown, typeof options>(RUNS, options, taken);
    onReady();
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  }
  // Waits for the runs that are under way, which the signal has interrupted.
  const timer = new AbortController();
  const { clock } = worker.deps;
  clock.sleep(CUT_MS, timer.signal).then(
    () => cut.abort(),
    () => undefined,
  );
  await Promise.race([
    boss.offWork(RUNS, { wait: true }),
    clock.sleep(STOPPING_MS, timer.signal).catch(() => undefined),
  ]);
  timer.abort();
}

/** A fault is a result, too: what it says is ours, and not what pg-boss makes of a thrown error. */
async function doQueued(
  boss: PgBoss,
  queued: JobWithMetadata<unknown>,
  worker: RunWorker,
): Promise<JobResult> {
  const { id, retryCount, retryLimit } = queued;
  let run: Admitted | undefined;
  try {
    run = await admit(boss, queued, worker);
    if (run === undefined) return { id, status: 'completed' };
    const signal = AbortSignal.any([worker.signal, queued.signal]);
    const outcome = await workOn(run, { ...worker, signal }, retryCount >= retryLimit);
    await enact(boss, outcome, run, worker);
    return toResult(id, outcome);
  } catch (error) {
    const message = toMessage(error);
    worker.say(
      run === undefined
        ? { type: 'note', message }
        : { type: 'later', runId: run.id, message: `The run ${run.id} is tried again later: ${message}` },
    );
    return { id, status: 'failed', output: { message } };
  }
}

interface Admitted {
  readonly id: string;
  /** As it is in the table, not yet read. */
  readonly job: unknown;
}

/** The run of a job; undefined: there is nothing to do. A tick of a schedule becomes a run with a job of its own, once. */
async function admit(
  boss: PgBoss,
  { data, createdOn, singletonKey }: JobWithMetadata<unknown>,
  { pool }: RunWorker,
): Promise<Admitted | undefined> {
  const queued = readQueued(data);
  if ('runId' in queued) {
    const { rows } = await pool.query<{ job: unknown }>(`SELECT job FROM ${SCHEMA}.runs WHERE id = $1`, [
      queued.runId,
    ]);
    return rows[0] === undefined ? undefined : { id: queued.runId, job: rows[0].job };
  }
  const { schedule, job } = queued;
  if (await hasLaterTick(boss, schedule, createdOn)) return undefined;
  const id = `${schedule}-${createdOn.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')}`;
  await transact(pool, async (client) => {
    // Before the ticks of the same token that wait.
    if (await insertRun(client, id, job))
      await sendRun(boss, id, singletonKey ?? '', { ...within(client), priority: 1 });
  });
  return undefined;
}

/** While a run takes longer than the time between two ticks, only the newest tick counts. */
async function hasLaterTick(boss: PgBoss, schedule: string, createdOn: Date): Promise<boolean> {
  const waiting = await boss.findJobs(RUNS, { data: { schedule }, queued: true });
  return waiting.some((one) => one.createdOn > createdOn);
}

/** A comparison and an export begin from the start; the others continue where their journal says they are. */
const REOPEN = `UPDATE ${SCHEMA}.runs SET state = 'open', result = NULL, summary = NULL, ended_at = NULL,
    begun = snapshot IS NOT NULL AND job->>'command' NOT IN ('reconcile', 'export'),
    snapshot = CASE WHEN job->>'command' NOT IN ('reconcile', 'export') THEN snapshot END
  WHERE id = $1 AND state = 'ended'`;

async function enact(
  boss: PgBoss,
  outcome: WorkOutcome,
  { id, job }: Admitted,
  { pool, say }: RunWorker,
): Promise<void> {
  if (outcome.kind === 'handed_over') {
    await sendRun(boss, id, toTokenKey(readJob(job)), { priority: 1 });
    say({ type: 'handed_over', runId: id, message: `The run ${id} is handed over.` });
  }
  if (outcome.kind === 'taken_over')
    say({ type: 'taken_over', runId: id, message: `Another worker has taken over the run ${id}.` });
  if (outcome.kind === 'later' && outcome.isEnded) {
    await pool.query(REOPEN, [id]);
  }
  if (outcome.kind === 'dead') {
    const reason = JSON.stringify(outcome.reason);
    await pool.query(`UPDATE ${SCHEMA}.runs SET error = $2 WHERE id = $1 AND state <> 'ended'`, [id, reason]);
  }
  if (outcome.kind === 'dead' || outcome.kind === 'later') {
    const { code, message } = outcome.reason;
    const next = outcome.kind === 'dead' ? 'is in the dead letters' : 'is tried again later';
    say({ type: outcome.kind, runId: id, message: `The run ${id} ${next}: ${code}: ${message}` });
  }
}

function toResult(id: string, outcome: WorkOutcome): JobResult {
  if (outcome.kind === 'later') return { id, status: 'failed', output: outcome.reason };
  if (outcome.kind === 'dead') return { id, status: 'deadletter', output: outcome.reason };
  return { id, status: 'completed' };
}
