/** A comparison is projected into its files. */
import { rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { toIdentity } from '../../core/difference.js';
import type { Comparison } from '../../journal/comparison.js';
import { readIssues } from '../../journal/results.js';
import {
  DriftTally,
  toAllowedDrift,
  toDrift,
  toLeft,
  type ReconcileSummary,
} from '../../record/tally/drift.js';
import { toFixupColumns, writeFixup } from '../../record/table/fixup.js';
import { IssueTally } from '../../record/tally/issue-tally.js';
import type { StatusCounts } from '../../record/tally/outcome-tally.js';
import type { RowMask } from '../../record/masked.js';
import { writeReconcile, type DatedDifference } from '../../record/table/reconcile-csv.js';
import { DriftExamples } from '../../record/report/drift-examples.js';
import { writePage } from '../../record/report/page.js';
import { toReconcilePage } from '../../record/report/reconcile-page.js';
import type { Night } from '../../record/report/sections/nights.js';
import type { RequestStats } from '../../record/tally/request-stats.js';
import { toSummary, writeSummary, type Summary } from '../../record/summary/summary.js';
import { listDifferences } from './differences.js';
import type { JobDeps } from '../deps.js';
import { eachOf, openRowMask } from '../mask.js';
import { listComparisons, type Previous } from './previous.js';
import type { Run } from '../run/run.js';
import type { Stop } from '../stop.js';
import { toRunFacts } from '../run/run-facts.js';
import { toShellWord } from '../shell-word.js';
import type { RunReport } from '../import/record-import.js';

export interface ComparisonFacts {
  readonly stats: RequestStats;
  readonly workedMs: number;
  readonly endpoint: string;
}

/** Writes reconcile.csv, fixup.csv, summary.json and report.html; without a `comparison`, which did not come to its end, the last only. */
export async function recordComparison(
  run: Run,
  comparison: Comparison | undefined,
  previous: Previous | undefined,
  { stats, workedMs, endpoint }: ComparisonFacts,
  deps: JobDeps & { readonly stop: Stop },
): Promise<RunReport> {
  const { clock, stop, version } = deps;
  const source = run.require('source');
  const paths = toPaths(run.folder);
  const examples = new DriftExamples();
  const reconcile =
    comparison === undefined
      ? null
      : await writeFiles(run, comparison, { previous, endpoint, examples }, paths, deps);
  const mask = toMask(run);
  const issues = new IssueTally();
  for (const batch of eachOf(readIssues(run.journal.file), mask?.issue))
    for (const issue of batch) issues.add(issue);
  // A stop that came when all was compared stopped nothing.
  const told = reconcile === null ? stop.stopped : null;
  const stopped = told === null ? null : (mask?.stopped(told) ?? told);
  const summary = toSummary({
    command: 'reconcile',
    ...toRunFacts(run),
    finishedAt: clock.now(),
    durationMs: workedMs,
    counts: reconcile === null ? { pending: source.rows } : toCounts(reconcile),
    issues: issues.toGroups(),
    requests: stats.toSummary(),
    stopped,
    reconcile,
    ...(stopped === null || stop.by === undefined ? {} : { signal: stop.by }),
  });
  await writeSummary(paths.summary, summary);
  if (reconcile !== null) {
    const options = run.require('reconcile');
    const earlier = listComparisons(options.reportsDir, { path: source.path, endpoint });
    const page = toReconcilePage({
      summary,
      reconcile,
      format: source.format,
      examples: examples.toExamples(),
      earlier: earlier.flatMap(toNight),
      options,
      isMasked: options.mask,
      version,
    });
    await writePage(paths.report, page);
  }
  run.set('summary', summary);
  return { summary, files: Object.values(paths).filter((path) => existsSync(path)) };
}

async function writeFiles(
  run: Run,
  comparison: Comparison,
  {
    previous,
    endpoint,
    examples,
  }: { readonly previous: Previous | undefined; readonly endpoint: string; readonly examples: DriftExamples },
  paths: ReturnType<typeof toPaths>,
  { emit, program }: JobDeps,
): Promise<ReconcileSummary> {
  const { rows } = run.require('source');
  const options = run.require('reconcile');
  emit({ type: 'phase', phase: 'writing', total: rows });
  const mask = toMask(run);
  const tally = new DriftTally();
  const columns = new Set<string>();
  const since = { new: 0, known: 0 };
  let fixupRows = 0;

  function* difference(): Generator<DatedDifference[]> {
    let done = 0;
    for (const { compared, differences, mends } of listDifferences(run, comparison)) {
      for (const { status, fields } of compared) tally.add(status, fields);
      for (const mend of mends) for (const column of mend.keys()) columns.add(column);
      fixupRows += mends.length;
      done += compared.length;
      // Whether it was known goes by what it is, not by its tokens.
      yield differences.map((one) => ({ ...(mask?.difference(one) ?? one), since: toSince(one) }));
      emit({ type: 'progress', phase: 'writing', done: Math.min(done, rows), total: rows });
    }
  }
  function toSince(one: Parameters<typeof toIdentity>[0]): DatedDifference['since'] {
    if (previous === undefined) return '';
    const word = comparison.meetEarlier(toIdentity(one)) ? 'known' : 'new';
    since[word] += 1;
    return word;
  }
  function* mends() {
    for (const batch of listDifferences(run, comparison)) yield batch.mends;
  }

  await writeReconcile(paths.reconcile, examples.watch(difference()));
  if (fixupRows > 0) await writeFixup(paths.fixup, toFixupColumns(columns), mends());
  else await rm(paths.fixup, { force: true });
  const statuses = tally.toStatuses();
  return {
    against: options.against ?? null,
    remoteCustomers: comparison.countRemote(),
    unsure: run.get('unsure') ?? null,
    statuses,
    drift: toDrift(statuses),
    allowedDrift: toAllowedDrift(options.maxDrift, rows),
    fields: tally.toFields(),
    fixupRows,
    mend: fixupRows === 0 ? null : toMendCommand(program, paths.fixup, endpoint, options.reportsDir),
    previous: previous === undefined ? null : { runId: previous.id, ...since, gone: comparison.countGone() },
  };
}

function toMask(run: Run): RowMask | undefined {
  return run.require('reconcile').mask ? openRowMask(run.folder, run.require('mapping')) : undefined;
}

function toNight({ runId, startedAt, reconcile }: Summary): Night[] {
  return reconcile === null
    ? []
    : [{ runId, startedAt, drift: reconcile.drift, mendable: reconcile.fixupRows }];
}

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

function toMendCommand(program: string, fixup: string, endpoint: string, reportsDir: string): string {
  const sandbox = endpoint === 'sandbox' ? ' --sandbox' : '';
  const place = reportsDir === 'reports' ? '' : ` --reports-dir ${toShellWord(reportsDir)}`;
  return `${program} import ${toShellWord(fixup)}${sandbox}${place}`;
}

function toPaths(folder: string) {
  return {
    reconcile: join(folder, 'reconcile.csv'),
    fixup: join(folder, 'fixup.csv'),
    summary: join(folder, 'summary.json'),
    report: join(folder, 'report.html'),
  };
}
