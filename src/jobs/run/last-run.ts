/** The run that `last` stands for. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BulkError, isBulkError } from '../../core/errors.js';
import { LAST } from '../../core/last.js';
import { JOURNAL_NAME, readCheckSummary } from './check.js';
import { listCheckIds, toRunFolder } from './find-run.js';
import { listRuns, type ListedRun } from './runs.js';

/**
 * The name itself, or for `last` the name of the run that began last, of any command that can be continued or undone. A run
 * that an older program let be called `last` is that run. Throws `run_unknown` where no run says when it began.
 */
export function toRunName(reportsDir: string, name: string): string {
  if (!isLast(reportsDir, name)) return name;
  const newest = findNewestRun(reportsDir);
  if (newest !== undefined) return newest.id;
  throw listCheckIds(reportsDir).length > 0
    ? new BulkError('run_unknown', `There is no run to continue or undo in ${reportsDir}.`, {
        hint: 'Import a source, or pass --queue for a run in a queue; `bitpowr-bulk show last` shows the newest check.',
      })
    : toNoRunsError(reportsDir);
}

/** The same for a command that only looks: a check counts, too. */
export function toShownName(reportsDir: string, name: string): string {
  if (!isLast(reportsDir, name)) return name;
  const [run, check] = [findNewestRun(reportsDir), findNewestCheck(reportsDir)];
  const newest = check !== undefined && check.startedAt > (run?.startedAt ?? '') ? check : run;
  if (newest === undefined) throw toNoRunsError(reportsDir);
  return newest.id;
}

function isLast(reportsDir: string, name: string): boolean {
  return name === LAST && !existsSync(join(toRunFolder(reportsDir, LAST), JOURNAL_NAME));
}

function findNewestRun(reportsDir: string): ListedRun | undefined {
  return listRuns(reportsDir)
    .filter(({ startedAt }) => startedAt !== null)
    .at(-1);
}

interface NamedCheck {
  readonly id: string;
  readonly startedAt: string;
}

/** By when its summary was written, so that only one is read, and those of other programs. */
function findNewestCheck(reportsDir: string): NamedCheck | undefined {
  for (const id of listCheckIds(reportsDir)) {
    try {
      return { id, startedAt: readCheckSummary(join(reportsDir, id)).startedAt };
    } catch (error) {
      if (!isBulkError(error)) throw error;
    }
  }
  return undefined;
}

function toNoRunsError(reportsDir: string): BulkError {
  return new BulkError('run_unknown', `There are no runs in ${reportsDir}.`, {
    hint: 'Pass --reports-dir with the folder of your runs.',
  });
}
