/**
 * A lock that dies with its holder. It is an exclusive SQLite transaction on a small file of its own: the operating system
 * lets go of it when the process ends, however it ends, so there is no stale lock to guess about. Beside it, a JSON file
 * says who holds it since when; it is only read to tell a person.
 */
import { hostname } from 'node:os';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import Libsql from 'libsql';
import { BulkError } from '../core/errors.js';
import { toReasonText } from '../core/system-reason.js';
import { type Clock, toIso } from '../core/clock.js';

export interface Lock {
  release(): void;
}

/**
 * Takes the lock at `path` or throws `run_locked`, which says who has it. `what` names the thing for the message
 * ("run 2026-11-22-a1b2"). Works between processes of one machine; network file systems may not keep such locks.
 */
export function takeLock(
  path: string,
  what: string,
  options: { readonly clock: Clock; readonly pid: number },
): Lock {
  const holderPath = `${path}.json`;
  const database = openLockFile(path);
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if ((error as { code?: unknown }).code !== 'SQLITE_BUSY') throw toUnwritable(path, error);
    throw new BulkError('run_locked', `Another process works on ${what}: ${readHolder(holderPath)}.`);
  }
  try {
    writeFileSync(
      holderPath,
      JSON.stringify({ pid: options.pid, host: hostname(), since: toIso(options.clock.now()) }),
      { mode: 0o600 },
    );
  } catch (error) {
    database.close();
    throw toUnwritable(path, error);
  }
  return {
    release: () => {
      rmSync(holderPath, { force: true });
      database.exec('ROLLBACK');
      database.close();
    },
  };
}

function openLockFile(path: string): Libsql.Database {
  try {
    // Only made, never opened, when it is there: closing a second handle would drop this process's own lock (POSIX).
    if (!existsSync(path)) writeFileSync(path, '', { mode: 0o600 });
    return new Libsql(path, { timeout: 0 });
  } catch (error) {
    throw toUnwritable(path, error);
  }
}

function toUnwritable(path: string, cause: unknown): BulkError {
  return new BulkError('output_unwritable', `The lock ${path} can not be taken: ${toReasonText(cause)}.`, {
    cause,
  });
}

function readHolder(path: string): string {
  try {
    const holder = JSON.parse(readFileSync(path, 'utf8')) as { pid: number; host: string; since: string };
    return `process ${holder.pid} on ${holder.host}, since ${holder.since}`;
  } catch {
    return 'it does not say which';
  }
}
