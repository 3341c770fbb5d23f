/** Deletes what stopped exports listed and no one continued: it has all customers in it, so it must not stay on the disk. */
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { takeLock } from '../../journal/lock.js';
import type { JobDeps } from '../deps.js';

/** A list is used for a day; after that it is out of date. */
export const LONGEST_AGE_MS = 24 * 3600 * 1000;

const STORE = '.sqlite';
const PARTS = ['', '-wal', '-shm'];

/** Removes stores that are too old, except the store `own`; what can't be removed now is removed next time. */
export function removeLeftovers(folder: string, own: string, deps: Pick<JobDeps, 'clock' | 'pid'>): void {
  const stores = readdirSync(folder)
    .filter((name) => name.endsWith(STORE))
    .map((name) => join(folder, name));
  for (const store of stores) {
    if (store === own) continue;
    const lockPath = `${store.slice(0, -STORE.length)}.lock`;
    try {
      if (deps.clock.now() - toLastChange(store) < LONGEST_AGE_MS) continue;
      const lock = takeLock(lockPath, 'an export', deps);
      try {
        removeStore(store);
        rmSync(lockPath, { force: true });
      } finally {
        lock.release();
      }
    } catch {
      // Somebody works on it after all, or the disk does not let go of it.
    }
  }
}

export function removeStore(path: string): void {
  for (const part of PARTS) rmSync(path + part, { force: true });
}

function toLastChange(store: string): number {
  return Math.max(
    ...PARTS.map((part) => statSync(store + part, { throwIfNoEntry: false })?.mtimeMs ?? -Infinity),
  );
}
