/** The files of a comparison: reconcile.csv, fixup.csv, summary.json and report.html, all from its journal. */
import type { Comparison } from '../../journal/comparison.js';
import { toSummary } from '../../record/summary/to-summary.js';
import { toLeft, type ReconcileSummary } from '../../record/tally/drift.js';
import type { StatusCounts } from '../../record/tally/outcome-tally.js';
import { tallyIssues, toRowMask, toStopFacts, writeOutputs, type RunReport } from '../outputs.js';
import { toRunFacts } from '../run/run-facts.js';
import type { Run } from '../run/run.js';
import type { StoppableDeps } from '../stop.js';
import type { WorkDone } from '../work.js';
import { type Previous } from './previous.js';
import { Projection, type ComparisonOutputs } from './projection.js';

/** A comparison as far as it came. */
export interface ComparisonEnd {
  readonly comparison: Comparison;
  readonly previous: Previous | undefined;
  readonly endpoint: string;
}

/** A comparison that did not come to its end writes its summary only. */
export async function recordComparison(
  run: Run,
  { comparison, previous, endpoint }: ComparisonEnd,
  { stats, workedMs, isComplete }: WorkDone,
  deps: StoppableDeps,
): Promise<RunReport> {
  const { clock, stop } = deps;
  const source = run.require('source');
  const mask = toRowMask(run, run.require('mapping'), run.require('reconcile'));
  const projection = new Projection(run, comparison, previous, { mask, deps });
  const { tables, toReconcile, toPage } = isComplete ? projection.toOutputs(endpoint) : NOTHING;
  const report = await writeOutputs(run.folder, {
    tables,
    toSummary: () => {
      const reconcile = toReconcile();
      return toSummary({
        command: 'reconcile',
        ...toRunFacts(run),
        finishedAt: clock.now(),
        durationMs: workedMs,
        counts: reconcile === null ? { pending: source.rows } : toCounts(reconcile),
        issues: tallyIssues(run, mask).toGroups(),
        requests: stats.toSummary(),
        reconcile,
        ...toStopFacts(stop, mask, reconcile !== null),
      });
    },
    toPage,
  });
  run.end(report.summary);
  return report;
}

const NOTHING: ComparisonOutputs = { tables: [], toReconcile: () => null, toPage: () => undefined };

/** The statuses of a comparison in those of an import: what importing the source now would do. */
function toCounts(reconcile: ReconcileSummary): Partial<StatusCounts> {
  const { same, changed, missing_remote, ambiguous, address_missing, invalid, skipped } = reconcile.statuses;
  const failed = toLeft(reconcile).missing_remote;
  return {
    unchanged: same + address_missing,
    would_update: changed,
    would_create: missing_remote - failed,
    failed,
    conflict: ambiguous,
    invalid,
    skipped,
  };
}
