/** A run's folder, lock and journal. */
import { rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ImportOptions } from '../../config/options.js';
import { BulkError } from '../../core/errors.js';
import { assertSound } from '../../journal/assert-sound.js';
import { Journal } from '../../journal/journal.js';
import { type Lock, takeLock } from '../../journal/lock.js';
import type { JobDeps } from '../deps.js';
import type { Summary } from '../../record/summary/summary.js';
import type { RunFacts } from './facts.js';
import { JOURNAL_NAME } from './check.js';
import { findRun } from './find-run.js';
import { takeLockInTurn } from './lock-turn.js';
import { toRunCard, writeRunCard } from './run-card.js';
import { makeNewFolder, toNewFolder } from './new-folder.js';
import { toNewPlace, toPresentPlace } from './run-place.js';
import { lockSource, type LockedSource } from './source-lock.js';

export const LOCK_NAME = 'run.lock';

export class Run {
  readonly id: string;
  readonly folder: string;
  readonly journal: Journal;
  readonly #locks: Lock[];
  #hasEnded = false;
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

  /** A session begins: until its end, the summary that is there is that of an earlier one. */
  begin(): void {
    this.set('hasEnded', false);
  }

  end(summary: Summary): void {
    this.set('summary', summary);
    this.set('hasEnded', true);
    this.#hasEnded = true;
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const card = this.#hasEnded ? toRunCard((key) => this.get(key)) : undefined;
    this.journal.close();
    if (card !== undefined) writeRunCard(this.folder, this.journal.file.path, card);
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
    return openNewRun(id, folder, { options, endpoint: source.endpoint, locks }, deps);
  } catch (error) {
    for (const lock of locks) lock.release();
    throw error;
  }
}

interface NewRun extends Pick<RunFacts, 'options' | 'endpoint'> {
  readonly locks: Lock[];
}

/** In its new folder, which goes where the run can't begin: its name stays free. */
function openNewRun(id: string, folder: string, { options, endpoint, locks }: NewRun, deps: JobDeps): Run {
  try {
    locks.unshift(takeLock(join(folder, LOCK_NAME), `run ${id}`, deps));
    const journalPath = join(folder, JOURNAL_NAME);
    const journal = Journal.open(journalPath, { ...deps, create: true });
    const run = new Run(id, folder, journal, locks);
    run.set('options', options);
    run.set('endpoint', endpoint);
    run.set('place', toNewPlace(folder, journalPath));
    run.set('startedAt', deps.clock.now());
    deps.emit({ type: 'run', runId: id, runDir: folder });
    run.begin();
    return run;
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
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
  const lock = await takeLockInTurn(join(folder, LOCK_NAME), `run ${id}`, turn);
  let journal: Journal | undefined;
  try {
    journal = Journal.open(journalPath, { ...deps, create: false });
    assertSound(journal.file);
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
