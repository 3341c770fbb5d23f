/** A PostgreSQL server of its own, reached by a socket in its folder. */
import { join } from 'node:path';
import {
  findProgram,
  listFolder,
  makeUserFolder,
  run,
  startServer,
  toUser,
  waitUntilReady,
} from './command.js';
import type { Database } from './database.js';

/** Debian keeps the programs of each version apart, and has only the newest of some in PATH. */
const VERSIONS = '/usr/lib/postgresql';
/** A test database may be lost. */
const FAST = ['-F', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off', '-c', 'autovacuum=off'];

export async function startPostgres(): Promise<Database> {
  const newestFirst = listFolder(VERSIONS).toSorted((one, other) => Number(other) - Number(one));
  const folders = newestFirst.map((version) => join(VERSIONS, version, 'bin'));
  const find = (name: string): string => findProgram(name, 'postgresql', folders);
  const psql = findProgram('psql', 'postgresql-client', folders);
  const user = toUser('postgres');
  const folder = makeUserFolder(user);
  const data = join(folder.path, 'data');
  const initialise = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N'];
  await run(find('initdb'), initialise, { user });
  const server = startServer(
    find('postgres'),
    ['-D', data, '-k', folder.path, '-c', 'listen_addresses=', ...FAST],
    user,
  );
  const client = [psql, '-X', '-h', folder.path, '-U', 'postgres', '-d', 'postgres'] as const;
  const execute = (sql: string): Promise<string> =>
    run(client[0], [...client.slice(1), '-q', '-v', 'ON_ERROR_STOP=1', '-f', '-'], { input: sql });
  await waitUntilReady(server, () => execute('SELECT 1'));
  return {
    folder: folder.path,
    client,
    execute,
    stop: async () => {
      await server.stop();
      folder.remove();
    },
  };
}
