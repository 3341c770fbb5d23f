/** The run of a plan, kept open while its changes are shown. */
import { isBulkError, type BulkError } from '../../core/errors.js';
import { systemClock } from '../../core/clock.js';
import { Journal } from '../../journal/journal.js';
import { findRun } from '../run/find-run.js';
import { Run } from '../run/run.js';
import { PlanIndex } from './plan-index.js';

export interface OpenedPlan {
  readonly name: string;
  readonly run: Run;
  readonly index: PlanIndex;
}

export class PlanKeeper {
  #opened: OpenedPlan | undefined;

  /** Throws `run_unknown`, `journal_damaged`. */
  open(reportsDir: string, name: string): OpenedPlan {
    if (this.#opened?.name === name) return this.#opened;
    this.release();
    const { folder, journalPath } = findRun(reportsDir, name);
    const run = new Run(name, folder, Journal.open(journalPath, { create: false, clock: systemClock }), []);
    this.#opened = { name, run, index: new PlanIndex(run) };
    return this.#opened;
  }

  /** The error instead, where the run was deleted or is of another version: the review itself is as it was. */
  tryOpen(reportsDir: string, name: string): OpenedPlan | BulkError {
    try {
      return this.open(reportsDir, name);
    } catch (error) {
      if (!isBulkError(error)) throw error;
      return error;
    }
  }

  release(): void {
    this.#opened?.run.journal.close();
    this.#opened = undefined;
  }
}
