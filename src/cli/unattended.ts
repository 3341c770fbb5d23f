/** The end of an unattended job: its metrics are written, and old runs are deleted. */
import { accessSync, constants, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { unattendedOptionsSchema, type UnattendedOptions } from '../config/options.js';
import { resolveOptions } from '../config/resolve.js';
import { assertNoDanglingLink } from '../core/dangling-link.js';
import { BulkError } from '../core/errors.js';
import { toSourceName } from '../core/source-name.js';
import { toReasonText } from '../core/system-reason.js';
import type { JobDeps } from '../jobs/deps.js';
import type { ExportReport } from '../jobs/export/export.js';
import type { Pruned } from '../jobs/run/prune.js';
import { writeMetrics, type JobMetrics, type Summary } from '../jobs/report.js';

/** What a session runs, for the labels of its figures. */
export interface About {
  readonly command: string;
  /** A path, or `-`. */
  readonly source: string;
  readonly reportsDir: string;
}

/** Throws `config_invalid` before anything is begun, where the figures could not be written in the end. */
export function readUnattended(flags: Readonly<Record<string, unknown>>): UnattendedOptions {
  const options = resolveOptions(unattendedOptionsSchema, flags);
  if (options.metrics !== undefined) assertWritable(options.metrics);
  return options;
}

function assertWritable(path: string): void {
  const folder = dirname(path);
  try {
    if (!statSync(folder).isDirectory()) throw new Error('it is no folder');
    accessSync(folder, constants.W_OK);
    assertNoDanglingLink(path);
  } catch (cause) {
    throw new BulkError(
      'config_invalid',
      `Expected \`--metrics\` to be a file in a folder that can be written to; ${path}: ${toReasonText(cause)}.`,
      { cause, hint: 'Make the folder, and let this user write into it.' },
    );
  }
}

/** Removes old runs once a run came to its end. */
export async function prune(
  { keep }: UnattendedOptions,
  { reportsDir }: About,
  summary: Summary,
  { clock, emit, pid }: JobDeps,
): Promise<void> {
  if (keep === undefined || summary.stopped !== null) return;
  const { pruneRuns } = await import('../jobs/run/prune.js');
  tellPruned('runs', keep, pruneRuns(summary, { reportsDir, keep, clock, pid }), emit);
}

/** Likewise old exports, once a new one is there. */
export async function pruneOldExports(
  { keep }: UnattendedOptions,
  reportsDir: string,
  summary: ExportReport['summary'],
  { clock, emit, pid }: JobDeps,
): Promise<void> {
  if (keep === undefined) return;
  const { pruneExports } = await import('../jobs/export/prune.js');
  tellPruned('exports', keep, await pruneExports(summary, { reportsDir, keep, clock, pid }), emit);
}

function tellPruned(what: string, keep: number, { removed, problems }: Pruned, emit: JobDeps['emit']): void {
  if (removed.length > 0) {
    emit({ type: 'note', message: `Removed old ${what} (--keep ${keep}): ${removed.join(', ')}.` });
  }
  for (const message of problems) emit({ type: 'note', message });
}

/** `metrics`: a file; undefined where none is asked for. */
export async function tellMetrics(
  metrics: string | undefined,
  { command, source }: Pick<About, 'command' | 'source'>,
  end: Omit<JobMetrics, 'command' | 'source' | 'finishedAt'>,
  { clock }: Pick<JobDeps, 'clock'>,
): Promise<void> {
  if (metrics === undefined) return;
  await writeMetrics(metrics, { command, source: toSourceName(source), finishedAt: clock.now(), ...end });
}
