/** The files of an import: results.csv, undo.csv, rejected.csv, summary.json and report.html, all from its journal. */
import type { ImportOptions } from '../../config/options.js';
import { MOST_CHANGES, type RowChange } from '../../core/changes.js';
import type { Emit } from '../../core/events.js';
import type { ResultRow } from '../../core/types.js';
import { countHeld } from '../../journal/plan-part.js';
import { readIssues, readRejectedResults, readResults } from '../../journal/results.js';
import { digestChanges, type ChangeDigest, type ChangeTotals } from '../../record/changes/change-digest.js';
import { toRunPage } from '../../record/report/run-page.js';
import { toStopExitCode } from '../../record/summary/exit-code.js';
import type { RunCommand, Stopped } from '../../record/summary/summary.js';
import { toSummary } from '../../record/summary/to-summary.js';
import { writeRejected } from '../../record/table/rejected.js';
import { writeResults } from '../../record/table/results.js';
import { writeUndo } from '../../record/table/undo.js';
import { ChangeTally } from '../../record/tally/change-tally.js';
import { IssueTally } from '../../record/tally/issue-tally.js';
import { OutcomeTally } from '../../record/tally/outcome-tally.js';
import { toChangesCommand, toRunCommand, type Start } from '../command-text.js';
import { toNext } from './next-commands.js';
import { eachOf } from '../mask.js';
import { toRowMask, toStopFacts, writeOutputs, type Outputs, type RunReport } from '../outputs.js';
import { makeNameFinder, makeShownName } from '../row-names.js';
import { listChanges } from '../run/changes.js';
import { toRunFacts } from '../run/run-facts.js';
import type { Run } from '../run/run.js';
import type { StoppableDeps } from '../stop.js';
import { readUndoEntries } from '../undo/undo-entries.js';
import type { WorkDone } from '../work.js';
import { toPlanSummary } from './plan-summary.js';

export async function recordImport(
  run: Run,
  { command, done }: { readonly command: RunCommand; readonly done: WorkDone },
  options: ImportOptions,
  deps: StoppableDeps,
): Promise<RunReport> {
  const source = run.require('source');
  const mapping = run.require('mapping');
  const { file } = run.journal;
  deps.emit({ type: 'phase', phase: 'writing', total: source.rows });
  const mask = toRowMask(run, mapping, options);
  const outcomes = new OutcomeTally();
  /** For the page: what the checks found, and what the server refused. */
  const causes = new IssueTally();
  const results = eachOf(readResults(file, run), mask?.result);
  const watched = outcomes.watch(causes.watchRows(withProgress(results, deps.emit, source.rows)));
  const { columns } = mapping;
  const undo = { name: 'undo.csv', write: (path: string) => writeUndo(path, readUndoEntries(run)) };
  const tables: Outputs['tables'] = [
    {
      name: 'results.csv',
      write: (path) => writeResults(path, columns, watched, { isMasked: options.mask, bom: options.bom }),
    },
    ...(run.isPlan ? [] : [undo]),
    {
      name: 'rejected.csv',
      write: (path) => writeRejected(path, columns, readRejectedResults(file), options),
    },
  ];
  const changes = tallyChanges(run, { isMasked: options.mask });
  const { digest } = changes;
  const held = run.isPlan || countHeld(file) === 0 ? undefined : tallyHeld(run, { isMasked: options.mask });
  const showAll = toChangesCommand(deps, run.id, options, held === undefined ? [digest] : [digest, held]);
  const report = await writeOutputs(run.folder, {
    tables,
    toSummary: () => {
      const issues = new IssueTally();
      for (const batch of eachOf(readIssues(file), mask?.issue))
        for (const issue of batch) for (const tally of [issues, causes]) tally.add(issue);
      const counted = outcomes.toOutcomes();
      const isUnfinished = counted.counts.pending > 0;
      const stop = toStopFacts(deps.stop, mask, isMoot(deps.stop.stopped, isUnfinished));
      const isAtEnd = !isUnfinished && stop.stopped === null;
      const isPlanned = run.isPlan || countHeld(file) > 0;
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
    },
    toPage: (summary, files) =>
      toRunPage({
        summary,
        files,
        format: source.format,
        causes: causes.toListedGroups(makeNameFinder(file, makeShownName(mapping, mask))),
        points: done.timeline.toPoints(),
        slowest: done.timeline.slowest,
        changes: { ...changes, held, showAll },
        options,
        isMasked: options.mask,
        version: deps.version,
      }),
  });
  run.end(report.summary);
  if (report.summary.changes === undefined) return report;
  return { ...report, changes: { ...digest, isMasked: options.mask, showAll } };
}

function toTotals({ addresses, counts, emptiedFields }: ChangeDigest): ChangeTotals {
  return { counts, addresses, emptiedFields };
}

function tallyChanges(run: Run, { isMasked }: { readonly isMasked: boolean }) {
  const changes = new ChangeTally();
  const watched = function* (): Generator<RowChange> {
    // Reading everything that was created would take long, and results.csv has it.
    for (const change of listChanges(run, run.isPlan ? 'planned' : 'altered', { isMasked })) {
      if (change.kind === 'updated' || change.kind === 'emptied') changes.add(change.fields);
      yield change;
    }
  };
  const digest = digestChanges(watched(), MOST_CHANGES);
  return { customers: changes.customers, fields: changes.toFields(), digest };
}

/** What stays planned, where a part of a plan was applied. */
function tallyHeld(run: Run, { isMasked }: { readonly isMasked: boolean }): ChangeDigest {
  return digestChanges(listChanges(run, 'held', { isMasked }), MOST_CHANGES);
}

function* withProgress(batches: Iterable<readonly ResultRow[]>, emit: Emit, total: number) {
  let done = 0;
  for (const batch of batches) {
    yield batch;
    done += batch.length;
    emit({ type: 'progress', phase: 'writing', done, total });
  }
}

/** A stop that came when the last row was done stopped nothing. */
function isMoot(stopped: Stopped | null, isUnfinished: boolean): boolean {
  return stopped !== null && !isUnfinished && toStopExitCode(stopped.reason) !== 2;
}

/** What to type after a stop; null where the run would stop again at once for the same reason. */
function toResume(stopped: Stopped | null, run: Run, start: Start): string | null {
  const reasons: readonly (string | undefined)[] = ['not_all_valid', 'too_many_changes', 'field_not_kept'];
  if (reasons.includes(stopped?.reason)) return null;
  const command = toRunCommand(start, 'resume', run.id, run.require('options'));
  const more: Readonly<Record<string, string>> = {
    live_not_confirmed: ' --live',
    all_alike_failed: ' --failed',
  };
  return `${command}${more[stopped?.reason ?? ''] ?? ''}`;
}
