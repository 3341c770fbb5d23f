/** SQLite: the only place that names its package. A check of a file needs none. */
import type Libsql from 'libsql';
import { later } from '../core/later.js';

const loadLibsql = later<typeof Libsql>('libsql');

/** Opens the file at `path`; throws the errors of SQLite. `timeout` is how long a busy file is waited for, in ms. */
export function openDatabase(path: string, options: Libsql.Options = {}): Libsql.Database {
  return new (loadLibsql())(path, options);
}
