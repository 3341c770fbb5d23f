/** A database file that is only read. */
import { pathToFileURL } from 'node:url';
import Libsql from 'libsql';
import { BulkError, toMessage } from '../../core/errors.js';
import { toQueryHint, toTypedQuery } from './query.js';

export interface SqliteFile {
  readonly tables: readonly string[];
  /** Of the text in it, as a label of `TextDecoder`. */
  readonly encoding: string;
  /** Names of the columns, and the rows: for each column the type of the value, and the value. Throws `config_invalid`. */
  query(select: string, limit: number | undefined): SqliteRows;
  close(): void;
}

export interface SqliteRows {
  readonly columns: readonly string[];
  readonly rows: Iterator<readonly unknown[]>;
}

/** Throws `source_unreadable`. */
export function openSqliteFile(path: string): SqliteFile {
  try {
    const database = new Libsql(`${pathToFileURL(path).href}?mode=ro`);
    database.exec('PRAGMA query_only = ON; PRAGMA busy_timeout = 2000;');
    const [encoding] = readTexts(database, 'PRAGMA encoding');
    const tables = readTexts(database, TABLES);
    return {
      tables,
      encoding: encoding ?? 'UTF-8',
      query: (select, limit) => runQuery(database, select, limit, { path, tables }),
      close: () => void database.close(),
    };
  } catch (error) {
    throw toSqliteError(path, error);
  }
}

const TABLES = `SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND substr(name, 1, 7) <> 'sqlite_' ORDER BY name`;

type Database = InstanceType<typeof Libsql>;

function readTexts(database: Database, sql: string): string[] {
  const rows = database.prepare(sql).raw().all() as string[][];
  return rows.map(([text = '']) => text);
}

function runQuery(
  database: Database,
  select: string,
  limit: number | undefined,
  { path, tables }: { readonly path: string; readonly tables: readonly string[] },
): SqliteRows {
  try {
    const columns = database
      .prepare(select)
      .columns()
      .map(({ name }) => name);
    const statement = database
      .prepare(toTypedQuery(select, columns.length, limit))
      .raw()
      .safeIntegers(true);
    return { columns, rows: statement.iterate() as Iterator<readonly unknown[]> };
  } catch (error) {
    if (toSqliteCode(error) !== 'SQLITE_ERROR') throw toSqliteError(path, error);
    throw new BulkError('config_invalid', `${path} refuses the query of \`--query\`: ${toMessage(error)}.`, {
      hint: `Expected one SELECT. The database has ${describeTables(tables)}. ${toQueryHint(tables)}`,
      cause: error,
    });
  }
}

/** `the tables a, b`; the first twenty. */
export function describeTables(tables: readonly string[]): string {
  if (tables.length === 0) return 'no tables';
  const more = tables.length > 20 ? `, and ${tables.length - 20} more` : '';
  return `${tables.length === 1 ? 'the table' : 'the tables'} ${tables.slice(0, 20).join(', ')}${more}`;
}

/** What a failure of the database means for the person who has the file. */
export function toSqliteError(path: string, error: unknown): BulkError {
  const backup = `sqlite3 '${path}' ".backup 'copy.db'"`;
  const code = toSqliteCode(error) ?? '';
  if (/BUSY|LOCKED/.test(code))
    return new BulkError('source_unreadable', `${path} is locked: another program writes to it.`, {
      hint: `Wait for that program, or read a copy: ${backup}`,
      cause: error,
    });
  if (/CORRUPT|NOTADB/.test(code))
    return new BulkError('source_unreadable', `${path} is a damaged SQLite database: ${toMessage(error)}.`, {
      hint: `A file that is copied while a program uses it is damaged. Copy it with: ${backup}`,
      cause: error,
    });
  return new BulkError(
    'source_unreadable',
    `${path} could not be read as a SQLite database: ${toMessage(error)}.`,
    {
      hint: `Check the file, and that this user may read it and the files ${path}-wal and ${path}-shm beside it. Or read a copy: ${backup}`,
      cause: error,
    },
  );
}

function toSqliteCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
