/** A run's folder, lock and journal. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { ImportOptions, ReconcileOptions } from '../../config/options.js';
import { type Clock, toIso } from '../../core/clock.js';
import { BulkError, toSystemCode } from '../../core/errors.js';
import type { Account, Mapping, SourceFormat } from '../../core/types.js';
import { Journal } from '../../journal/journal.js';
import { type Lock, takeLock } from '../../journal/lock.js';
import type { JobDeps } from '../deps.js';
import { makeFolder } from '../../core/make-folder.js';
import { toReasonText } from '../../core/system-reason.js';
import { findCheck, JOURNAL_NAME } from './check.js';
import { takeLockInTurn } from './lock-turn.js';
import { assertRunName } from './run-name.js';
import { toNewPlace, toPresentPlace, type RunPlaceFacts } from './run-place.js';
import { lockSource, type LockedSource } from './source-lock.js';

/** Not a run's journal: what a killed check leaves behind is no run. */
const SCRATCH_NAME = '.check.sqlite';

/** What the journal keeps about the run itself, under these keys. */
export interface RunFacts {
  options: ImportOptions;
  /** Of a comparison. */
  reconcile: ReconcileOptions;
  /** Of a comparison with an export: fields that it does not have, and whether it is a table, of text only. */
  remote: { readonly absentFields: readonly string[]; readonly isText: boolean };
  /** Of a comparison: why the list of the remote customers may lack some, or null. */
  listDoubt: string | null;
  endpoint: string;
  /** Where its folder is; absent in a run of an older program that was not resumed since. */
  place: RunPlaceFacts;
  startedAt: number;
  /** `name`: as `--source-name` says. */
  source: { path: string; name?: string; sha256: string; rows: number; format: SourceFormat };
  mapping: Mapping;
  /** Set once the server has told whose customers these are. */
  account: Account;
  baseUrl: string;
  /** The remote was listed and every row decided. */
  matched: boolean;
  /** The rows' plans were made to be looked at (`apply`): they are carried out as they are, or not at all. */
  binding: boolean;
  /** The run whose changes this one reverts. */
  undoOf: string;
  /** The rows that `--canary` chose, and whether they have been found well, or been looked at by a person. */
  canary: { rows: readonly number[]; isJudged: boolean };
  workedMs: number;
  requests: unknown;
  timeline: unknown;
  /** The last summary, as written. */
  summary: unknown;
}

export class Run {
  readonly id: string;
  readonly folder: string;
  readonly journal: Journal;
  readonly #locks: Lock[];
  #isClosed = false;

  constructor(id: string, folder: string, journal: Journal, locks: readonly Lock[]) {
    this.id = id;
    this.folder = folder;
    this.journal = journal;
    this.#locks = [...locks];
  }

  /** A dry run, until it is applied: nothing is sent that changes anything. */
  get isPlan(): boolean {
    return this.get('options')?.dryRun === true && !this.planIsFinal;
  }

  get planIsFinal(): boolean {
    return this.get('binding') === true;
  }

  get<Key extends keyof RunFacts>(key: Key): RunFacts[Key] | undefined {
    return this.journal.info.get(key) as RunFacts[Key] | undefined;
  }

  /** A fact that must be there by now. Throws `journal_damaged`. */
  require<Key extends keyof RunFacts>(key: Key): RunFacts[Key] {
    const value = this.get(key);
    if (value === undefined) {
      throw new BulkError('journal_damaged', `The journal of run ${this.id} does not say its ${key}.`);
    }
    return value;
  }

  set<Key extends keyof RunFacts>(key: Key, value: RunFacts[Key]): void {
    this.journal.info.set(key, value);
  }

  /** Holds a lock until the run is closed. */
  hold(lock: Lock): void {
    this.#locks.push(lock);
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.journal.close();
    for (const lock of this.#locks) lock.release();
  }

  /** Closes the run and deletes it: nothing was sent. */
  discard(): void {
    this.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/**
 * Makes the folder of a new run and locks it and its source. Throws `run_exists`, `run_locked`, `interrupted`,
 * `output_unwritable`.
 */
export async function createRun(
  options: ImportOptions,
  source: Omit<LockedSource, 'reportsDir'>,
  deps: JobDeps,
): Promise<Run> {
  const { reportsDir, sourceName, waitForLock } = options;
  const { id, folder } = toNewFolder(options, deps);
  const locks = await lockSource({ name: sourceName, ...source, reportsDir }, { ...deps, waitForLock });
  try {
    makeNewFolder(folder, id);
    locks.unshift(takeLock(join(folder, 'run.lock'), `run ${id}`, deps));
    const journalPath = join(folder, JOURNAL_NAME);
    const journal = Journal.open(journalPath, { ...deps, create: true });
    const run = new Run(id, folder, journal, locks);
    run.set('options', options);
    run.set('endpoint', source.endpoint);
    run.set('place', toNewPlace(folder, journalPath));
    run.set('startedAt', deps.clock.now());
    deps.emit({ type: 'run', runId: id, runDir: folder });
    return run;
  } catch (error) {
    for (const lock of locks) lock.release();
    throw error;
  }
}

function toNewFolder({ runId, reportsDir }: Pick<ImportOptions, 'reportsDir' | 'runId'>, { clock }: JobDeps) {
  const id = runId ?? toRunId(clock);
  const folder = toRunFolder(reportsDir, id);
  assertRunName(id, reportsDir);
  if (existsSync(folder)) throw toExists(folder, id);
  return { id, folder };
}

/** Fails if another process has made the folder in the last moment. */
function makeNewFolder(folder: string, id: string): void {
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (cause) {
    // A symbolic link to nothing is no run.
    if (toSystemCode(cause) === 'EEXIST' && existsSync(folder)) throw toExists(folder, id);
    throw new BulkError(
      'output_unwritable',
      `The folder ${folder} can not be made: ${toReasonText(cause)}.`,
      {
        cause,
      },
    );
  }
}

function toExists(folder: string, id: string): BulkError {
  return new BulkError('run_exists', `There is a run ${id} in ${dirname(folder)} already.`);
}

/**
 * Makes the folder of a check, with a journal for as long as it lasts: nothing is sent, so nothing is locked, nothing
 * taken up again, and what a crash would leave of the journal is worth nothing. Throws `run_exists`, `output_unwritable`.
 */
export function createCheck(options: Pick<ImportOptions, 'reportsDir' | 'runId'>, deps: JobDeps): Run {
  const { id, folder } = toNewFolder(options, deps);
  makeFolder(folder);
  deps.emit({ type: 'run', runId: id, runDir: folder });
  return new Run(
    id,
    folder,
    Journal.open(join(folder, SCRATCH_NAME), { ...deps, create: true, scratch: true }),
    [],
  );
}

/** Closes a check and takes its journal away; the files stay. */
export function closeCheck(check: Run): void {
  check.close();
  rmSync(join(check.folder, SCRATCH_NAME), { force: true });
}

export interface OpenRunOptions {
  /** Seconds; absent: a lock that is held is refused at once. */
  readonly waitForLock?: number | undefined;
  /** A plan is to be carried out. @default false */
  readonly apply?: boolean;
}

/**
 * Opens an existing run to continue it. Throws `run_unknown`, `run_locked`, `run_copied`, `interrupted`,
 * `journal_damaged`.
 */
export async function openRun(
  reportsDir: string,
  id: string,
  deps: JobDeps,
  { waitForLock, apply = false }: OpenRunOptions = {},
): Promise<Run> {
  const { folder, journalPath } = findRun(reportsDir, id);
  const turn = { ...deps, waitForLock };
  const lock = await takeLockInTurn(join(folder, 'run.lock'), `run ${id}`, turn);
  let journal: Journal | undefined;
  try {
    journal = Journal.open(journalPath, { ...deps, create: false });
    journal.assertSound();
    const run = new Run(id, folder, journal, [lock]);
    deps.emit({ type: 'run', runId: basename(folder), runDir: folder });
    run.set('place', toPresentPlace(id, run.get('place'), { folder, journalPath }, deps));
    const source = run.get('source');
    if (source === undefined) return run;
    const use = run.isPlan && !apply ? 'plan' : 'write';
    const { path, name } = source;
    const locked = { reportsDir, path, name, endpoint: run.require('endpoint'), use } as const;
    for (const more of await lockSource(locked, turn)) run.hold(more);
    return run;
  } catch (error) {
    journal?.close();
    lock.release();
    throw error;
  }
}

/** Where a run is. Its name may also be given as the path of its folder. Throws `run_unknown`. */
export function findRun(reportsDir: string, id: string): { folder: string; journalPath: string } {
  for (const folder of [toRunFolder(reportsDir, id), resolve(id)]) {
    const journalPath = join(folder, JOURNAL_NAME);
    if (existsSync(journalPath)) return { folder, journalPath };
  }
  const check = findCheck(reportsDir, id);
  if (check !== undefined) {
    throw new BulkError(
      'run_unknown',
      `${id} is a check, which sent nothing: there is nothing to continue, and no history of rows.`,
      {
        hint: `\`bitpowr-bulk show ${id}\` shows it; ${join(check, 'issues.csv')} has all that it found.`,
        context: { reportsDir, id },
      },
    );
  }
  throw new BulkError('run_unknown', `There is no run ${id} in ${reportsDir}.`, {
    context: { reportsDir, id },
  });
}

/** Names of the runs in a folder, oldest first by name. */
export function listRunIds(reportsDir: string): string[] {
  if (!existsSync(reportsDir)) return [];
  return readdirSync(reportsDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(reportsDir, entry.name, JOURNAL_NAME)))
    .map((entry) => entry.name)
    .sort();
}

export function toRunFolder(reportsDir: string, id: string): string {
  return resolve(reportsDir, id);
}

/** `20261122-172231-4f1c`: sorts by time, and two started in one second differ. */
function toRunId(clock: Clock): string {
  const stamp = toIso(clock.now()).replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  return `${stamp}-${randomBytes(2).toString('hex')}`;
}
