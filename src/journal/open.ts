/**
 * The SQLite file, without knowledge of rows.
 *
 * Durability: in WAL mode a commit appends to the write-ahead log (`-wal`). It survives the end of the process immediately,
 * and a power cut once the log is flushed. With `synchronous = FULL` SQLite flushes at every commit, and blocks the program
 * while it does. Here it is `NORMAL` (nothing is flushed at a commit; the log is before a checkpoint, and the file after
 * it), and `sync` flushes the log itself, in another thread:
 *
 * - `fdatasync` flushes a file no matter who wrote to it: when it resolves, all commits that returned before `sync` was called
 *   are on disk (as far as the disk keeps its word), or a checkpoint has moved them into the file and flushed that.
 * - The log is read from its start to the first torn frame: a power cut removes the latest commits, never one from the
 *   middle, so a commit that `sync` made durable has all earlier ones before it.
 * - SQLite uses one log file as long as the journal is open. It locks the file and its `-shm`, never the log, so that a
 *   second handle on the log disturbs no lock.
 */
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type Libsql from 'libsql';
import { BulkError, toMessage } from '../core/errors.js';
import { toReasonText } from '../core/system-reason.js';
import { assertOpenable } from './assert-openable.js';
import { openDatabase } from './driver.js';
import { toDamaged, toJournalError } from './journal-error.js';
import { LogFile } from './log-file.js';
import { MIGRATIONS } from './schema.js';

export type Sql = string | number | null;

/** A prepared statement. Parameters are passed as one array: the driver takes a lone null for a named-parameter object. */
export interface Statement {
  run(parameters: readonly Sql[]): { readonly changes: number };
  /** The first row. Much lighter than `all`, because every call of that leaves native memory for the garbage collector. */
  get<Row>(parameters: readonly Sql[]): Row | undefined;
  all<Row>(parameters: readonly Sql[]): Row[];
  iterate<Row>(parameters: readonly Sql[]): IterableIterator<Row>;
}

export interface SqlFile {
  readonly path: string;
  prepare(sql: string): Statement;
  exec(sql: string): void;
  /** Runs `work` in one transaction; rolled back when it throws. */
  transact<T>(work: () => T): T;
  /** Resolves once all earlier commits are on disk. */
  sync(): Promise<void>;
  /** Moves all commits from the log into the file, and flushes both. The log keeps its size: `sync` is then much faster. */
  foldLog(): void;
  /** Writes the file as it is now, all commits included, to a new file. */
  copyTo(path: string): void;
  close(): void;
}

export interface OpenJournalOptions {
  readonly create: boolean;
  /** Used by this process only: no log, no fsync, no rollback. It is thrown away after any error. @default false */
  readonly scratch?: boolean;
  /** For a file other than a run's journal. @default MIGRATIONS */
  readonly migrations?: readonly string[] | undefined;
}

/** Opens the journal at `path`, creating or migrating its tables. Throws `journal_damaged`, `output_unwritable`. */
export function openJournalFile(path: string, options: OpenJournalOptions): SqlFile {
  if (!options.create) assertOpenable(path);
  try {
    // Created by us with these permissions, which SQLite copies to its log: both are readable by the owner alone.
    if (!existsSync(path)) writeFileSync(path, '', { mode: 0o600 });
    const file = toSqlFile(openDatabase(path), path);
    file.exec(options.scratch === true ? SCRATCH : DURABLE);
    file.exec('PRAGMA cache_size = -4000; PRAGMA busy_timeout = 2000;');
    sortOnDisk(file);
    migrate(file, options.migrations ?? MIGRATIONS);
    return file;
  } catch (error) {
    if (error instanceof BulkError) throw error;
    if (options.create && !(existsSync(path) && statSync(path).size > 0)) {
      throw new BulkError(
        'output_unwritable',
        `The journal ${path} can not be written: ${toReasonText(error)}.`,
        {
          cause: error,
        },
      );
    }
    throw toDamaged(path, toMessage(error), error);
  }
}

const DURABLE = 'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 4000;';
const SCRATCH = 'PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;';

/**
 * The package is built to sort in memory, which takes 50 MB for a million keys. Its sort files are placed next to the
 * journal: there is room, and only the owner can access the folder.
 */
function sortOnDisk(file: SqlFile): void {
  file.exec('PRAGMA temp_store = FILE');
  try {
    file.exec(`PRAGMA temp_store_directory = '${dirname(file.path).replaceAll("'", "''")}'`);
  } catch {
    // If nothing can be written, a journal can still be read, and the system's temporary folder is enough.
  }
}

/** Migrates the tables to this program's version; refuses a journal of a newer program. */
function migrate(file: SqlFile, migrations: readonly string[]): void {
  const found = file.prepare('PRAGMA user_version').get<{ user_version: number }>([]);
  const version = found?.user_version ?? 0;
  if (version > migrations.length) {
    throw new BulkError(
      'journal_damaged',
      `The journal ${file.path} has version ${version}; this program knows versions up to ${migrations.length}.`,
      { hint: 'Use the newer version of bitpowr-bulk that made it.' },
    );
  }
  migrations.slice(version).forEach((sql, index) => {
    file.transact(() => {
      file.exec(sql);
      file.exec(`PRAGMA user_version = ${version + index + 1}`);
    });
  });
}

function toSqlFile(database: Libsql.Database, path: string): SqlFile {
  const guard = <T>(act: () => T): T => {
    try {
      return act();
    } catch (error) {
      throw toJournalError(error, path);
    }
  };
  const log = new LogFile(`${path}-wal`);
  return {
    path,
    prepare: (sql) =>
      toStatement(
        guard(() => database.prepare(sql)),
        guard,
      ),
    exec: (sql) => guard(() => void database.exec(sql)),
    transact: (work) => {
      guard(() => database.exec('BEGIN IMMEDIATE'));
      try {
        const result = work();
        guard(() => database.exec('COMMIT'));
        return result;
      } catch (error) {
        rollBack(database);
        throw error;
      }
    },
    sync: () =>
      log.sync().catch((error: unknown) => {
        throw toJournalError(error, path);
      }),
    // Not TRUNCATE: while the log grows again, each flush of it must write down its new size as well, and takes twice as long or more.
    foldLog: () => guard(() => void database.exec('PRAGMA wal_checkpoint(RESTART)')),
    copyTo: (to) => guard(() => void database.prepare('VACUUM INTO ?').run([to])),
    close: () => {
      if (!database.open) return;
      log.close();
      try {
        // The driver keeps the file open until its statements are collected; with the log folded in, that does no harm.
        database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      } catch {
        // The log stays next to the file, and the next opening reads it.
      }
      database.close();
    },
  };
}

/** The original error is the one to report; SQLite may have rolled back by itself. */
function rollBack(database: Libsql.Database): void {
  try {
    if (database.inTransaction) database.exec('ROLLBACK');
  } catch {
    // Nothing to add: the file has a problem, and the first error says which.
  }
}

function toStatement(statement: Libsql.Statement, guard: <T>(act: () => T) => T): Statement {
  return {
    run: (parameters) => guard(() => statement.run(parameters)),
    get: <Row>(parameters: readonly Sql[]) =>
      guard(() => {
        const row = statement.get(parameters) as (Row & { _metadata?: unknown }) | undefined;
        // The driver adds the time that it took.
        if (row !== undefined) delete row._metadata;
        return row;
      }),
    all: <Row>(parameters: readonly Sql[]) => guard(() => statement.all(parameters) as Row[]),
    *iterate<Row>(parameters: readonly Sql[]) {
      const rows = guard(() => statement.iterate(parameters) as IterableIterator<Row>);
      for (let next = guard(() => rows.next()); next.done !== true; next = guard(() => rows.next()))
        yield next.value;
    },
  };
}
