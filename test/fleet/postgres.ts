/** A PostgreSQL server that can be stopped and started again, on a socket in its folder. */
import { join } from 'node:path';
import {
  findProgram,
  listFolder,
  makeUserFolder,
  run,
  startServer,
  toUser,
  waitUntilReady,
  type RunningServer,
} from '../databases/servers/command.js';

export interface FleetPostgres {
  readonly url: string;
  /** Its socket. */
  readonly path: string;
  start(): Promise<void>;
  /** At once, as a power cut does: its clients get no answer. */
  stop(): Promise<void>;
  /** Stops it, and removes its folder. */
  remove(): Promise<void>;
}

const VERSIONS = '/usr/lib/postgresql';
const USER = 'postgres';

/** The path of a program of PostgreSQL. Throws with the package to install. */
function find(name: string): string {
  const newestFirst = listFolder(VERSIONS).toSorted((one, other) => Number(other) - Number(one));
  const folders = newestFirst.map((version) => join(VERSIONS, version, 'bin'));
  return findProgram(name, 'postgresql', folders);
}

/** Before any test: without PostgreSQL each of them would fail for the same reason. */
export default function assertInstalled(): void {
  for (const name of ['initdb', 'postgres', 'pg_isready']) find(name);
  toUser(USER);
}

export async function startFleetPostgres(): Promise<FleetPostgres> {
  const user = toUser(USER);
  const folder = makeUserFolder(user);
  const data = join(folder.path, 'data');
  await run(find('initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N'], {
    user,
  });
  let server: RunningServer | undefined;
  const start = async (): Promise<void> => {
    const started = startServer(
      find('postgres'),
      ['-D', data, '-k', folder.path, '-c', 'listen_addresses='],
      user,
    );
    server = started;
    await waitUntilReady(started, () =>
      run(find('pg_isready'), ['-h', folder.path, '-U', 'postgres', '-d', 'postgres']),
    );
  };
  const stop = async (): Promise<void> => server?.stop('SIGQUIT');
  await start();
  return {
    url: `postgres://postgres@localhost/postgres?host=${encodeURIComponent(folder.path)}`,
    path: join(folder.path, '.s.PGSQL.5432'),
    start,
    stop,
    remove: async () => {
      await stop();
      folder.remove();
    },
  };
}
