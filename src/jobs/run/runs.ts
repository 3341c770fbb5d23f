/** Looking at runs: what there is, how one ended, what happened to a row. Reads only. */
import { systemClock } from '../../core/clock.js';
import { Journal } from '../../journal/journal.js';
import type { Summary } from '../../record/summary/summary.js';
import { findCheck, readCheckSummary } from './check.js';
import { findRun, listRunIds, Run } from './run.js';

/** A run in a list: its last summary, or null while it has none (it is under way, or was killed before it wrote one). */
export interface ListedRun {
  readonly id: string;
  readonly summary: Summary | null;
}

export function listRuns(reportsDir: string): ListedRun[] {
  return listRunIds(reportsDir).map((id) => ({ id, summary: readRunSummary(reportsDir, id) }));
}

/** Of a run or a check. Throws `run_unknown`, `journal_damaged`. */
export function readRunSummary(reportsDir: string, id: string): Summary | null {
  const check = findCheck(reportsDir, id);
  if (check !== undefined) return readCheckSummary(check);
  return withRun(reportsDir, id, (run) => (run.get('summary') as Summary | undefined) ?? null);
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
