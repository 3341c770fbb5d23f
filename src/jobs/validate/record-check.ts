/** What a check found is written into its files. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ValidateOptions } from '../../config/options.js';
import type { RowIssue } from '../../core/types.js';
import { countWarned, readIssues, readRejectedResults } from '../../journal/results.js';
import { IssueTally } from '../../record/tally/issue-tally.js';
import { writeIssues } from '../../record/table/issues.js';
import { writeRejected } from '../../record/table/rejected.js';
import { FindingDigest } from '../../record/tally/finding-digest.js';
import { writePage } from '../../record/report/page.js';
import { toValidationPage } from '../../record/report/validation-page.js';
import type { SourceDigest } from '../../record/tally/source-digest.js';
import { toSummary, writeSummary } from '../../record/summary/summary.js';
import type { JobDeps } from '../deps.js';
import { eachOf, openRowMask } from '../mask.js';
import type { Run } from '../run/run.js';
import { annotate } from './annotate.js';
import type { RunReport } from '../import/record-import.js';

export async function recordCheck(
  check: Run,
  digest: SourceDigest,
  startedAt: number,
  options: ValidateOptions,
  deps: JobDeps,
): Promise<RunReport> {
  const { clock, emit, version } = deps;
  const source = check.require('source');
  const mapping = check.require('mapping');
  const { file } = check.journal;
  emit({ type: 'phase', phase: 'writing' });
  const paths = toPaths(check.folder);
  const mask = options.mask ? openRowMask(check.folder, mapping) : undefined;
  const tally = new IssueTally();
  const findings = new FindingDigest();
  const issues = findings.watch(tally.watch(eachOf(readIssues(file), mask?.issue)));
  await writeIssues(paths.issues, takeFirst(issues, options.maxIssues));
  await writeRejected(paths.rejected, mapping.columns, readRejectedResults(file));
  if (options.annotate !== undefined) await annotate(check, options.annotate, deps);
  const { invalid = 0, skipped = 0 } = check.journal.countStates();
  const summary = toSummary({
    command: 'validate',
    runId: check.id,
    runDir: check.folder,
    source,
    startedAt,
    finishedAt: clock.now(),
    counts: { invalid, skipped },
    issues: tally.toGroups(),
  });
  await writeSummary(paths.summary, summary);
  await writePage(
    paths.report,
    toValidationPage({
      summary,
      format: source.format,
      causes: findings.toCauses(),
      warnedRows: countWarned(file),
      columns: digest.toColumns(),
      options,
      annotated: options.annotate,
      isMasked: options.mask,
      version,
    }),
  );
  const files = [...Object.values(paths), ...(options.annotate === undefined ? [] : [options.annotate])];
  return { summary, files: files.filter((path) => existsSync(path)) };
}

/** The first so many issues; all batches pass by, so that all are counted. */
async function* takeFirst(
  batches: AsyncIterable<readonly RowIssue[]>,
  most = Number.POSITIVE_INFINITY,
): AsyncGenerator<readonly RowIssue[]> {
  let left = most;
  for await (const batch of batches) {
    if (left > 0) yield batch.slice(0, left);
    left -= batch.length;
  }
}

function toPaths(folder: string) {
  return {
    issues: join(folder, 'issues.csv'),
    rejected: join(folder, 'rejected.csv'),
    summary: join(folder, 'summary.json'),
    report: join(folder, 'report.html'),
  };
}
