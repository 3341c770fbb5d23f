/** The connection to PostgreSQL, and the fleet's tables in it. The package `pg` is loaded when it is needed: it is optional. */
import { Socket } from 'node:net';
import type { Pool, PoolClient } from 'pg';
import { BulkError } from '../core/errors.js';
import { MIGRATIONS, SCHEMA } from './schema.js';
import { toUnreachable } from './unreachable.js';

/** An answer that does not come in this time is taken for lost. */
const ANSWER_MS = 10_000;
/** Any number, the same in all workers: only one makes the tables. */
const MIGRATION_LOCK = 7_305_411;

/** The settings of each connection to the queue. */
export function toConnectionSettings(url: string) {
  return {
    connectionString: url,
    application_name: 'bitpowr-bulk',
    connectionTimeoutMillis: ANSWER_MS,
    query_timeout: ANSWER_MS,
    keepAlive: true,
  };
}

/** Connects and makes the tables, or migrates them. End the pool after use. Throws `queue_unreachable`, `queue_unsupported`, `queue_newer`. */
export async function openDatabase(url: string): Promise<Pool> {
  const { default: pg } = await import('pg');
  const sockets = new Set<Socket>();
  const stream = (): Socket => {
    const socket = new Socket();
    sockets.add(socket);
    return socket.once('close', () => sockets.delete(socket));
  };
  const pool = new pg.Pool({ ...toConnectionSettings(url), max: 4, stream });
  // Of a connection that waits in the pool; the next query gets another one.
  pool.on('error', () => undefined);
  try {
    const client = await pool.connect();
    try {
      await assertUsable(client, pool);
      await migrate(client);
    } finally {
      client.release();
    }
    return pool;
  } catch (error) {
    await pool.end();
    // A connection without a password stays open, and with it the process.
    for (const socket of sockets) socket.destroy();
    throw toUnreachable(error);
  }
}

const LEAST_VERSION = 130_000;

/** Throws `queue_unsupported`. */
async function assertUsable(client: PoolClient, pool: Pool): Promise<void> {
  const { rows } = await client.query<{ number: number; name: string }>(
    `SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS name`,
  );
  const [{ number, name } = { number: 0, name: '' }] = rows;
  if (number < LEAST_VERSION) {
    throw new BulkError('queue_unsupported', `A queue needs PostgreSQL 13 or newer; the server is ${name}.`, {
      hint: 'Give --queue the URL of a newer server.',
    });
  }
  if (await isShuffled(client, pool)) {
    throw new BulkError(
      'queue_unsupported',
      'A pooler in front of PostgreSQL gives each transaction another connection. A worker that listens for news would hear none.',
      {
        hint: 'Give --queue the URL of PostgreSQL itself, or of a pool in session mode (`pool_mode = session`).',
      },
    );
  }
}

/** Whether the client gets another connection of the server once a second client holds the one that it had. */
async function isShuffled(client: PoolClient, pool: Pool): Promise<boolean> {
  const readPid = async (from: PoolClient): Promise<number | undefined> =>
    (await from.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]?.pid;
  const other = await pool.connect();
  try {
    const before = await readPid(client);
    await other.query('BEGIN');
    await readPid(other);
    const after = await readPid(client);
    await other.query('ROLLBACK');
    return before !== after;
  } finally {
    other.release();
  }
}

async function migrate(client: PoolClient): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    await client.query(`CREATE SCHEMA IF NOT EXISTS ${SCHEMA}`);
    await client.query(`CREATE TABLE IF NOT EXISTS ${SCHEMA}.migrations (version int PRIMARY KEY)`);
    const { rows } = await client.query<{ version: number }>(
      `SELECT coalesce(max(version), 0) AS version FROM ${SCHEMA}.migrations`,
    );
    const version = rows[0]?.version ?? 0;
    if (version > MIGRATIONS.length) {
      throw new BulkError(
        'queue_newer',
        `The tables of the queue have version ${version}; this program knows versions up to ${MIGRATIONS.length}.`,
      );
    }
    for (const [at, sql] of MIGRATIONS.entries()) {
      if (at < version) continue;
      await client.query(sql);
      await client.query(`INSERT INTO ${SCHEMA}.migrations VALUES ($1)`, [at + 1]);
    }
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
