/**
 * The lease of a run: one worker at a time has it. The database's clock decides when it ends, and each take raises its fence, so
 * that nothing is written any more by the worker that had it before.
 */
import type { Pool } from 'pg';
import { BulkError } from '../core/errors.js';
import type { SendLease } from '../core/send-lease.js';
import { SCHEMA } from './schema.js';
import { Term, toInstant, type Instant } from './term.js';

const UNTIL = (ttl: string): string => `clock_timestamp() + ${ttl}::int * interval '1 millisecond'`;

/** The end of the lease of a run that no worker has. */
const FREE = 'to_timestamp(0)';

/**
 * Renews a lease that is still ours, expired or not. One that this worker has given back, or whose run it has ended, stays free.
 * Parameters: run, fence, ms. No row: another has it.
 */
export const RENEW = `UPDATE ${SCHEMA}.runs
  SET expires_at = CASE WHEN expires_at = ${FREE} THEN expires_at ELSE ${UNTIL('$3')} END
  WHERE id = $1 AND fence = $2 RETURNING id`;

/** The columns that say where a run's journal is. */
export const SNAPSHOT = `snapshot, snapshot_sha256 AS "snapshotSha256", snapshot_seq AS "snapshotSeq"`;

const TAKE = `UPDATE ${SCHEMA}.runs SET fence = fence + 1, holder = $2, expires_at = ${UNTIL('$3')}
  WHERE id = $1 AND state <> 'ended' AND expires_at < clock_timestamp()
  RETURNING fence, job, begun AS "isBegun", ${SNAPSHOT}`;

const LOOK = `SELECT state, holder,
    greatest(0, extract(epoch FROM expires_at - clock_timestamp()) * 1000)::float8 AS "leftMs"
  FROM ${SCHEMA}.runs WHERE id = $1`;

/** A run as it was taken. */
export interface TakenRun {
  readonly fence: string;
  readonly job: unknown;
  /** A worker has begun this job: what is left of it is in the journal. */
  readonly isBegun: boolean;
  readonly snapshot: string | null;
  readonly snapshotSha256: string | null;
  readonly snapshotSeq: string | null;
}

export type Take =
  | { readonly kind: 'taken'; readonly lease: Lease; readonly run: TakenRun }
  | { readonly kind: 'held'; readonly holder: string; readonly leftMs: number }
  | { readonly kind: 'ended' };

export interface LeaseOptions {
  readonly runId: string;
  /** For people: which worker. */
  readonly holder: string;
  readonly ttlMs: number;
}

/** Takes the run, unless another worker has it. Throws `run_unknown`, and errors of the database. */
export async function takeLease(pool: Pool, options: LeaseOptions): Promise<Take> {
  const { runId, holder, ttlMs } = options;
  const sentAt = toInstant();
  const { rows } = await pool.query<TakenRun>(TAKE, [runId, holder, ttlMs]);
  const [run] = rows;
  if (run !== undefined) {
    const lease = new Lease(pool, options, run.fence);
    lease.renewed(sentAt);
    return { kind: 'taken', lease, run };
  }
  const found = await pool.query<{ state: string; holder: string; leftMs: number }>(LOOK, [runId]);
  const [other] = found.rows;
  if (other === undefined) throw new BulkError('run_unknown', `There is no run ${runId} in the queue.`);
  if (other.state === 'ended') return { kind: 'ended' };
  return { kind: 'held', holder: other.holder, leftMs: other.leftMs };
}

/** Another worker has the run: this one must write nothing more. */
export class RunTaken extends Error {
  override readonly name = 'RunTaken';

  constructor(runId: string) {
    super(`Another worker has taken over the run ${runId}.`);
  }
}

/** A statement; one that has a name is planned once for each connection. */
export interface GuardedStatement {
  readonly text: string;
  readonly name?: string;
}

export class Lease implements SendLease {
  readonly runId: string;
  readonly fence: string;
  readonly ttlMs: number;
  readonly term: Term;
  readonly #pool: Pool;

  constructor(pool: Pool, { runId, ttlMs }: LeaseOptions, fence: string) {
    this.#pool = pool;
    this.runId = runId;
    this.fence = fence;
    this.ttlMs = ttlMs;
    this.term = new Term(ttlMs);
  }

  maySend(): boolean {
    return this.term.holdsAt(toInstant());
  }

  /** A statement that was sent at `sentAt` has renewed it. */
  renewed(sentAt: Instant): void {
    this.term.renew('run', sentAt);
  }

  /** Throws `RunTaken` if another worker has the run. */
  assertOurs(): void {
    if (!this.term.isLost) return;
    throw new RunTaken(this.runId);
  }

  /** Runs a statement that begins with our run and fence, and returns no row if they are another's. Throws `RunTaken`. */
  async guard(statement: GuardedStatement, more: readonly unknown[]): Promise<void> {
    this.assertOurs();
    const sentAt = toInstant();
    const { rowCount } = await this.#pool.query({ ...statement, values: [this.runId, this.fence, ...more] });
    if ((rowCount ?? 0) === 0) this.term.lose();
    this.assertOurs();
    this.renewed(sentAt);
  }

  /** Gives it back, so that another worker need not wait for its end. Nothing may be sent or written afterwards. */
  async release(): Promise<void> {
    this.term.lose();
    const sql = `UPDATE ${SCHEMA}.runs SET expires_at = ${FREE} WHERE id = $1 AND fence = $2`;
    await this.#pool.query(sql, [this.runId, this.fence]);
  }
}
