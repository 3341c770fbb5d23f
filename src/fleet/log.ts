/** A run's log in PostgreSQL: a snapshot in the store, and what changed since then, in order. */
import { toMessage } from '../core/errors.js';
import type { Change, RunLog } from '../core/run-log.js';
import { toEntry } from './log-entry.js';
import { insist, type Patience } from './passing.js';
import { SCHEMA } from './schema.js';
import { isLong, Snapshots, type Copy, type LogSize, type SnapshotPlace } from './snapshot.js';

/** Renews and inserts, or does nothing. A second time, after a lost answer, it only renews. Parameters: run, fence, ms, seq, changes. */
const INSERT = {
  name: 'bitpowr-bulk-log',
  text: `WITH ours AS (
    UPDATE ${SCHEMA}.runs SET expires_at = clock_timestamp() + $3::int * interval '1 millisecond'
    WHERE id = $1 AND fence = $2 AND state <> 'ended' RETURNING id
  ), added AS (
    INSERT INTO ${SCHEMA}.log (run_id, fence, seq, changes) SELECT id, $2, $4, $5 FROM ours
    ON CONFLICT (run_id, seq) DO NOTHING
  ) SELECT id FROM ours`,
};

/** `giveUp`: the run is another's, or this worker is to end. */
export interface PgRunLogParts extends SnapshotPlace, Patience {
  /** The last change that is in the log. */
  readonly lastSeq: bigint;
  /** Whether a new snapshot is due. @default isLong */
  readonly isLogLong?: ((log: LogSize) => boolean) | undefined;
}

const NOTHING: LogSize = { changes: 0, bytes: 0, snapshotBytes: 0 };

export class PgRunLog implements RunLog {
  readonly #parts: PgRunLogParts;
  readonly #snapshots: Snapshots;
  readonly #closing = new AbortController();
  readonly #patience: Patience;
  /** Known once the log has begun. */
  #copyTo: ((path: string) => void) | undefined;
  #seq: bigint;
  #gathered: Change[] = [];
  #size = NOTHING;
  #tail: Promise<void> = Promise.resolve();
  /** A new snapshot on its way, while the log continues. */
  #renewal: Promise<void> | undefined;
  #broken: { readonly error: unknown } | undefined;

  constructor(parts: PgRunLogParts) {
    this.#parts = parts;
    this.#snapshots = new Snapshots(parts);
    this.#seq = parts.lastSeq;
    const giveUp = AbortSignal.any([parts.giveUp, this.#closing.signal]);
    this.#patience = { ...parts, giveUp };
  }

  async begin(copyTo: (path: string) => void): Promise<void> {
    const copy = this.#snapshots.copy(copyTo, this.#seq);
    this.#copyTo = copyTo;
    this.#size = { ...NOTHING, snapshotBytes: copy.bytes };
    await this.#name(copy);
  }

  append(changes: readonly Change[]): void {
    if (this.#copyTo !== undefined) this.#gathered.push(...changes);
  }

  flush(): Promise<void> {
    // One after the other; once one has failed, all later ones fail alike.
    this.#tail = this.#tail.then(() => this.#write());
    return this.#tail;
  }

  /** Resolves when nothing is on its way any more. What can't be reached is not waited for. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#renewal;
  }

  async #write(): Promise<void> {
    const { lease } = this.#parts;
    lease.assertOurs();
    if (this.#broken !== undefined) throw this.#broken.error;
    if (this.#gathered.length === 0) return;
    const entry = toEntry(this.#gathered);
    const changes = this.#size.changes + this.#gathered.length;
    this.#size = { ...this.#size, changes, bytes: this.#size.bytes + entry.length };
    this.#gathered = [];
    this.#seq += 1n;
    this.#renewIfLong();
    const insert = (): Promise<void> => lease.guard(INSERT, [lease.ttlMs, this.#seq, entry]);
    await insist('The run waits for its log', insert, this.#patience);
  }

  /** Copies the journal at once, with all changes up to this one. The copy goes to the store while the log continues. */
  #renewIfLong(): void {
    const { emit, isLogLong = isLong } = this.#parts;
    if (this.#copyTo === undefined || this.#renewal !== undefined || !isLogLong(this.#size)) return;
    try {
      const copy = this.#snapshots.copy(this.#copyTo, this.#seq);
      this.#size = { ...NOTHING, snapshotBytes: copy.bytes };
      this.#renewal = this.#nameInTime(copy);
    } catch (error) {
      // The log is whole without it; the next one is tried when the log has grown as much again.
      this.#size = { ...NOTHING, snapshotBytes: this.#size.snapshotBytes };
      emit({ type: 'note', message: `The run's log stays long: ${toMessage(error)}.` });
    }
  }

  async #nameInTime(copy: Copy): Promise<void> {
    try {
      await this.#name(copy);
    } catch (error) {
      this.#broken = { error };
    }
    this.#renewal = undefined;
  }

  #name(copy: Copy): Promise<void> {
    return insist('The run waits for its snapshot', () => this.#snapshots.name(copy), this.#patience);
  }
}
