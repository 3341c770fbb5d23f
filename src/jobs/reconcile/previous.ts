/** The comparison before this one: what was known already, and what is gone. */
import type { ReconcileOptions } from '../../config/options.js';
import { toIdentity } from '../../core/difference.js';
import { BulkError } from '../../core/errors.js';
import { LAST } from '../../core/last.js';
import type { Comparison } from '../../journal/comparison.js';
import type { Summary } from '../../record/summary/summary.js';
import { listDifferences, openComparison } from './differences.js';
import type { Run } from '../run/run.js';
import { toSourceTitle } from '../../record/summary/source-title.js';
import { listRunCards, withRun } from '../run/runs.js';

export interface Previous {
  readonly reportsDir: string;
  readonly id: string;
}

/** A source, and the remote or the export that it is compared with. */
export interface Compared {
  /** What `toSourceTitle` says. */
  readonly source: string;
  readonly endpoint: string;
}

/**
 * The run that `--previous` names; undefined where `last` finds none, as on the first night. Throws `run_unknown` where it
 * has compared nothing.
 */
export function findPrevious(
  { previous, reportsDir }: ReconcileOptions,
  source: Compared,
): Previous | undefined {
  if (previous === undefined) return undefined;
  if (previous === LAST) return findLast(reportsDir, source);
  const summary = withRun(reportsDir, previous, readComparison);
  if (summary !== undefined) return { reportsDir, id: previous };
  throw new BulkError('run_unknown', `The run ${previous} has not compared anything to its end.`, {
    hint: 'Name a run of `reconcile`, or --previous last.',
  });
}

function findLast(reportsDir: string, compared: Compared): Previous | undefined {
  const [newest] = listComparisons(reportsDir, compared);
  return newest === undefined ? undefined : { reportsDir, id: newest.runId };
}

/** Summaries of the comparisons of the same two that came to their end, the newest first; of those that can be read. */
export function listComparisons(reportsDir: string, { source, endpoint }: Compared): Summary[] {
  const found = listRunCards(reportsDir).flatMap(({ id, card }) =>
    card?.endpoint === endpoint &&
    card.source !== null &&
    toSourceTitle(card.source) === source &&
    card.summary?.reconcile
      ? [{ ...card.summary, runId: id }]
      : [],
  );
  return found.sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
}

/** The summary of a run that has compared. */
function readComparison(run: Run): Summary | undefined {
  const summary = run.get('summary') as Summary | undefined;
  return summary?.reconcile ? summary : undefined;
}

/** Notes the differences that the run before had. */
export function rememberPrevious(comparison: Comparison, { reportsDir, id }: Previous): void {
  withRun(reportsDir, id, (run) => {
    for (const { differences } of listDifferences(run, openComparison(run))) {
      comparison.addEarlier(differences.map(toIdentity));
    }
  });
}
