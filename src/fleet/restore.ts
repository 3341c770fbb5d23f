/** A run's journal on this machine, from its snapshot and the log of its changes. */
import { open } from 'node:fs/promises';
import type { Pool } from 'pg';
import { BulkError, isBulkError, toMessage } from '../core/errors.js';
import type { Change } from '../core/run-log.js';
import { openJournalFile, type SqlFile, type Statement } from '../journal/open.js';
import { MIGRATIONS } from '../journal/schema.js';
import { SNAPSHOT, type TakenRun } from './lease.js';
import { readEntry } from './log-entry.js';
import { SCHEMA } from './schema.js';
import type { Store } from './store.js';

const ENTRIES_PER_QUERY = 200;

export interface RestoreParts {
  readonly pool: Pool;
  readonly store: Store;
  readonly runId: string;
  /** Of the journal to make. */
  readonly path: string;
}

/** Where a journal is in the store. */
export interface StoredJournal extends Pick<TakenRun, 'snapshotSha256' | 'snapshotSeq'> {
  readonly snapshot: string;
}

/** The journal of a run that has ended. Throws `run_unknown`, `run_locked`, `nothing_to_undo`. */
export async function findEnded(pool: Pool, runId: string): Promise<StoredJournal> {
  const { rows } = await pool.query<Omit<TakenRun, 'fence' | 'job'> & { readonly state: string }>(
    `SELECT state, ${SNAPSHOT} FROM ${SCHEMA}.runs WHERE id = $1`,
    [runId],
  );
  const [run] = rows;
  if (run === undefined) throw new BulkError('run_unknown', `There is no run ${runId} in the queue.`);
  if (run.state !== 'ended') {
    throw new BulkError('run_locked', `The run ${runId} has not ended.`, {
      hint: 'Wait until it has; `bitpowr-bulk runs --queue` shows it.',
    });
  }
  const { snapshot, snapshotSha256, snapshotSeq } = run;
  if (snapshot === null) throw new BulkError('nothing_to_undo', `The run ${runId} has changed nothing.`);
  return { snapshot, snapshotSha256, snapshotSeq };
}

/** Returns the last change that is in the log. Throws `journal_damaged`, `queue_newer`, and errors of the database and the store. */
export async function restore(run: StoredJournal, parts: RestoreParts): Promise<bigint> {
  const { store, runId, path } = parts;
  const sha256 = await store.get(run.snapshot, path);
  if (sha256 !== run.snapshotSha256)
    throw toDamaged(runId, `its snapshot ${run.snapshot} is not the one that was stored`);
  await assertNotNewer(path, runId);
  const file = openJournalFile(path, { create: false });
  try {
    // The lease sees to it that the copy elsewhere is not continued.
    file.exec(`DELETE FROM run WHERE key = 'place'`);
    return await replay(file, BigInt(run.snapshotSeq ?? 0), parts);
  } finally {
    file.close();
  }
}

/** Where SQLite keeps `user_version` in a file: four bytes, the highest first. */
const VERSION_AT = 60;

/** On the worker of a newer version the run is sound. */
async function assertNotNewer(path: string, runId: string): Promise<void> {
  const file = await open(path);
  const { buffer } = await file.read(Buffer.alloc(4), 0, 4, VERSION_AT).finally(() => file.close());
  const version = buffer.readInt32BE();
  if (version <= MIGRATIONS.length) return;
  throw new BulkError(
    'queue_newer',
    `The journal of the run ${runId} has version ${version}; this program knows versions up to ${MIGRATIONS.length}.`,
  );
}

async function replay(file: SqlFile, after: bigint, { pool, runId }: RestoreParts): Promise<bigint> {
  const statements = new Map<string, Statement>();
  let last = after;
  for (;;) {
    const { rows } = await pool.query<{ seq: string; changes: string }>(
      `SELECT seq, changes FROM ${SCHEMA}.log WHERE run_id = $1 AND seq > $2 ORDER BY seq LIMIT ${ENTRIES_PER_QUERY}`,
      [runId, last],
    );
    if (rows.length === 0) return last;
    for (const { seq, changes } of rows) {
      if (BigInt(seq) !== last + 1n) throw toDamaged(runId, `the change ${last + 1n} is missing in its log`);
      last = BigInt(seq);
      file.transact(() => applyAll(file, statements, readChanges(changes, runId)));
    }
  }
}

function readChanges(text: string, runId: string): Change[] {
  try {
    return readEntry(text);
  } catch (error) {
    throw toDamaged(runId, `its log can not be read: ${toMessage(error)}`, error);
  }
}

function applyAll(file: SqlFile, statements: Map<string, Statement>, changes: readonly Change[]): void {
  for (const { sql, parameters } of changes) {
    const statement = statements.get(sql) ?? file.prepare(sql);
    statements.set(sql, statement);
    statement.run(parameters);
  }
}

function toDamaged(runId: string, why: string, cause?: unknown): BulkError {
  if (isBulkError(cause)) return cause;
  return new BulkError('journal_damaged', `The run ${runId} can not be continued: ${why}.`, { cause });
}
