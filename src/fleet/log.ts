/** A run's log in PostgreSQL: a snapshot in the store, and what changed since then, in order. */
import { rm } from 'node:fs/promises';
import type { Clock } from '../core/clock.js';
import { toMessage } from '../core/errors.js';
import type { Emit } from '../core/events.js';
import type { Change, RunLog } from '../core/run-log.js';
import { isPassing } from './passing.js';
import type { Lease } from './lease.js';
import { toEntry } from './log-entry.js';
import { SCHEMA } from './schema.js';
import type { Store } from './store.js';

/** Renews and inserts, or does nothing. A second time, after a lost answer, it only renews. Parameters: run, fence, ms, seq, changes. */
const INSERT = `WITH ours AS (
    UPDATE ${SCHEMA}.runs SET expires_at = clock_timestamp() + $3::int * interval '1 millisecond'
    WHERE id = $1 AND fence = $2 AND state <> 'ended' RETURNING id
  ), added AS (
    INSERT INTO ${SCHEMA}.log (run_id, fence, seq, changes) SELECT id, $2, $4, $5 FROM ours
    ON CONFLICT (run_id, seq) DO NOTHING
  ) SELECT id FROM ours`;

/** Names the snapshot, and removes what it has already. Parameters: run, fence, ms, key, sha256, seq. */
const NAME = `WITH ours AS (
    UPDATE ${SCHEMA}.runs SET expires_at = clock_timestamp() + $3::int * interval '1 millisecond',
      snapshot = $4, snapshot_sha256 = $5, snapshot_seq = $6
    WHERE id = $1 AND fence = $2 AND state <> 'ended' RETURNING id
  ), removed AS (
    DELETE FROM ${SCHEMA}.log USING ours WHERE run_id = ours.id AND seq <= $6::bigint
  ) SELECT id FROM ours`;

const RETRY_MS = 500;

export interface PgRunLogParts {
  readonly lease: Lease;
  readonly store: Store;
  /** Where a snapshot is made, on its way to the store. */
  readonly folder: string;
  /** The last change that is in the log. */
  readonly lastSeq: bigint;
  readonly clock: Clock;
  readonly emit: Emit;
  /** Ends the waiting for a database or a store that can't be reached. */
  readonly giveUp: AbortSignal;
}

export class PgRunLog implements RunLog {
  readonly #parts: PgRunLogParts;
  #seq: bigint;
  #gathered: Change[] | undefined;
  #tail: Promise<void> = Promise.resolve();
  #isTold = false;

  constructor(parts: PgRunLogParts) {
    this.#parts = parts;
    this.#seq = parts.lastSeq;
  }

  async begin(copyTo: (path: string) => void): Promise<void> {
    const { lease, store, folder } = this.#parts;
    const path = `${folder}/snapshot.sqlite`;
    await rm(path, { force: true });
    copyTo(path);
    this.#gathered = [];
    const key = `${lease.runId}/${lease.fence}/snapshot.sqlite`;
    await this.#insist(async () => {
      const sha256 = await store.put(key, path);
      await lease.guard(NAME, [lease.ttlMs, key, sha256, this.#seq]);
    });
    await rm(path, { force: true });
  }

  append(changes: readonly Change[]): void {
    this.#gathered?.push(...changes);
  }

  flush(): Promise<void> {
    // One after the other; once one has failed, all later ones fail alike.
    this.#tail = this.#tail.then(() => this.#write());
    return this.#tail;
  }

  async #write(): Promise<void> {
    const { lease } = this.#parts;
    lease.assertOurs();
    if (this.#gathered === undefined || this.#gathered.length === 0) return;
    const changes = toEntry(this.#gathered);
    this.#gathered = [];
    this.#seq += 1n;
    await this.#insist(() => lease.guard(INSERT, [lease.ttlMs, this.#seq, changes]));
  }

  /** Until it succeeds, or the run is another's. While it does not, the lease ends, and nothing is sent. */
  async #insist(act: () => Promise<void>): Promise<void> {
    const { clock, emit, giveUp } = this.#parts;
    for (;;) {
      try {
        await act();
        this.#isTold = false;
        return;
      } catch (error) {
        if (!isPassing(error) || giveUp.aborted) throw error;
        if (!this.#isTold) emit({ type: 'note', message: `The run waits for its log: ${toMessage(error)}.` });
        this.#isTold = true;
        await clock.sleep(RETRY_MS, giveUp).catch(() => undefined);
      }
    }
  }
}
