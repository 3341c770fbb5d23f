import type { ExportSummary } from '../../src/record/export/summary.js';
import type { Summary } from '../../src/record/summary/summary.js';
import { toSummary, type SummaryParts } from '../../src/record/summary/to-summary.js';
import { DriftTally } from '../../src/record/tally/drift.js';
import type { JobEnd, NotificationSender } from '../../src/notify/notification.js';

export const SENDER: NotificationSender = { host: 'db1', version: '1.2.3', id: 'evt_1' };

/** Stands wherever a summary may quote a row, a header or a server. */
export const PERSONAL = 'Plantagenet <planted@example.org>';

export function makeSummary(parts: Partial<SummaryParts> = {}): Summary {
  return toSummary({
    command: 'import',
    runId: '20261126-020000-ab12',
    runDir: '/srv/reports/20261126-020000-ab12',
    source: { path: '/srv/customers/today.csv', sha256: '0', rows: 3 },
    mode: 'LIVE',
    baseUrl: 'https://api.example.com/v1',
    startedAt: 1_000,
    finishedAt: 61_000,
    counts: { created: 2, invalid: 1 },
    issues: [
      {
        code: 'email_invalid',
        severity: 'error',
        count: 1,
        example: { row: 3, line: 4, column: PERSONAL, message: PERSONAL, hint: PERSONAL },
      },
      {
        code: 'rule_violated',
        severity: 'warning',
        count: 2,
        example: { row: 1, line: 2, column: PERSONAL, message: PERSONAL },
      },
      {
        code: 'rule_violated',
        severity: 'warning',
        count: 3,
        example: { row: 1, line: 2, column: 'b', message: PERSONAL },
      },
    ],
    errors: [{ code: 'email_invalid', count: 1, example: { row: 3, message: PERSONAL } }],
    requests: { total: 9, retried: 1, throttled: 2, p50Ms: 1, p95Ms: 2, perSecond: 3 },
    ...parts,
  });
}

export function makeComparison(drift: number): Summary {
  return makeSummary({
    command: 'reconcile',
    counts: {},
    issues: [],
    errors: [],
    reconcile: {
      against: null,
      remoteCustomers: 20,
      unsure: null,
      statuses: { ...new DriftTally().toStatuses(), same: 20 - drift, changed: drift },
      drift,
      allowedDrift: 1,
      fields: [{ field: `metaData.${PERSONAL}`, count: 1 }],
      fixupRows: 1,
      mend: 'bitpowr-bulk import fixup.csv',
      previous: { runId: 'a', new: 2, known: 2, gone: 3 },
    },
  });
}

export const EXPORTED: ExportSummary = {
  schemaVersion: 1,
  command: 'export',
  output: '/srv/exports/customers.csv',
  format: 'csv',
  mode: 'LIVE',
  baseUrl: 'https://api.example.com/v1',
  organisation: 'org',
  startedAt: '2026-11-26T02:00:00.000Z',
  finishedAt: '2026-11-26T02:00:09.000Z',
  durationMs: 9000,
  certificate: {
    complete: false,
    reason: PERSONAL,
    pages: 2,
    repeats: 0,
    missed: 0,
    relistings: 1,
    customers: 150,
    firstCreatedAt: null,
    lastCreatedAt: null,
    sha256: '0',
  },
  addresses: { count: 7, list: null },
  transactions: null,
  requests: { total: 4, retried: 0, throttled: 0, p50Ms: 1, p95Ms: 2, perSecond: 3 },
  stopped: null,
  resume: null,
  exitCode: 1,
};

export function makeEnd(parts: Partial<JobEnd> = {}): JobEnd {
  return {
    command: 'import',
    source: '/srv/customers/today.csv',
    exitCode: 1,
    finishedAt: 1_700_000_000_000,
    durationMs: 60_000,
    ...parts,
  };
}
