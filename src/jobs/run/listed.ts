/** All that a folder of runs has: runs, checks, and copies of runs in a queue. Reads only. */
import { join } from 'node:path';
import { isBulkError } from '../../core/errors.js';
import type { Summary } from '../../record/summary/summary.js';
import { readCheckSummary } from './check.js';
import { listCheckIds } from './find-run.js';
import { byStart, listRuns, type ListedRun } from './runs.js';

/** A run; or a check or a copy, which have only their summary. */
export interface ListedFolder extends Omit<ListedRun, 'source'> {
  readonly source: Summary['source'] | null;
}

/** The oldest first. A folder with the summary of another program is left out. */
export function listAll(reportsDir: string): ListedFolder[] {
  const checks = listCheckIds(reportsDir).flatMap((id) => readListedCheck(reportsDir, id) ?? []);
  return [...listRuns(reportsDir), ...checks].sort(byStart);
}

/** A check or a copy has its summary only once it ended. */
function readListedCheck(reportsDir: string, id: string): ListedFolder | undefined {
  try {
    const summary = readCheckSummary(join(reportsDir, id));
    const { startedAt, source } = summary;
    return { id, progress: 'ended', startedAt, source, summary };
  } catch (error) {
    if (isBulkError(error)) return undefined;
    throw error;
  }
}
