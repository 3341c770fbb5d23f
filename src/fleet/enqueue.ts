/** A command becomes a run in the queue. */
import type { PgBoss } from 'pg-boss';
import type { Pool, PoolClient } from 'pg';
import { BulkError } from '../core/errors.js';
import { toEndpoint } from '../jobs/endpoint.js';
import { readJob, type Job } from './job.js';
import { listDeadLetters, removeDeadLetters, sendRun, toTokenKey, within } from './queue.js';
import { SCHEMA } from './schema.js';
import { toUnreachable } from './unreachable.js';

export interface Fleet {
  readonly pool: Pool;
  readonly boss: PgBoss;
}

/** Before anything is stored for it. Throws `run_exists`, `queue_unreachable`. */
export function assertFree({ pool }: Fleet, runId: string): Promise<void> {
  return transact(pool, async (client) => {
    const { rows } = await client.query(`SELECT 1 FROM ${SCHEMA}.runs WHERE id = $1`, [runId]);
    if (rows.length > 0) throw toExisting(runId);
  });
}

function toExisting(runId: string): BulkError {
  return new BulkError('run_exists', `The queue has a run ${runId} already.`);
}

/** Throws `run_exists`, `queue_unreachable`. */
export function enqueueRun({ pool, boss }: Fleet, runId: string, job: Job): Promise<void> {
  return transact(pool, async (client) => {
    if (!(await insertRun(client, runId, job))) throw toExisting(runId);
    await sendRun(boss, runId, toTokenKey(job), within(client));
  });
}

/** False: there is such a run already. */
export async function insertRun(
  client: Pick<PoolClient, 'query'>,
  runId: string,
  job: unknown,
): Promise<boolean> {
  const sql = `INSERT INTO ${SCHEMA}.runs (id, job) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING`;
  const { rowCount } = await client.query(sql, [runId, JSON.stringify(job)]);
  return rowCount === 1;
}

/** What continues a run: its options, and the credential if it is another one now. */
export type Continuation = Pick<Job, 'options'> &
  Partial<Pick<Job, 'credential' | 'baseUrl' | 'liveOrganisation'>> &
  ({ readonly command: 'apply' } | { readonly command: 'resume'; readonly failed: boolean });

/** A run that has ended, or that no worker takes any more, goes into the queue again. Throws `run_unknown`, `run_locked`, `account_changed`, `plan_missing`. */
export function enqueueAgain({ pool, boss }: Fleet, runId: string, wanted: Continuation): Promise<void> {
  return transact(pool, async (client) => {
    const before = await readForUpdate(client, runId);
    const isDead = before.error !== null || (await listDeadLetters(boss, runId)).length > 0;
    if (before.state !== 'ended' && !isDead) {
      const by = before.isHeld ? `the worker ${before.holder} works on it` : 'it waits in the queue';
      throw new BulkError('run_locked', `The run ${runId} has not ended: ${by}.`, {
        hint: 'Wait for its end.',
      });
    }
    const job = toNextJob(readJob(before.job), wanted, before.snapshot !== null, runId);
    // A comparison and an export begin from the start.
    const keepsJournal = job.command === 'apply' || job.command === 'resume';
    await client.query(
      `UPDATE ${SCHEMA}.runs SET state = 'open', begun = false, job = $2, error = NULL, result = NULL, summary = NULL,
         ended_at = NULL, snapshot = CASE WHEN $3 THEN snapshot END WHERE id = $1`,
      [runId, JSON.stringify(job), keepsJournal],
    );
    await removeDeadLetters(boss, runId);
    await sendRun(boss, runId, toTokenKey(job), within(client));
  });
}

/** Where nothing was sent yet, the run begins with what it was to do. */
function toNextJob(before: Job, wanted: Continuation, isBegun: boolean, runId: string): Job {
  const { baseUrl } = before;
  const { credential = before.credential } = wanted;
  assertBelongs(runId, baseUrl, wanted.baseUrl);
  if (wanted.command === 'apply') assertMayBePlan(before, runId);
  const liveOrganisation = wanted.liveOrganisation ?? before.liveOrganisation;
  const same = { format: before.format, baseUrl, credential, liveOrganisation };
  if (wanted.command === 'apply') return { ...same, command: 'apply', options: wanted.options };
  const isReading = before.command === 'reconcile' || before.command === 'export';
  if (!isBegun || isReading) return { ...before, credential };
  return { ...same, command: 'resume', failed: wanted.failed, options: wanted.options };
}

/** Throws `account_changed` for another base URL than that of the run. */
export function assertBelongs(runId: string, baseUrl: string, wanted = baseUrl): void {
  if (toEndpoint(wanted) === toEndpoint(baseUrl)) return;
  throw new BulkError('account_changed', `The run ${runId} belongs to ${baseUrl}, not to ${wanted}.`, {
    hint: 'Leave out --base-url.',
  });
}

/** What an earlier `apply` or `resume` continued is known to the worker alone. Throws `plan_missing`. */
function assertMayBePlan({ command, options }: Job, runId: string): void {
  if (command === 'apply' || command === 'resume' || options['dryRun'] === true) return;
  throw new BulkError('plan_missing', `The run ${runId} was no dry run.`);
}

interface Before {
  readonly state: string;
  readonly job: unknown;
  readonly error: unknown;
  readonly snapshot: string | null;
  readonly holder: string;
  readonly isHeld: boolean;
}

async function readForUpdate(client: PoolClient, runId: string): Promise<Before> {
  const { rows } = await client.query<Before>(
    `SELECT state, job, error, snapshot, holder, expires_at > clock_timestamp() AS "isHeld"
     FROM ${SCHEMA}.runs WHERE id = $1 FOR UPDATE`,
    [runId],
  );
  const [before] = rows;
  if (before === undefined) throw toUnknown(runId);
  return before;
}

export function toUnknown(runId: string): BulkError {
  return new BulkError('run_unknown', `There is no run ${runId} in the queue.`, {
    hint: 'See `bitpowr-bulk runs --queue URL`.',
  });
}

/** Throws what `act` throws, and `queue_unreachable`. */
export async function transact(pool: Pool, act: (client: PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect().catch((error: unknown) => {
    throw toUnreachable(error);
  });
  try {
    await client.query('BEGIN');
    await act(client);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw toUnreachable(error);
  } finally {
    client.release();
  }
}
