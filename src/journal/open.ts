/**
 * The SQLite file, and nothing about rows. The only place that names the SQLite package.
 *
 * What survives what: WAL mode with `synchronous = FULL` makes SQLite fsync the write-ahead log at every commit, so a
 * transaction whose commit returned is on the disk: it survives the end of the process and a power cut (as far as the disk
 * keeps its word about fsync). A torn last transaction is left out by WAL's checksums. The file itself and its folder are
 * fsynced by SQLite when it creates the log.
 */
import { existsSync, statSync, writeFileSync } from 'node:fs';
import Libsql from 'libsql';
import { BulkError, toMessage } from '../core/errors.js';
import { MIGRATIONS } from './schema.js';

export type Sql = string | number | null;

/** A prepared statement. Parameters go in as one array: the driver takes a lone null for a named-parameter object. */
export interface Statement {
  run(parameters: readonly Sql[]): { readonly changes: number };
  /** The first row. Many times lighter than `all`, whose every call leaves native memory for the collector. */
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
  close(): void;
}

/** Opens the journal at `path`, making or migrating its tables. Throws `journal_damaged`, `output_unwritable`. */
export function openJournalFile(path: string, options: { readonly create: boolean }): SqlFile {
  if (!options.create && !existsSync(path)) {
    throw new BulkError('run_unknown', `There is no journal at ${path}.`);
  }
  const damaged = (cause: unknown): BulkError =>
    new BulkError('journal_damaged', `The journal ${path} can not be read: ${toMessage(cause)}.`, { cause });
  try {
    // Made by us, so that it, and the log that SQLite makes in its likeness, are the owner's alone.
    if (!existsSync(path)) writeFileSync(path, '', { mode: 0o600 });
    const file = toSqlFile(new Libsql(path), path);
    file.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000;');
    file.exec('PRAGMA cache_size = -4000; PRAGMA busy_timeout = 2000;');
    migrate(file);
    return file;
  } catch (error) {
    if (error instanceof BulkError) throw error;
    if (options.create && !(existsSync(path) && statSync(path).size > 0)) {
      throw new BulkError(
        'output_unwritable',
        `The journal ${path} can not be written: ${toMessage(error)}.`,
        {
          cause: error,
        },
      );
    }
    throw damaged(error);
  }
}

/** Brings the tables to this program's version; refuses a journal of a newer program. */
function migrate(file: SqlFile): void {
  const found = file.prepare('PRAGMA user_version').get<{ user_version: number }>([]);
  const version = found?.user_version ?? 0;
  if (version > MIGRATIONS.length) {
    throw new BulkError(
      'journal_damaged',
      `The journal ${file.path} has version ${version}; this program knows versions up to ${MIGRATIONS.length}.`,
      { hint: 'Use the newer version of bitpowr-bulk that made it.' },
    );
  }
  MIGRATIONS.slice(version).forEach((sql, index) => {
    file.transact(() => {
      file.exec(sql);
      file.exec(`PRAGMA user_version = ${version + index + 1}`);
    });
  });
}

function toSqlFile(database: Libsql.Database, path: string): SqlFile {
  return {
    path,
    prepare: (sql) => toStatement(database.prepare(sql)),
    exec: (sql) => void database.exec(sql),
    transact: (work) => {
      database.exec('BEGIN IMMEDIATE');
      try {
        const result = work();
        database.exec('COMMIT');
        return result;
      } catch (error) {
        if (database.inTransaction) database.exec('ROLLBACK');
        throw error;
      }
    },
    close: () => void database.close(),
  };
}

function toStatement(statement: Libsql.Statement): Statement {
  return {
    run: (parameters) => statement.run(parameters),
    get: <Row>(parameters: readonly Sql[]) => {
      const row = statement.get(parameters) as (Row & { _metadata?: unknown }) | undefined;
      // The driver adds how long it took.
      if (row !== undefined) delete row._metadata;
      return row;
    },
    all: <Row>(parameters: readonly Sql[]) => statement.all(parameters) as Row[],
    iterate: <Row>(parameters: readonly Sql[]) => statement.iterate(parameters) as IterableIterator<Row>,
  };
}
