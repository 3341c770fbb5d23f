/** Any of the databases, by its name. */
import type { DatabaseName } from '../legacy-sql.js';
import type { Database } from './database.js';
import { startMariadb } from './mariadb.js';
import { startPostgres } from './postgres.js';
import { openSqliteFile } from './sqlite.js';

const START: Readonly<Record<DatabaseName, () => Database | Promise<Database>>> = {
  postgres: startPostgres,
  mariadb: startMariadb,
  sqlite: openSqliteFile,
};

export async function startDatabase(name: DatabaseName): Promise<Database> {
  return START[name]();
}
