/** The check of a source: what an import would find in it, without the network. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ValidateOptions } from '../config/options.js';
import { BulkError } from '../core/errors.js';
import type { RowIssue, Source } from '../core/types.js';
import { readIssues, readRejectedResults } from '../journal/results.js';
import { toMapping } from '../map/mapping.js';
import { IssueTally } from '../record/issue-tally.js';
import { writeIssues } from '../record/issues.js';
import { writeRejected } from '../record/rejected.js';
import { FindingDigest } from '../record/report/finding-digest.js';
import { writePage } from '../record/report/page.js';
import { toValidationPage } from '../record/report/validation-page.js';
import { SourceDigest } from '../record/source-digest.js';
import { toSummary, writeSummary } from '../record/summary.js';
import { toStrictIssues } from '../validate/issues.js';
import type { JobDeps } from './deps.js';
import { eachOf, openRowMask } from './mask.js';
import { closeCheck, createCheck, type Run } from './run.js';
import { openPlace, type SourcePlace } from './source.js';
import { ingest } from './steps/ingest.js';
import type { RunReport } from './steps/record.js';
import { Stop } from './stop.js';

/** Whether a wallet is named shows in an import; a file is not at fault for it. */
const ANY_WALLET = 'any';

/**
 * Checks every row as `importCustomers` would, and writes what it found. Throws `BulkError` where the source can't be
 * read; then nothing is left behind.
 */
export async function validateSource(
  from: SourcePlace,
  options: ValidateOptions,
  deps: JobDeps,
): Promise<RunReport> {
  const stop = new Stop(deps.signal);
  const source = await openPlace(from, options, deps);
  try {
    const startedAt = deps.clock.now();
    const check = createCheck(options, deps);
    try {
      await read(check, source, from.path, options, { ...deps, stop });
      const report = await record(check, startedAt, options, deps);
      closeCheck(check);
      return report;
    } catch (error) {
      check.discard();
      if (!stop.signal.aborted) throw error;
      const cause = { cause: error, hint: 'Start it again.' };
      throw new BulkError('interrupted', 'The check was interrupted.', cause);
    }
  } finally {
    await source.close();
  }
}

async function read(
  check: Run,
  source: Source,
  path: string,
  options: ValidateOptions,
  deps: JobDeps & { readonly stop: Stop },
): Promise<void> {
  const mapping = toMapping(source.columns, { map: options.map, unknownColumns: options.unknownColumns });
  const issues = options.strict ? toStrictIssues(mapping.issues) : mapping.issues;
  const judged = { ...options, accountId: ANY_WALLET, provisionAddress: false };
  await ingest(check, source, { ...mapping, issues }, judged, path, deps);
}

async function record(
  check: Run,
  startedAt: number,
  options: ValidateOptions,
  { clock, emit, version }: JobDeps,
): Promise<RunReport> {
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
  const digest = new SourceDigest(mapping, { samples: !options.mask });
  await writeRejected(paths.rejected, mapping.columns, digest.watch(readResults(file)));
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
      warnedRows: digest.warned,
      columns: digest.toColumns(),
      options,
      isMasked: options.mask,
      version,
    }),
  );
  return { summary, files: Object.values(paths).filter((path) => existsSync(path)) };
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
