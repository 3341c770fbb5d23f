/** Copies of a run's journal in the store: the log holds what changed since the latest one. */
import { rmSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Lease } from './lease.js';
import { SCHEMA } from './schema.js';
import type { Store } from './store.js';

/**
 * Names the snapshot, and removes the part of the log that it has already: both or neither. Parameters: run, fence, ms, key,
 * sha256, seq.
 */
const NAME = `WITH ours AS (
    UPDATE ${SCHEMA}.runs SET expires_at = clock_timestamp() + $3::int * interval '1 millisecond',
      snapshot = $4, snapshot_sha256 = $5, snapshot_seq = $6, begun = true
    WHERE id = $1 AND fence = $2 AND state <> 'ended' RETURNING id
  ), removed AS (
    DELETE FROM ${SCHEMA}.log USING ours WHERE run_id = ours.id AND seq <= $6::bigint
  ) SELECT id FROM ours`;

/** What was logged since a snapshot. */
export interface LogSize {
  readonly changes: number;
  readonly bytes: number;
  /** Of the snapshot. */
  readonly snapshotBytes: number;
}

/** About a million moves of rows, which have one or two changes each. */
const MANY_CHANGES = 1_000_000;

/**
 * Whether a new snapshot is due. A large journal is not copied for a small log: all copies together are no larger than all that
 * was logged.
 */
export function isLong({ changes, bytes, snapshotBytes }: LogSize): boolean {
  return changes >= MANY_CHANGES && bytes >= snapshotBytes;
}

export interface SnapshotPlace {
  readonly lease: Lease;
  readonly store: Store;
  /** Where a snapshot is made, on its way to the store. */
  readonly folder: string;
}

/** The folder of a holder's snapshots in the store. */
export function toSnapshotsKey({ runId, fence }: Pick<Lease, 'runId' | 'fence'>): string {
  return `${runId}/${fence}/snapshots`;
}

/** A copy on this machine, of the journal with all changes up to `seq`. */
export interface Copy {
  readonly path: string;
  readonly bytes: number;
  readonly key: string;
  readonly seq: bigint;
}

export class Snapshots {
  readonly #place: SnapshotPlace;
  /** The key of the latest one that this holder has named. */
  #named: string | undefined;

  constructor(place: SnapshotPlace) {
    this.#place = place;
  }

  /** Copies the journal as it is at this instant. Throws what `copyTo` throws. */
  copy(copyTo: (path: string) => void, seq: bigint): Copy {
    const { folder, lease } = this.#place;
    const path = join(folder, 'snapshot.sqlite');
    rmSync(path, { force: true });
    copyTo(path);
    return { path, bytes: statSync(path).size, key: `${toSnapshotsKey(lease)}/${seq}.sqlite`, seq };
  }

  /** Brings a copy to the store, and names it there. May be called again after an error. Throws `RunTaken`. */
  async name({ path, key, seq }: Copy): Promise<void> {
    const { lease, store } = this.#place;
    const sha256 = await store.put(key, path);
    await lease.guard({ text: NAME }, [lease.ttlMs, key, sha256, seq]);
    await rm(path, { force: true });
    const before = this.#named;
    this.#named = key;
    // What stays there is removed when the run ends.
    if (before !== undefined && before !== key) await store.remove(before).catch(() => undefined);
  }
}
