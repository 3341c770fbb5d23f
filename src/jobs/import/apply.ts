/** Carries out what a dry run decided, or a part of it. */
import type { ApplyOptions } from '../../config/options.js';
import { BulkError } from '../../core/errors.js';
import { toRangeText, type RowRange } from '../../core/row-ranges.js';
import { findOutsidePlan, takePart, type PlanPart } from '../../journal/plan-part.js';
import { doubtUnfinished } from '../../journal/reopen.js';
import type { Connection, JobDeps } from '../deps.js';
import { continueRun, type RunPlace } from './continue-run.js';
import { confirmPlan } from './guards.js';
import type { Run } from '../run/run.js';
import type { RunReport } from '../outputs.js';

/**
 * Carries out exactly the plan: no decision is made again, and a row whose customer was changed, created or deleted since is
 * `failed` with `plan_stale`. With `only` or `except`, the other rows stay planned until a later call. From then on the run is
 * like any other: stopped, it is resumed, or applied once more.
 * Throws `plan_missing` where there is no whole plan, `row_unknown`, `row_not_planned`, `plan_not_confirmed`, and what
 * `resumeRun` throws.
 */
export function applyPlan(
  place: RunPlace,
  { only, except, ...overrides }: ApplyOptions,
  connection: Connection,
  deps: JobDeps,
): Promise<RunReport> {
  return continueRun(
    {
      command: 'apply',
      place,
      overrides,
      prepare: async (run, options) => {
        assertPlanned(run);
        assertInPlan(run, only ?? except ?? []);
        doubtUnfinished(run.journal.file);
        choosePart(run, { only, except });
        await confirmPlan(run, options, deps);
        run.set('binding', true);
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

/** A range may have rows in it that are not in the plan, but not only such rows. */
function assertInPlan(run: Run, ranges: readonly RowRange[]): void {
  const { rows } = run.require('source');
  const beyond = ranges.find(([, last]) => last > rows);
  if (beyond !== undefined) {
    throw new BulkError('row_unknown', `The run ${run.id} has no row ${beyond[1]}.`, {
      hint: `Give rows from 1 to ${rows}.`,
    });
  }
  const outside = findOutsidePlan(run.journal.file, ranges);
  if (outside === undefined) return;
  const [first, last] = outside;
  const what = first === last ? `row ${first}` : `any of the rows ${toRangeText(outside)}`;
  throw new BulkError('row_not_planned', `The plan ${run.id} does not change ${what}.`, {
    hint: `See what it changes: \`bitpowr-bulk show ${run.id} --changes\`.`,
  });
}

function choosePart(run: Run, part: PlanPart): void {
  const isNewPart =
    takePart(run.journal.file, part) > 0 || part.only !== undefined || part.except !== undefined;
  // The rows of an earlier part say nothing about these.
  if (isNewPart && run.get('canary') !== undefined) run.set('canary', null);
}
