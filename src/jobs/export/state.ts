/** Where an export keeps what it has listed until its file is written: one store for each output, next to the runs. */
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { BulkError } from '../../core/errors.js';
import type { ExportOptions } from '../../config/options.js';
import type { Account } from '../../core/types.js';
import { ExportStore } from '../../journal/export-store.js';
import { takeLock } from '../../journal/lock.js';
import type { Connection, JobDeps } from '../deps.js';
import { makeFolder } from '../../core/make-folder.js';
import { LONGEST_AGE_MS, removeLeftovers, removeStore } from './leftovers.js';
import { toRealPath } from './real-path.js';

export interface ExportState {
  readonly store: ExportStore;
  /** Ms since the epoch; of the first session. */
  readonly startedAt: number;
  /** Refuses to mix customers of two accounts. Throws `account_changed`. */
  confirm(account: Account): void;
  /** `done`: nothing is left to continue. */
  close(done: boolean): void;
}

/** Opens what a session before has left for this output, or begins. Throws `run_locked`, `output_unwritable`. */
export function openState(options: ExportOptions, connection: Connection, deps: JobDeps): ExportState {
  makeFolder(toFolder(options.reportsDir));
  const isStream = options.output === '-';
  const paths = toStatePaths(options.reportsDir, options.output);
  const lock = takeLock(paths.lock, `the export to ${options.output}`, deps);
  const path = paths.store;
  try {
    removeLeftovers(toFolder(options.reportsDir), path, deps);
    const store = open(path, connection.endpoint, deps);
    return {
      store,
      startedAt: store.info.get('startedAt') ?? 0,
      confirm: (account) => confirm(store, account),
      close: (done) => {
        store.close();
        if (done || isStream) removeStore(path);
        lock.release();
        if (isStream) rmSync(paths.lock, { force: true });
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** The files of one output; of standard output, new ones each time. */
export function toStatePaths(
  reportsDir: string,
  output: string,
): { readonly lock: string; readonly store: string } {
  const name = output === '-' ? randomBytes(16).toString('hex') : toDigest(toRealPath(output));
  const path = join(toFolder(reportsDir), name);
  return { lock: `${path}.lock`, store: `${path}.sqlite` };
}

function toFolder(reportsDir: string): string {
  return resolve(reportsDir, '.exports');
}

function open(path: string, endpoint: string, { clock, emit }: JobDeps): ExportStore {
  if (existsSync(path)) {
    const found = openOld(path);
    const age = clock.now() - (found?.info.get('startedAt') ?? 0);
    if (found !== undefined && found.info.get('endpoint') === endpoint && age >= 0 && age < LONGEST_AGE_MS) {
      emit({ type: 'note', message: 'Continuing the export that was stopped.' });
      return found;
    }
    found?.close();
    removeStore(path);
  }
  const store = ExportStore.open(path);
  store.info.set('startedAt', clock.now());
  store.info.set('endpoint', endpoint);
  return store;
}

/** A damaged store is listed again: only time is lost. */
function openOld(path: string): ExportStore | undefined {
  try {
    return ExportStore.open(path);
  } catch (error) {
    if (error instanceof BulkError && error.code === 'journal_damaged') return undefined;
    throw error;
  }
}

function confirm(store: ExportStore, account: Account): void {
  const before = store.info.get('account');
  if (before !== undefined && (before.orgId !== account.orgId || before.mode !== account.mode)) {
    throw new BulkError(
      'account_changed',
      `The export was begun for the organisation ${before.orgId} (${before.mode}); the credential is of ${account.orgId} (${account.mode}).`,
      { hint: 'Use the credential that the export was started with, or another --output.' },
    );
  }
  store.info.set('account', account);
}

function toDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
