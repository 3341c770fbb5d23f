/** A MariaDB server of its own, reached by a socket in its folder. */
import { join } from 'node:path';
import { findProgram, makeUserFolder, run, startServer, toUser, waitUntilReady } from './command.js';
import type { Database } from './database.js';

const PACKAGE = 'mariadb-server';
/** A test database may be lost. */
const FAST = [
  '--innodb-flush-log-at-trx-commit=0',
  '--skip-innodb-doublewrite',
  '--innodb-log-file-size=64M',
];

export async function startMariadb(): Promise<Database> {
  const daemon = findProgram('mariadbd', PACKAGE);
  const install = findProgram('mariadb-install-db', PACKAGE);
  const mariadb = findProgram('mariadb', 'mariadb-client');
  const user = toUser('mysql');
  const folder = makeUserFolder(user);
  const data = join(folder.path, 'data');
  const socket = join(folder.path, 'db.sock');
  await run(
    install,
    ['--no-defaults', `--datadir=${data}`, '--auth-root-authentication-method=normal', '--skip-test-db'],
    { user },
  );
  const server = startServer(
    daemon,
    [
      '--no-defaults',
      `--datadir=${data}`,
      `--socket=${socket}`,
      '--skip-networking',
      '--secure-file-priv=',
      ...FAST,
    ],
    user,
  );
  const root = [
    mariadb,
    '--no-defaults',
    `--socket=${socket}`,
    '--user=root',
    '--default-character-set=utf8mb4',
  ];
  const client = [...root, 'legacy'];
  const execute = (sql: string): Promise<string> =>
    run(mariadb, [...client.slice(1), '--batch', '--binary-mode'], { input: sql });
  await waitUntilReady(server, () =>
    run(mariadb, [...root.slice(1), '-e', 'CREATE DATABASE IF NOT EXISTS legacy CHARACTER SET utf8mb4']),
  );
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
