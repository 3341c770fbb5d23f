import { existsSync, writeFileSync } from 'node:fs';
import Database from 'libsql';
import { SandboxError } from '../errors.js';
import type { Saved } from './records.js';
import type { Saver } from './store.js';

type SavedCallback = (error?: Error) => void;

interface Row {
  kind: Saved['kind'];
  tenant: string;
  record: string;
}

/** Marks a file as a state file of the sandbox ("Sbox" in ASCII). */
const applicationId = 0x53626f78;

const insertMany = `
  INSERT INTO records (id, kind, tenant, record)
  SELECT value ->> 0, value ->> 1, value ->> 2, value -> 3 FROM json_each(?) WHERE true
  ON CONFLICT (id) DO UPDATE SET record = excluded.record`;

/**
 * State that outlives the process, in one SQLite table.
 *
 * Changes of one turn of the event loop are written in one transaction, after all requests of that turn have been handled;
 * `whenSaved` calls back after the commit, and the server answers only then. So a killed process has every record that it
 * acknowledged. WAL with synchronous NORMAL is enough for that: a commit is in the page cache of the kernel, which survives
 * the process. Only a power cut can lose the last commits, and a sandbox may lose those.
 */
export class StateFile implements Saver {
  readonly #database: Database.Database;
  readonly #insert: Database.Statement<[string]>;
  #pending: Saved[] = [];
  #waiting: SavedCallback[] = [];
  #flushSoon: NodeJS.Immediate | undefined;

  /** @throws SandboxError SANDBOX_STATE_IN_USE, SANDBOX_STATE_UNREADABLE */
  constructor(path: string) {
    this.#database = openDatabase(path);
    this.#insert = this.#database.prepare<[string]>(insertMany);
  }

  /** Every record, in order of creation. */
  load(): Saved[] {
    const rows = this.#database
      .prepare('SELECT kind, tenant, record FROM records ORDER BY id')
      .all() as Row[];
    return rows.map(({ kind, tenant, record }) => ({ kind, tenant, record: JSON.parse(record) as never }));
  }

  save(change: Saved): void {
    this.#pending.push(change);
    this.#flushSoon ??= setImmediate(() => this.flush());
  }

  /** Calls back once everything saved so far is committed, with the error if that failed; immediately if nothing is pending. */
  whenSaved(callback: SavedCallback): void {
    if (this.#pending.length === 0) callback();
    else this.#waiting.push(callback);
  }

  /** Commits pending changes now. */
  flush(): void {
    if (this.#flushSoon !== undefined) clearImmediate(this.#flushSoon);
    this.#flushSoon = undefined;
    if (this.#pending.length === 0) return;
    const [pending, waiting] = [this.#pending, this.#waiting];
    this.#pending = [];
    this.#waiting = [];
    let failure: Error | undefined;
    try {
      this.#insert.run(
        JSON.stringify(pending.map(({ kind, tenant, record }) => [record.id, kind, tenant, record])),
      );
    } catch (error) {
      failure = error instanceof Error ? error : new Error(String(error));
    }
    for (const callback of waiting) callback(failure);
  }

  close(): void {
    this.flush();
    // libsql keeps the file, and its lock, until its prepared statements are collected; leaving WAL releases it now.
    this.#database.pragma('journal_mode = DELETE');
    this.#database.pragma('locking_mode = NORMAL');
    this.#database.exec('SELECT count(*) FROM records');
    this.#database.close();
  }
}

function openDatabase(path: string): Database.Database {
  let database: Database.Database | undefined;
  try {
    // It contains customers: only the owner may read it, like everything next to it.
    if (!existsSync(path)) writeFileSync(path, '', { mode: 0o600 });
    database = new Database(path, { timeout: 0 });
    // Held until close: a second process on this file gets SQLITE_BUSY immediately instead of a diverging state.
    database.pragma('locking_mode = EXCLUSIVE');
    assertOwnFile(database);
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = NORMAL');
    database.exec('BEGIN EXCLUSIVE');
    database.exec(
      'CREATE TABLE IF NOT EXISTS records (id INTEGER PRIMARY KEY, kind TEXT, tenant TEXT, record TEXT) STRICT',
    );
    database.pragma(`application_id = ${applicationId}`);
    database.exec('COMMIT');
    return database;
  } catch (error) {
    database?.close();
    throw toOpenError(path, error);
  }
}

/** Another program's database, such as the journal of a run, must not get one of our tables. */
function assertOwnFile(database: Database.Database): void {
  const [{ id, tables } = { id: 0, tables: 0 }] = database
    .prepare(
      'SELECT application_id AS id, (SELECT count(*) FROM sqlite_schema) AS tables FROM pragma_application_id',
    )
    .all() as { id: number; tables: number }[];
  if (id !== applicationId && tables > 0) throw new Error('it belongs to another program');
}

function toOpenError(path: string, error: unknown): SandboxError {
  const text = error instanceof Error ? error.message : String(error);
  if (/locked|busy/i.test(text)) {
    const message = `The state file ${path} is in use by another sandbox.`;
    return new SandboxError(
      'SANDBOX_STATE_IN_USE',
      message,
      'Stop the other one, or name another file.',
      error,
    );
  }
  const message = `The state file ${path} can't be opened: ${text}.`;
  return new SandboxError(
    'SANDBOX_STATE_UNREADABLE',
    message,
    'Name a file made by the sandbox, or a new one.',
    error,
  );
}
