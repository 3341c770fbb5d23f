/** Carries out what a dry run decided. */
import type { ApplyOptions } from '../../config/options.js';
import { BulkError } from '../../core/errors.js';
import type { Connection, JobDeps } from '../deps.js';
import { continueRun, type RunPlace } from './continue-run.js';
import type { Run } from '../run/run.js';
import type { RunReport } from '../outputs.js';

/**
 * Carries out exactly the plan: no decision is made again, and a row whose customer was changed, created or deleted since is
 * `failed` with `plan_stale`. From then on the run is like any other: stopped, it is resumed, or applied once more.
 * Throws `plan_missing` where there is no whole plan, and what `resumeRun` throws.
 */
export function applyPlan(
  place: RunPlace,
  overrides: ApplyOptions,
  connection: Connection,
  deps: JobDeps,
): Promise<RunReport> {
  return continueRun(
    {
      command: 'apply',
      place,
      overrides,
      prepare: (run) => {
        assertPlanned(run);
        run.set('binding', true);
        run.journal.doubtUnfinished();
      },
    },
    connection,
    deps,
  );
}

function assertPlanned(run: Run): void {
  if (!run.require('options').dryRun) {
    throw new BulkError('plan_missing', `The run ${run.id} was no dry run.`);
  }
  const undecided = run.journal.countStates().ready ?? 0;
  if (undecided > 0) {
    throw new BulkError(
      'plan_missing',
      `The planning of the run ${run.id} was stopped; ${undecided} rows are left.`,
    );
  }
}
