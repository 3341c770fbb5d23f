/** A SQLite database file; `folder` is its path. */
import { join } from 'node:path';
import Libsql from 'libsql';
import { findProgram, makeUserFolder } from './command.js';
import type { Database } from './database.js';

export function openSqliteFile(): Database {
  const folder = makeUserFolder({});
  const path = join(folder.path, 'legacy.db');
  const file = new Libsql(path);
  return {
    folder: path,
    client: [findProgram('sqlite3', 'sqlite3'), path],
    execute: (sql) => {
      file.exec(sql);
      return Promise.resolve('');
    },
    stop: () => {
      file.close();
      folder.remove();
      return Promise.resolve();
    },
  };
}
