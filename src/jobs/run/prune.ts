/** Old runs are taken away, so that a nightly job does not fill the disk. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../core/clock.js';
import { toMessage } from '../../core/errors.js';
import { takeLock } from '../../journal/lock.js';
import type { RunCommand, Summary } from '../../record/summary/summary.js';
import { LOCK_NAME } from './run.js';
import { listRunCards, type CardedRun } from './runs.js';
import { toRunFolder } from './find-run.js';

export interface PruneOptions {
  readonly reportsDir: string;
  /** How many finished runs, or exports, of the same kind stay. */
  readonly keep: number;
  readonly clock: Clock;
  readonly pid: number;
}

/** What became of those that were too many; `problem` in words where one could not be removed. */
export interface Pruned {
  readonly removed: readonly string[];
  readonly problems: readonly string[];
}

/** Commands whose runs are one kind. */
const KINDS: Readonly<Record<RunCommand, string>> = {
  import: 'import',
  resume: 'import',
  apply: 'import',
  undo: 'undo',
  validate: 'validate',
  reconcile: 'reconcile',
};

/**
 * Removes the runs of the same kind as `newest` beyond the newest `keep`. Never one that can be continued, that a process
 * works on, that was planned and not done, or whose end is unknown; and never anything that is not a run.
 */
export function pruneRuns(newest: Summary, options: PruneOptions): Pruned {
  const kind = KINDS[newest.command];
  const finished = listRunCards(options.reportsDir)
    .flatMap((run) => toFinished(run) ?? [])
    .filter(({ command }) => KINDS[command] === kind)
    .sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
  const removed: string[] = [];
  const problems: string[] = [];
  for (const { runId } of finished.slice(options.keep).filter((one) => one.runId !== newest.runId)) {
    const problem = remove(runId, options);
    if (problem === undefined) removed.push(runId);
    else problems.push(problem);
  }
  return { removed, problems };
}

/** The summary of a run that is at its end; undefined for any other, one that can't be read included. */
function toFinished({ id, card, progress }: CardedRun): Summary | undefined {
  const summary = card?.summary ?? null;
  if (progress !== 'ended' || summary === null) return undefined;
  return isFinished(summary) ? { ...summary, runId: id } : undefined;
}

function isFinished({ command, counts, dryRun, resume }: Summary): boolean {
  // A comparison that stopped starts again from the beginning, so there is nothing in it to continue.
  return !dryRun && resume === null && (counts.pending === 0 || command === 'reconcile');
}

function remove(id: string, options: PruneOptions): string | undefined {
  const folder = toRunFolder(options.reportsDir, id);
  try {
    const lock = takeLock(join(folder, LOCK_NAME), `run ${id}`, options);
    try {
      rmSync(folder, { recursive: true, force: true });
    } finally {
      lock.release();
    }
    return undefined;
  } catch (error) {
    return `The old run ${id} could not be removed: ${toMessage(error)}`;
  }
}
