/** The runs in the queue, for people. */
import type { Summary } from '../jobs/report.js';
import type { ExportReport } from '../jobs/export/export.js';
import { toUnknown, type Fleet } from './enqueue.js';
import type { Job, JobInput } from './job.js';
import type { GiveUpReason } from './outcome.js';
import { listDeadLetters } from './queue.js';
import { SCHEMA } from './schema.js';

/** `dead`: no worker takes it any more. */
export type QueuedState = 'waiting' | 'under_way' | 'ended' | 'dead';

export type FleetSummary = Summary | ExportReport['summary'];

export interface QueuedRun {
  readonly id: string;
  readonly state: QueuedState;
  readonly command: string;
  readonly credential: string;
  readonly baseUrl: string;
  /** The name of the file that it reads; null: none. */
  readonly source: string | null;
  /** The worker that has it; null: none. */
  readonly worker: string | null;
  /** ISO 8601. */
  readonly queuedAt: string;
  readonly endedAt: string | null;
  /** The folder of its files in the store, once it has ended. */
  readonly result: string | null;
  readonly summary: FleetSummary | null;
  /** Why it is dead. */
  readonly error: { readonly code: string; readonly message: string } | null;
}

interface RunRecord {
  readonly id: string;
  readonly job: Partial<Job>;
  readonly state: string;
  readonly holder: string;
  readonly isHeld: boolean;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
  readonly result: string | null;
  readonly summary: FleetSummary | null;
  readonly error: GiveUpReason | null;
}

const SELECT = `SELECT id, job, state, holder, expires_at > clock_timestamp() AS "isHeld", created_at AS "createdAt",
    ended_at AS "endedAt", result, summary, error FROM ${SCHEMA}.runs`;

/** Oldest first. */
export async function listQueuedRuns({ pool, boss }: Fleet): Promise<QueuedRun[]> {
  const dead = new Set((await listDeadLetters(boss)).map(({ runId }) => runId));
  const { rows } = await pool.query<RunRecord>(`${SELECT} ORDER BY created_at, id`);
  return rows.map((row) => toQueuedRun(row, dead.has(row.id)));
}

/** Throws `run_unknown`. */
export async function findQueuedRun({ pool, boss }: Fleet, runId: string): Promise<QueuedRun> {
  const { rows } = await pool.query<RunRecord>(`${SELECT} WHERE id = $1`, [runId]);
  const [row] = rows;
  if (row === undefined) throw toUnknown(runId);
  return toQueuedRun(row, (await listDeadLetters(boss, runId)).length > 0);
}

/** What a queue says of a run whose workers all died without a word. */
const KILLED: GiveUpReason = {
  code: 'crash',
  message: 'Each worker that took the run died, or was killed, while it worked on it.',
};

function toQueuedRun(row: RunRecord, isInDeadLetters: boolean): QueuedRun {
  const { id, job, holder, isHeld, createdAt, endedAt, result, summary } = row;
  const isDead = row.state !== 'ended' && (row.error !== null || isInDeadLetters);
  const state = row.state === 'ended' ? 'ended' : isDead ? 'dead' : isHeld ? 'under_way' : 'waiting';
  return {
    id,
    state,
    command: job.command ?? '',
    credential: job.credential ?? '',
    baseUrl: job.baseUrl ?? '',
    source: 'source' in job ? toInputName(job.source) : null,
    worker: state === 'under_way' ? holder : null,
    queuedAt: createdAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    result,
    summary,
    error: isDead ? (row.error ?? KILLED) : null,
  };
}

function toInputName(input: JobInput | undefined): string | null {
  if (input === undefined) return null;
  return input.kind === 'stored' ? input.name : input.path;
}

/** How many runs there are of each state. */
export async function countRuns({ pool, boss }: Fleet): Promise<Record<QueuedState, number>> {
  const counts = { waiting: 0, under_way: 0, ended: 0, dead: 0 };
  const dead = (await listDeadLetters(boss)).map(({ runId }) => runId);
  const { rows } = await pool.query<{ state: QueuedState; count: number }>(
    `SELECT CASE WHEN state = 'ended' THEN 'ended' WHEN error IS NOT NULL OR id = ANY($1) THEN 'dead'
       WHEN expires_at > clock_timestamp() THEN 'under_way' ELSE 'waiting' END AS state, count(*)::int AS count
     FROM ${SCHEMA}.runs GROUP BY 1`,
    [dead],
  );
  for (const { state, count } of rows) counts[state] = count;
  return counts;
}
