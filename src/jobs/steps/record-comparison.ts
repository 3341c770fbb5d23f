/** A comparison is projected into its files. */
import { rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { toIdentity } from '../../core/difference.js';
import type { Comparison } from '../../journal/comparison.js';
import { readIssues } from '../../journal/results.js';
import { DriftTally, toAllowedDrift, toDrift, type ReconcileSummary } from '../../record/drift.js';
import { toFixupColumns, writeFixup } from '../../record/fixup.js';
import { IssueTally } from '../../record/issue-tally.js';
import type { StatusCounts } from '../../record/outcome-tally.js';
import type { RowMask } from '../../record/masked.js';
import { writeReconcile, type DatedDifference } from '../../record/reconcile-csv.js';
import type { RequestStats } from '../../record/request-stats.js';
import { toSummary, writeSummary } from '../../record/summary.js';
import { listDifferences } from '../differences.js';
import type { JobDeps } from '../deps.js';
import { eachOf, openRowMask } from '../mask.js';
import type { Previous } from '../previous.js';
import type { Run } from '../run.js';
import type { Stop } from '../stop.js';
import { toShellWord } from '../shell-word.js';
import type { RunReport } from './record.js';

export interface ComparisonFacts {
  readonly stats: RequestStats;
  readonly workedMs: number;
  readonly endpoint: string;
}

/** Writes reconcile.csv, fixup.csv and summary.json; without a `comparison`, which did not come to its end, the last only. */
export async function recordComparison(
  run: Run,
  comparison: Comparison | undefined,
  previous: Previous | undefined,
  { stats, workedMs, endpoint }: ComparisonFacts,
  deps: JobDeps & { readonly stop: Stop },
): Promise<RunReport> {
  const { clock, stop } = deps;
  const source = run.require('source');
  const paths = toPaths(run.folder);
  const reconcile =
    comparison === undefined ? null : await writeFiles(run, comparison, previous, endpoint, paths, deps);
  const mask = toMask(run);
  const issues = new IssueTally();
  for (const batch of eachOf(readIssues(run.journal.file), mask?.issue))
    for (const issue of batch) issues.add(issue);
  // A stop that came when all was compared stopped nothing.
  const stopped = reconcile === null ? stop.stopped : null;
  const summary = toSummary({
    command: 'reconcile',
    runId: run.id,
    runDir: run.folder,
    source,
    mode: run.get('account')?.mode ?? null,
    baseUrl: run.get('baseUrl') ?? null,
    startedAt: run.require('startedAt'),
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
  run.set('summary', summary);
  return { summary, files: Object.values(paths).filter((path) => existsSync(path)) };
}

async function writeFiles(
  run: Run,
  comparison: Comparison,
  previous: Previous | undefined,
  endpoint: string,
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

  await writeReconcile(paths.reconcile, difference());
  if (fixupRows > 0) await writeFixup(paths.fixup, toFixupColumns(columns), mends());
  else await rm(paths.fixup, { force: true });
  const statuses = tally.toStatuses();
  return {
    against: options.against ?? null,
    remoteCustomers: comparison.countRemote(),
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

/** The statuses of a comparison in those of an import: what importing the source now would do. */
function toCounts({ statuses, fixupRows }: ReconcileSummary): Partial<StatusCounts> {
  const { same, changed, missing_remote, ambiguous, address_missing, invalid, skipped } = statuses;
  const mendable = Math.max(0, fixupRows - changed - address_missing);
  return {
    unchanged: same + address_missing,
    would_update: changed,
    would_create: mendable,
    failed: missing_remote - mendable,
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
  };
}
