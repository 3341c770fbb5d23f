/**
 * A lock that dies with its holder: an exclusive SQLite transaction on a small file of its own. The operating system
 * releases it when the process ends, in any way, so there is no stale lock to guess about. A JSON file next to it says who
 * has held it since when; it is only read to inform a person.
 */
import { hostname } from 'node:os';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type Libsql from 'libsql';
import { BulkError } from '../core/errors.js';
import { toReasonText } from '../core/system-reason.js';
import { type Clock, toIso } from '../core/clock.js';
import { openDatabase } from './driver.js';

export interface Lock {
  release(): void;
}

interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly since: string;
  readonly work?: string;
}

/**
 * Takes the lock at `path` or throws `run_locked`, which says who has it. `what` names the thing for the message
 * ("run 2026-11-22-a1b2"), `work` what its holder does with it, for the message to others. Works between processes of one machine; network file systems may not keep such locks.
 */
export function takeLock(
  path: string,
  what: string,
  options: { readonly clock: Clock; readonly pid: number; readonly work?: string },
): Lock {
  const holderPath = toHolderPath(path);
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
      JSON.stringify({
        pid: options.pid,
        host: hostname(),
        since: toIso(options.clock.now()),
        work: options.work,
      }),
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

/** The file that a holder writes, and takes away when it releases the lock. */
export const toHolderPath = (path: string): string => `${path}.json`;

/** Whether a process holds the lock at `path`. To ask keeps others from taking it for less than a millisecond. */
export function isLockHeld(path: string): boolean {
  if (!existsSync(path)) return false;
  const database = openDatabase(path, { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE; ROLLBACK');
    return false;
  } catch {
    return true;
  } finally {
    database.close();
  }
}

function openLockFile(path: string): Libsql.Database {
  try {
    // Only created, never opened if it exists: closing a second handle would drop this process's own lock (POSIX).
    if (!existsSync(path)) writeFileSync(path, '', { mode: 0o600 });
    return openDatabase(path, { timeout: 0 });
  } catch (error) {
    throw toUnwritable(path, error);
  }
}

function toUnwritable(path: string, cause: unknown): BulkError {
  return new BulkError('output_unwritable', `The lock ${path} can not be taken: ${toReasonText(cause)}.`, {
    cause,
  });
}

const LOOKS = 10;
const LOOK_AGAIN_MS = 20;

/** A holder writes its file right after it has taken the lock, so a file that is not there is looked for again. */
function readHolder(path: string): string {
  for (let look = 1; look <= LOOKS; look += 1) {
    const found = toHolderText(path);
    if (found !== undefined) return found;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOOK_AGAIN_MS);
  }
  return 'it does not say which';
}

function toHolderText(path: string): string | undefined {
  try {
    const holder = JSON.parse(readFileSync(path, 'utf8')) as Holder;
    const work = holder.work === undefined ? '' : `${holder.work}, `;
    return `${work}process ${holder.pid} on ${holder.host}, since ${holder.since}`;
  } catch {
    return undefined;
  }
}
