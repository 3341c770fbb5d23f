/** The files of a check: issues.csv, rejected.csv, summary.json and report.html, and the annotated spreadsheet. */
import { join } from 'node:path';
import type { ValidateOptions } from '../../config/options.js';
import type { Issue, Mapping } from '../../core/types.js';
import { toValidationPage } from '../../record/report/validation-page.js';
import type { NextCommand } from '../../record/summary/summary.js';
import { toSummary } from '../../record/summary/to-summary.js';
import { writeIssues } from '../../record/table/issues.js';
import { writeRejected } from '../../record/table/rejected.js';
import { IssueTally } from '../../record/tally/issue-tally.js';
import type { SourceDigest } from '../../record/tally/source-digest.js';
import type { JobDeps } from '../deps.js';
import { eachOf } from '../mask.js';
import { toRowMask, writeOutputs, type RunReport } from '../outputs.js';
import type { RunFacts } from '../run/facts.js';
import type { CheckFolder } from './check-folder.js';
import type { CheckedRows } from './checked-rows.js';

/** A check, and what was seen of its source. */
export interface Checked {
  readonly folder: CheckFolder;
  readonly source: RunFacts['source'];
  readonly mapping: Mapping;
  readonly rows: CheckedRows;
  readonly digest: SourceDigest;
  /** Ms since the epoch. */
  readonly startedAt: number;
}

export async function recordCheck(
  { folder: check, source, mapping, rows, digest, startedAt }: Checked,
  options: ValidateOptions,
  deps: JobDeps,
): Promise<RunReport> {
  deps.emit({ type: 'phase', phase: 'writing' });
  const mask = toRowMask(check, mapping, options);
  const tally = new IssueTally();
  const { annotate: annotated } = options;
  if (annotated !== undefined) {
    const { file } = await check.openScratch();
    const kept = { columns: mapping.columns, rows: source.rows, file, readIssues: () => rows.readIssues() };
    const { annotate } = await import('./annotate.js');
    await annotate(annotated, kept, deps);
  }
  const counts = rows.toCounts();
  const report = await writeOutputs(check.folder, {
    tables: [
      {
        name: 'issues.csv',
        write: (path) => {
          const issues = tally.watch(eachOf(rows.readIssues(), mask?.issue));
          return writeIssues(path, takeFirst(issues, options.maxIssues), options);
        },
      },
      {
        name: 'rejected.csv',
        write: (path) => writeRejected(path, mapping.columns, rows.readRejected(), options),
      },
    ],
    toSummary: () =>
      toSummary({
        command: 'validate',
        runId: check.id,
        runDir: check.folder,
        source,
        startedAt,
        finishedAt: deps.clock.now(),
        counts: { invalid: counts.invalid, skipped: counts.skipped },
        issues: tally.toGroups(),
        next: counts.invalid === 0 ? [] : toNext(check.folder, deps),
      }),
    toPage: (summary, files) =>
      toValidationPage({
        summary,
        files,
        format: source.format,
        causes: tally.toListedGroups((rowNumber) => rows.nameRow(rowNumber)),
        warnedRows: counts.warned,
        columns: digest.toColumns(),
        options,
        annotated,
        isMasked: options.mask,
        version: deps.version,
      }),
  });
  return annotated === undefined ? report : { ...report, files: [...report.files, annotated] };
}

function toNext(folder: string, { toSameCommand }: JobDeps): NextCommand[] {
  const again = toSameCommand?.(join(folder, 'rejected.csv'));
  return again === undefined
    ? []
    : [{ does: 'checks rejected.csv once you have corrected it', command: again }];
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
