import { writeFile } from 'node:fs/promises';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DriftTally, type ReconcileSummary } from '../../src/record/tally/drift.js';
import { METRICS, toMetricsText, writeMetrics, type JobMetrics } from '../../src/record/summary/metrics.js';
import { toSummary } from '../../src/record/summary/to-summary.js';
import { readMetrics } from '../support/open-metrics.js';
import { listNames, makeFolder, readMode } from './support.js';

const reconcile: ReconcileSummary = {
  against: null,
  remoteCustomers: 20,
  unsure: null,
  statuses: { ...new DriftTally().toStatuses(), same: 3, changed: 1 },
  drift: 1,
  allowedDrift: 2,
  fields: [{ field: 'metaData.a "quoted"\\\nkey', count: 1 }],
  fixupRows: 1,
  mend: null,
  previous: { runId: 'a', new: 1, known: 2, gone: 3 },
};

const job: JobMetrics = {
  command: 'reconcile',
  source: 'customers.csv',
  exitCode: 0,
  finishedAt: 1_700_000_000_500,
  durationMs: 1500,
  summary: toSummary({
    command: 'reconcile',
    runId: 'a',
    runDir: 'reports/a',
    source: { path: 'customers.csv', sha256: '0', rows: 4 },
    startedAt: 0,
    finishedAt: 0,
    requests: { total: 9, retried: 1, throttled: 2, p50Ms: 12.5, p95Ms: 40, perSecond: 3 },
    reconcile,
  }),
};

const toValues = (text: string): Record<string, number> =>
  Object.fromEntries(
    readMetrics(text).map(({ name, labels: { command, source, ...rest }, value }) => {
      expect([command, source]).toEqual(['reconcile', 'customers.csv']);
      return [[name.replace('bitpowr_bulk_', ''), ...Object.values(rest)].join(' '), value];
    }),
  );

describe('toMetricsText', () => {
  it('says all of a run, in a form that a strict reader takes', () => {
    const values = toValues(toMetricsText(job, 0));
    expect(values).toMatchObject({
      last_run_timestamp_seconds: 1_700_000_000.5,
      last_success_timestamp_seconds: 1_700_000_000.5,
      exit_status: 0,
      duration_seconds: 1.5,
      'rows pending': 0,
      'addresses created': 0,
      requests: 9,
      requests_retried: 1,
      requests_throttled: 2,
      request_p50_seconds: 0.0125,
      request_p95_seconds: 0.04,
      remote_customers: 20,
      'reconcile_rows changed': 1,
      drift: 1,
      drift_allowed: 2,
      'differing_rows metaData.a "quoted"\\\nkey': 1,
      'differences new': 1,
      'differences known': 2,
      'differences gone': 3,
    });
    const names = new Set(Object.keys(values).map((name) => name.split(' ')[0]));
    expect([...names]).toEqual(Object.keys(METRICS));
  });

  it('of a job that could not begin says when, and how it ended, and nothing of rows', () => {
    const values = toValues(toMetricsText({ ...job, exitCode: 4, summary: undefined }, 1_600_000_000_000));
    expect(values).toEqual({
      last_run_timestamp_seconds: 1_700_000_000.5,
      last_success_timestamp_seconds: 1_600_000_000,
      exit_status: 4,
      duration_seconds: 1.5,
    });
  });

  it('names at most fifty fields, however many metaData has', () => {
    const fields = Array.from({ length: 80 }, (_field, at) => ({ field: `metaData.k${at}`, count: 1 }));
    const summary = job.summary && { ...job.summary, reconcile: { ...reconcile, fields } };
    const names = Object.keys(toValues(toMetricsText({ ...job, summary }, 0)));
    expect(names.filter((name) => name.startsWith('differing_rows'))).toHaveLength(50);
  });
});

describe('writeMetrics', () => {
  it('writes a file that another user can read, and leaves nothing beside it', async () => {
    const folder = await makeFolder();
    const path = join(folder, 'nightly.prom');
    await writeMetrics(path, job);
    expect(await readMode(path)).toBe('0644');
    expect(await listNames(folder)).toEqual(['nightly.prom']);
  });

  it('keeps the time of the last success through failures, for this job only', async () => {
    const path = join(await makeFolder(), 'nightly.prom');
    const readLast = async () => toValues(await readFile(path, 'utf8'))['last_success_timestamp_seconds'];
    const failed: JobMetrics = { ...job, exitCode: 3, finishedAt: job.finishedAt + 1000, summary: undefined };
    await writeMetrics(path, failed);
    expect(await readLast()).toBe(0);
    await writeMetrics(path, job);
    await writeMetrics(path, failed);
    expect(await readLast()).toBe(1_700_000_000.5);
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replaceAll('customers.csv', 'other.csv'));
    await writeMetrics(path, failed);
    expect(await readLast()).toBe(0);
  });
});
