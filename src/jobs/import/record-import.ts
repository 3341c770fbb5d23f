/** The journal is projected into the run's files. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ImportOptions } from '../../config/options.js';
import type { Emit } from '../../core/events.js';
import type { ResultRow } from '../../core/types.js';
import { readIssues, readRejectedResults, readResults } from '../../journal/results.js';
import { countWantingAddress } from '../../journal/plan-counts.js';
import { readChanges } from '../../journal/plans.js';
import { ChangeTally } from '../../record/tally/change-tally.js';
import { toForecast } from '../../record/summary/forecast.js';
import { IssueTally } from '../../record/tally/issue-tally.js';
import { OutcomeTally } from '../../record/tally/outcome-tally.js';
import { writeRejected } from '../../record/table/rejected.js';
import { FindingDigest } from '../../record/tally/finding-digest.js';
import { writePage } from '../../record/report/page.js';
import { toRunPage } from '../../record/report/run-page.js';
import type { RequestStats } from '../../record/tally/request-stats.js';
import type { RequestTimeline } from '../../record/tally/request-timeline.js';
import { writeResults } from '../../record/table/results.js';
import { writeUndo } from '../../record/table/undo.js';
import { toStopExitCode } from '../../record/summary/exit-code.js';
import {
  type RunCommand,
  type Stopped,
  type Summary,
  toSummary,
  writeSummary,
} from '../../record/summary/summary.js';
import type { JobDeps } from '../deps.js';
import { eachOf, openRowMask } from '../mask.js';
import type { Run } from '../run/run.js';
import { toShellWord } from '../shell-word.js';
import type { Stop } from '../stop.js';
import { toRunFacts } from '../run/run-facts.js';
import { readUndoEntries } from '../undo/undo-entries.js';

/** A run's end: its summary, and the files that were written, in the order in which a person wants them. */
export interface RunReport {
  readonly summary: Summary;
  readonly files: readonly string[];
}

export async function record(
  run: Run,
  command: RunCommand,
  { stats, timeline }: { readonly stats: RequestStats; readonly timeline: RequestTimeline },
  options: ImportOptions,
  { clock, emit, program, stop, version }: JobDeps & { readonly stop: Stop },
): Promise<RunReport> {
  const source = run.require('source');
  emit({ type: 'phase', phase: 'writing', total: source.rows });
  const paths = toPaths(run.folder);
  const mapping = run.require('mapping');
  const { columns } = mapping;
  const { file } = run.journal;
  const mask = options.mask ? openRowMask(run.folder, mapping) : undefined;
  const tally = new OutcomeTally();
  const findings = new FindingDigest();
  const results = eachOf(readResults(file, run), mask?.result);
  const watched = tally.watch(findings.watchRows(withProgress(results, emit, source.rows)));
  await writeResults(paths.results, columns, watched, { isMasked: options.mask });
  await writeRejected(paths.rejected, columns, readRejectedResults(file));
  if (!run.isPlan) await writeUndo(paths.undo, readUndoEntries(run));
  const issues = new IssueTally();
  for (const batch of eachOf(readIssues(file), mask?.issue)) {
    for (const issue of batch) {
      issues.add(issue);
      findings.add(issue);
    }
  }

  const { counts, addresses, errors } = tally.toOutcomes();
  const isUnfinished = counts.pending > 0;
  const told = toStopped(stop.stopped, isUnfinished);
  const stopped = told === null ? null : (mask?.stopped(told) ?? told);
  const summary = toSummary({
    command,
    ...toRunFacts(run),
    finishedAt: clock.now(),
    durationMs: run.get('workedMs') ?? 0,
    counts,
    addresses,
    errors,
    issues: issues.toGroups(),
    requests: stats.toSummary(),
    dryRun: run.isPlan,
    stopped,
    resume: isUnfinished ? toResume(stopped, toRunCommand(program, 'resume', run)) : null,
    plan: run.isPlan && !isUnfinished && stopped === null ? toPlan(run, stats, program) : null,
    ...(stopped === null || stop.by === undefined ? {} : { signal: stop.by }),
  });
  await writeSummary(paths.summary, summary);
  const changes = new ChangeTally();
  for (const change of readChanges(file, summary.dryRun ? 'planned' : 'made')) changes.add(change);
  await writePage(
    paths.report,
    toRunPage({
      summary,
      format: source.format,
      causes: findings.toCauses(),
      points: timeline.toPoints(),
      slowest: timeline.slowest,
      changes: { customers: changes.customers, fields: changes.toFields() },
      options,
      isMasked: options.mask,
      version,
    }),
  );
  run.set('summary', summary);
  return { summary, files: Object.values(paths).filter((path) => existsSync(path)) };
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
function toStopped(stopped: Stopped | null, isUnfinished: boolean): Stopped | null {
  const isMoot = stopped !== null && !isUnfinished && toStopExitCode(stopped.reason) !== 2;
  return isMoot ? null : stopped;
}

/** What to type after a stop; null where going on would stop at once for the same reason. */
function toResume(stopped: Stopped | null, command: string): string | null {
  const reasons: readonly (string | undefined)[] = ['not_all_valid', 'too_many_changes', 'field_not_kept'];
  if (reasons.includes(stopped?.reason)) return null;
  return stopped?.reason === 'live_not_confirmed' ? `${command} --live` : command;
}

/** What carrying out the plan will cost, and how it is done. */
function toPlan(run: Run, stats: RequestStats, program: string): Summary['plan'] {
  const options = run.require('options');
  const { journal } = run;
  const { planned_create = 0, planned_update = 0 } = journal.countStates();
  const wanting = countWantingAddress(journal.file, { byDefault: options.provisionAddress });
  const work = {
    remoteCustomers: journal.directory.count(),
    creates: planned_create,
    updates: planned_update,
    newWithAddress: wanting.planned_create ?? 0,
    knownWithAddress: (wanting.planned_update ?? 0) + (wanting.customer_done ?? 0),
    perCustomerSubAccount: options.subAccount === 'per-customer',
  };
  const { concurrency, rate } = options;
  const isLive = run.get('account')?.mode === 'LIVE';
  return {
    ...toForecast(work, { requests: stats.toSummary(), concurrency, rate }),
    apply: `${toRunCommand(program, 'apply', run)}${isLive ? ' --live' : ''}`,
  };
}

/** A command on a run, as a person types it. */
function toRunCommand(program: string, command: 'resume' | 'apply', run: Run): string {
  const { reportsDir } = run.require('options');
  const place = reportsDir === 'reports' ? '' : ` --reports-dir ${toShellWord(reportsDir)}`;
  return `${program} ${command} ${toShellWord(run.id)}${place}`;
}

function toPaths(folder: string) {
  return {
    results: join(folder, 'results.csv'),
    undo: join(folder, 'undo.csv'),
    rejected: join(folder, 'rejected.csv'),
    summary: join(folder, 'summary.json'),
    report: join(folder, 'report.html'),
  };
}
