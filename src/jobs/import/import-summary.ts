/** The summary of an import from its journal, once the results are written: what it came to, and what to type next. */
import { countHeld } from '../../journal/plan-part.js';
import type { ChangeDigest, ChangeTotals } from '../../record/changes/change-digest.js';
import type { RowMask } from '../../record/masked.js';
import { toStopExitCode } from '../../record/summary/exit-code.js';
import type { RunCommand, Stopped, Summary } from '../../record/summary/summary.js';
import { toSummary } from '../../record/summary/to-summary.js';
import type { IssueTally } from '../../record/tally/issue-tally.js';
import type { OutcomeTally } from '../../record/tally/outcome-tally.js';
import { toRunCommand, type Start } from '../command-text.js';
import { tallyIssues, toStopFacts } from '../outputs.js';
import { toRunFacts } from '../run/run-facts.js';
import type { Run } from '../run/run.js';
import type { StoppableDeps } from '../stop.js';
import type { WorkDone } from '../work.js';
import { isUnconfirmed } from './confirm-addresses.js';
import { toNext } from './next-commands.js';
import { toPlanSummary } from './plan-summary.js';

/** An import whose results are written. */
export interface RecordedImport {
  readonly run: Run;
  readonly command: RunCommand;
  readonly done: WorkDone;
  readonly mask: RowMask | undefined;
  readonly digest: ChangeDigest;
}

/** `outcomes`: all results, counted; `causes`: gets what the checks found. */
export function toImportSummary(
  { run, command, done, mask, digest }: RecordedImport,
  { outcomes, causes }: { readonly outcomes: OutcomeTally; readonly causes: IssueTally },
  deps: StoppableDeps,
): Summary {
  const issues = tallyIssues(run, mask, causes);
  const counted = outcomes.toOutcomes();
  const isUnfinished = counted.counts.pending > 0 || isUnconfirmed(run);
  const stop = toStopFacts(deps.stop, mask, isMoot(deps.stop.stopped, isUnfinished));
  const isAtEnd = !isUnfinished && stop.stopped === null;
  const isPlanned = run.isPlan || countHeld(run.journal.file) > 0;
  return toSummary({
    command,
    ...toRunFacts(run),
    finishedAt: deps.clock.now(),
    durationMs: done.workedMs,
    ...counted,
    issues: issues.toGroups(),
    requests: done.stats.toSummary(),
    dryRun: run.isPlan,
    resume: isUnfinished ? toResume(stop.stopped, run, deps) : null,
    plan: isPlanned && isAtEnd ? toPlanSummary(run, done.stats, deps) : null,
    ...(run.isPlan && !isUnfinished ? { changes: toTotals(digest) } : {}),
    ...(isAtEnd ? { next: toNext(run, counted.counts, deps) } : {}),
    ...stop,
  });
}

function toTotals({ addresses, counts, emptiedFields }: ChangeDigest): ChangeTotals {
  return { counts, addresses, emptiedFields };
}

/** A stop that came when the last row was done stopped nothing. */
function isMoot(stopped: Stopped | null, isUnfinished: boolean): boolean {
  return stopped !== null && !isUnfinished && toStopExitCode(stopped.reason) !== 2;
}

/** Reasons for which the run would stop again at once, because its own options are in the way. */
const STOPS_AGAIN: readonly (string | undefined)[] = [
  'account_unknown',
  'not_all_valid',
  'too_many_changes',
  'field_not_kept',
];

/** What to type after a stop; null where the run would stop again at once for the same reason. */
function toResume(stopped: Stopped | null, run: Run, start: Start): string | null {
  if (STOPS_AGAIN.includes(stopped?.reason)) return null;
  const command = toRunCommand(start, 'resume', run.id, run.require('options'));
  const more: Readonly<Record<string, string>> = {
    live_not_confirmed: ' --live',
    all_alike_failed: ' --failed',
  };
  return `${command}${more[stopped?.reason ?? ''] ?? ''}`;
}
