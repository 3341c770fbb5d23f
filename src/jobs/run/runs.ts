/** Looking at runs: what there is, how one ended, what happened to a row. Reads only. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock, toIso } from '../../core/clock.js';
import { isBulkError } from '../../core/errors.js';
import { Journal } from '../../journal/journal.js';
import { isLockHeld, toHolderPath } from '../../journal/lock.js';
import { openJournalFile } from '../../journal/open.js';
import { RunInfo } from '../../journal/run-info.js';
import type { Summary } from '../../record/summary/summary.js';
import { findCheck, isCopy, readCheckSummary } from './check.js';
import type { RunFacts } from './facts.js';
import { findRun, listRunIds } from './find-run.js';
import { LOCK_NAME, Run } from './run.js';
import { readRunCard, toRunCard, type RunCard } from './run-card.js';

/**
 * `ended`: its summary says how. `under_way`: a process works on it. `killed`: its last session did not come to its end.
 * `unreadable`: its journal can't be read.
 */
export type RunProgress = 'ended' | 'under_way' | 'killed' | 'unreadable';

export interface ListedRun {
  readonly id: string;
  readonly progress: RunProgress;
  /** ISO 8601, UTC; null where the run does not say it. */
  readonly startedAt: string | null;
  /** Null where the run ended before it was read. */
  readonly source: RunFacts['source'] | null;
  /** Of the last session that came to its end, or null. */
  readonly summary: Summary | null;
}

/** All runs of a folder, the oldest first. */
export function listRuns(reportsDir: string): ListedRun[] {
  return listRunCards(reportsDir)
    .map(({ id, card, progress }) => ({
      id,
      progress,
      startedAt: toTime(card?.startedAt ?? null),
      source: card?.source ?? null,
      summary: card?.summary ?? null,
    }))
    .sort(byStart);
}

const toTime = (ms: number | null): string | null => (ms === null ? null : toIso(ms));

type Started = Pick<ListedRun, 'id' | 'startedAt'>;

/** Runs that do not say when they were started come last. */
export function byStart(one: Started, other: Started): number {
  const [a, b] = [one, other].map(({ startedAt, id }) => `${startedAt ?? '~'} ${id}`);
  return (a ?? '') < (b ?? '') ? -1 : 1;
}

export interface CardedRun {
  readonly id: string;
  readonly progress: RunProgress;
  /** Undefined: its journal can't be read. */
  readonly card: RunCard | undefined;
}

/** What lists need of each run, by name. Journals are opened only of runs that did not end, or whose journal was copied. */
export function listRunCards(reportsDir: string): CardedRun[] {
  return listRunIds(reportsDir).map((id) => {
    const { folder, journalPath } = findRun(reportsDir, id);
    const card = readRunCard(folder, journalPath) ?? readFacts(journalPath);
    return {
      id,
      card,
      progress: card === undefined ? 'unreadable' : toProgress(card, join(folder, LOCK_NAME)),
    };
  });
}

/** One statement, because those of a whole journal would leave memory for the garbage collector. */
function readFacts(journalPath: string): RunCard | undefined {
  try {
    const file = openJournalFile(journalPath, { create: false });
    try {
      const info = new RunInfo<RunFacts>(file);
      return toRunCard((key) => info.get(key));
    } finally {
      file.close();
    }
  } catch (error) {
    if (isBulkError(error)) return undefined;
    throw error;
  }
}

function toProgress({ hasEnded, summary }: RunCard, lockPath: string): RunProgress {
  if (hasEnded === true) return 'ended';
  // A holder takes its file away at the end, and leaves it behind when it is killed.
  if (existsSync(toHolderPath(lockPath))) return isLockHeld(lockPath) ? 'under_way' : 'killed';
  return hasEnded === null && summary !== null ? 'ended' : 'killed';
}

/** What a copy of a run in a queue says to type next has the paths of the worker. */
function toSummaryHere(summary: Summary): Summary {
  return isCopy(summary) ? { ...summary, next: [] } : summary;
}

/** Of a run, a check or a copy. Throws `run_unknown`, `journal_damaged`. */
export function readRunSummary(reportsDir: string, id: string): Summary | null {
  const check = findCheck(reportsDir, id);
  if (check !== undefined) return toSummaryHere(readCheckSummary(check));
  return withRun(reportsDir, id, (run) => (run.get('summary') as Summary | undefined) ?? null);
}

/** Whether there is a run of this name, or in this folder. */
export function hasRun(reportsDir: string, id: string): boolean {
  try {
    findRun(reportsDir, id);
    return true;
  } catch (error) {
    if (isBulkError(error) && error.code === 'run_unknown') return false;
    throw error;
  }
}

/** The endpoint that a run belongs to: `sandbox` or a base URL. */
export function readRunEndpoint(reportsDir: string, id: string): string {
  return withRun(reportsDir, id, (run) => run.require('endpoint'));
}

export function withRun<T>(reportsDir: string, id: string, read: (run: Run) => T): T {
  const { folder, journalPath } = findRun(reportsDir, id);
  const journal = Journal.open(journalPath, { create: false, clock: systemClock });
  try {
    return read(new Run(id, folder, journal, []));
  } finally {
    journal.close();
  }
}
