/** The last run of a job in figures, for the textfile collector of a node exporter. */
import { readFile } from 'node:fs/promises';
import type { ReconcileSummary } from '../tally/drift.js';
import type { ExitCode } from './exit-code.js';
import { toExposition, toSeries, type Family } from './exposition.js';
import type { RequestSummary } from '../tally/request-stats.js';
import type { Summary } from './summary.js';
import { withTempFile } from '../table/temp-file.js';

export interface JobMetrics {
  /** The command, and the name of its source without the folder: the labels of every figure. */
  readonly command: string;
  readonly source: string;
  readonly exitCode: ExitCode;
  /** Ms since the epoch. */
  readonly finishedAt: number;
  readonly durationMs: number;
  /** Of a run; undefined where the job could not even begin. */
  readonly summary: Summary | undefined;
  /** Of an export, in place of a run's. */
  readonly exported?: { readonly customers: number; readonly requests: RequestSummary } | undefined;
}

const LAST_SUCCESS = 'last_success_timestamp_seconds';

/** A metaData with keys of its own in each customer must not become as many series. */
const MAX_FIELDS = 50;

/** Every metric with its labels, in the order of the file. */
export const METRICS: Readonly<
  Record<string, { readonly help: string; readonly labels: readonly string[] }>
> = {
  last_run_timestamp_seconds: { help: 'When the last run ended, however it ended.', labels: [] },
  [LAST_SUCCESS]: { help: 'When a run last ended with status 0; 0 if none did.', labels: [] },
  exit_status: { help: 'Exit status of the last run.', labels: [] },
  duration_seconds: { help: 'How long the last run took.', labels: [] },
  rows: { help: 'Rows of the source by what became of them.', labels: ['status'] },
  addresses: { help: 'Addresses by what became of them.', labels: ['status'] },
  requests: { help: 'Requests sent.', labels: [] },
  requests_retried: { help: 'Requests that repeated an earlier one.', labels: [] },
  requests_throttled: { help: 'How often the API asked to wait.', labels: [] },
  request_p50_seconds: { help: 'Half of the answers came within this time.', labels: [] },
  request_p95_seconds: { help: '95 % of the answers came within this time.', labels: [] },
  remote_customers: { help: 'Customers at the remote, or in the exported file.', labels: [] },
  reconcile_rows: {
    help: 'Rows, or customers that no row names, by what the comparison found.',
    labels: ['status'],
  },
  drift: { help: 'Rows and customers that are not in step.', labels: [] },
  drift_allowed: { help: 'Drift that is no reason for status 1.', labels: [] },
  differing_rows: { help: 'Rows that differ in a field; the fifty most frequent fields.', labels: ['field'] },
  differences: {
    help: 'Differences that are new since the run compared with, known, or gone.',
    labels: ['since'],
  },
};

/** The text of the file. `lastSuccessAt`: that of the runs before, in ms since the epoch. */
export function toMetricsText(metrics: JobMetrics, lastSuccessAt: number): string {
  return toExposition(toJobFamilies(metrics, lastSuccessAt));
}

/** The figures of a job, with its labels and `more`. */
export function toJobFamilies(
  metrics: JobMetrics,
  lastSuccessAt: number,
  more: Readonly<Record<string, string>> = {},
): Family[] {
  const own = { command: metrics.command, source: metrics.source, ...more };
  return toFamilies(metrics, lastSuccessAt).map((family) => ({
    ...family,
    samples: family.samples.map(([labels, value]) => [{ ...own, ...labels }, value] as const),
  }));
}

/**
 * Writes the file, all or nothing, readable by all: it has no customer in it, and the exporter is another user. A job that
 * failed keeps the time of the last success that the file has. Throws `output_unwritable`.
 */
export async function writeMetrics(path: string, metrics: JobMetrics): Promise<void> {
  const text = toMetricsText(metrics, parseLastSuccess(await readQuietly(path), metrics));
  await withTempFile(
    path,
    async (file) => {
      await file.write(text);
      await file.publish();
    },
    { mode: 0o644 },
  );
}

function toFamilies(metrics: JobMetrics, lastSuccessAt: number): Family[] {
  const { exitCode, exported, finishedAt, durationMs, summary } = metrics;
  const values: Record<string, Family['samples']> = {
    last_run_timestamp_seconds: one(finishedAt / 1000),
    [LAST_SUCCESS]: one((exitCode === 0 ? finishedAt : lastSuccessAt) / 1000),
    exit_status: one(exitCode),
    duration_seconds: one(durationMs / 1000),
    ...(summary === undefined ? {} : toRunValues(summary)),
    ...(exported === undefined
      ? {}
      : { ...toRequestValues(exported.requests), remote_customers: one(exported.customers) }),
    ...(summary?.reconcile ? toDriftValues(summary.reconcile) : {}),
  };
  return Object.entries(METRICS).flatMap(([name, { help }]) => {
    const samples = values[name] ?? [];
    return samples.length === 0 ? [] : [{ name, help, samples }];
  });
}

function toRunValues({ counts, addresses, requests }: Summary): Record<string, Family['samples']> {
  return {
    rows: by('status', counts),
    addresses: by('status', addresses),
    ...toRequestValues(requests),
  };
}

function toRequestValues(requests: RequestSummary): Record<string, Family['samples']> {
  return {
    requests: one(requests.total),
    requests_retried: one(requests.retried),
    requests_throttled: one(requests.throttled),
    request_p50_seconds: one(requests.p50Ms / 1000),
    request_p95_seconds: one(requests.p95Ms / 1000),
  };
}

function toDriftValues(reconcile: ReconcileSummary): Record<string, Family['samples']> {
  const { previous } = reconcile;
  const fields = reconcile.fields.slice(0, MAX_FIELDS).map(({ field, count }) => [field, count] as const);
  return {
    remote_customers: one(reconcile.remoteCustomers),
    reconcile_rows: by('status', reconcile.statuses),
    drift: one(reconcile.drift),
    drift_allowed: one(reconcile.allowedDrift),
    differing_rows: by('field', Object.fromEntries(fields)),
    ...(previous === null
      ? {}
      : { differences: by('since', { new: previous.new, known: previous.known, gone: previous.gone }) }),
  };
}

function one(value: number): Family['samples'] {
  return [[{}, value]];
}

function by(label: string, values: Readonly<Record<string, number>>): Family['samples'] {
  return Object.entries(values).map(([key, value]) => [{ [label]: key }, value]);
}

/** In ms since the epoch; 0 where the file, if there is one, does not say. */
function parseLastSuccess(text: string, { command, source }: JobMetrics): number {
  const start = `${toSeries(LAST_SUCCESS, { command, source })} `;
  const line = text.split('\n').find((one) => one.startsWith(start));
  const seconds = Number(line?.slice(start.length) ?? 0);
  return Number.isFinite(seconds) ? seconds * 1000 : 0;
}

async function readQuietly(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    // The first run, or a file that writing it will complain about.
    return '';
  }
}
