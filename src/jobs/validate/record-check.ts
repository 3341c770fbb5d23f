/** The files of a check: issues.csv, rejected.csv, summary.json and report.html, and the annotated spreadsheet. */
import type { ValidateOptions } from '../../config/options.js';
import type { Issue } from '../../core/types.js';
import { countWarned, readIssues, readRejectedResults } from '../../journal/results.js';
import { toValidationPage } from '../../record/report/validation-page.js';
import { toSummary } from '../../record/summary/summary.js';
import { writeIssues } from '../../record/table/issues.js';
import { writeRejected } from '../../record/table/rejected.js';
import { IssueTally } from '../../record/tally/issue-tally.js';
import type { SourceDigest } from '../../record/tally/source-digest.js';
import type { JobDeps } from '../deps.js';
import { eachOf } from '../mask.js';
import { toRowMask, writeOutputs, type RunReport } from '../outputs.js';
import type { Run } from '../run/run.js';
import { annotate } from './annotate.js';

/** A check, and what was seen of its source. */
export interface Checked {
  readonly check: Run;
  readonly digest: SourceDigest;
  /** Ms since the epoch. */
  readonly startedAt: number;
}

export async function recordCheck(
  { check, digest, startedAt }: Checked,
  options: ValidateOptions,
  deps: JobDeps,
): Promise<RunReport> {
  const source = check.require('source');
  const mapping = check.require('mapping');
  const { file } = check.journal;
  deps.emit({ type: 'phase', phase: 'writing' });
  const mask = toRowMask(check, mapping, options);
  const tally = new IssueTally();
  const { annotate: annotated } = options;
  if (annotated !== undefined) await annotate(check, annotated, deps);
  const report = await writeOutputs(check.folder, {
    tables: [
      {
        name: 'issues.csv',
        write: (path) => {
          const issues = tally.watch(eachOf(readIssues(file), mask?.issue));
          return writeIssues(path, takeFirst(issues, options.maxIssues), options);
        },
      },
      {
        name: 'rejected.csv',
        write: (path) => writeRejected(path, mapping.columns, readRejectedResults(file), options),
      },
    ],
    toSummary: () => {
      const { invalid = 0, skipped = 0 } = check.journal.countStates();
      return toSummary({
        command: 'validate',
        runId: check.id,
        runDir: check.folder,
        source,
        startedAt,
        finishedAt: deps.clock.now(),
        counts: { invalid, skipped },
        issues: tally.toGroups(),
      });
    },
    toPage: (summary) =>
      toValidationPage({
        summary,
        format: source.format,
        causes: tally.toListedGroups(),
        warnedRows: countWarned(file),
        columns: digest.toColumns(),
        options,
        annotated,
        isMasked: options.mask,
        version: deps.version,
      }),
  });
  return annotated === undefined ? report : { ...report, files: [...report.files, annotated] };
}

/** The first `most` issues; all batches pass by, so that all are counted. */
async function* takeFirst(
  batches: AsyncIterable<readonly Issue[]>,
  most = Number.POSITIVE_INFINITY,
): AsyncGenerator<readonly Issue[]> {
  let left = most;
  for await (const batch of batches) {
    if (left > 0) yield batch.slice(0, left);
    left -= batch.length;
  }
}
