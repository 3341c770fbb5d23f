import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DriftTally } from '../../src/record/tally/drift.js';
import { writeSummary } from '../../src/record/summary/summary.js';
import { toSummary, type SummaryParts } from '../../src/record/summary/to-summary.js';
import { makeFolder, readMode } from './support.js';

const parts: SummaryParts = {
  command: 'import',
  runId: 'run-1',
  runDir: 'reports/run-1',
  source: { path: 'customers.csv', sha256: 'ab12', rows: 0 },
  startedAt: Date.UTC(2026, 0, 2, 3, 4, 5),
  finishedAt: Date.UTC(2026, 0, 2, 3, 4, 7, 500),
};

const EXPECTED = `{
  "schemaVersion": 1,
  "command": "import",
  "runId": "run-1",
  "runDir": "reports/run-1",
  "source": {
    "path": "customers.csv",
    "sha256": "ab12",
    "rows": 4
  },
  "mode": "TEST",
  "baseUrl": "http://127.0.0.1:4010",
  "dryRun": false,
  "startedAt": "2026-01-02T03:04:05.000Z",
  "finishedAt": "2026-01-02T03:04:07.500Z",
  "durationMs": 1200,
  "counts": {
    "created": 2,
    "updated": 0,
    "unchanged": 0,
    "exists": 0,
    "skipped": 0,
    "invalid": 1,
    "conflict": 0,
    "failed": 0,
    "pending": 1,
    "would_create": 0,
    "would_update": 0,
    "deleted": 0
  },
  "addresses": {
    "created": 2,
    "existing": 0,
    "failed": 0
  },
  "issues": [
    {
      "code": "email_invalid",
      "severity": "error",
      "count": 1,
      "example": {
        "row": 3,
        "line": 4,
        "column": "E-mail",
        "message": "Not an address."
      }
    }
  ],
  "errors": [
    {
      "code": "email_invalid",
      "count": 1,
      "example": {
        "row": 3,
        "message": "Not an address."
      }
    }
  ],
  "requests": {
    "total": 4,
    "retried": 1,
    "throttled": 2,
    "p50Ms": 12.5,
    "p95Ms": 40,
    "perSecond": 3.3
  },
  "stopped": {
    "reason": "interrupted",
    "message": "Interrupted by SIGTERM."
  },
  "resume": "bitpowr-bulk resume run-1",
  "reconcile": null,
  "plan": null,
  "exitCode": 143
}
`;

describe('writeSummary', () => {
  it('writes every member of the contract, and no other', async () => {
    const path = join(await makeFolder(), 'summary.json');
    const summary = toSummary({
      ...parts,
      source: { ...parts.source, rows: 4 },
      mode: 'TEST',
      baseUrl: 'http://127.0.0.1:4010',
      durationMs: 1199.6,
      counts: { created: 2, invalid: 1, pending: 1 },
      addresses: { created: 2 },
      issues: [
        {
          code: 'email_invalid',
          severity: 'error',
          count: 1,
          example: { row: 3, line: 4, column: 'E-mail', message: 'Not an address.' },
        },
      ],
      errors: [{ code: 'email_invalid', count: 1, example: { row: 3, message: 'Not an address.' } }],
      requests: { total: 4, retried: 1, throttled: 2, p50Ms: 12.5, p95Ms: 40, perSecond: 3.3 },
      stopped: { reason: 'interrupted', message: 'Interrupted by SIGTERM.' },
      signal: 'SIGTERM',
      resume: 'bitpowr-bulk resume run-1',
    });
    await writeSummary(path, summary);
    expect(await readFile(path, 'utf8')).toBe(EXPECTED);
    expect(await readMode(path)).toBe('0600');
  });
});

describe('toSummary', () => {
  it('fills in what a command has none of', () => {
    expect(toSummary({ ...parts, command: 'validate' })).toMatchObject({
      mode: null,
      baseUrl: null,
      dryRun: false,
      durationMs: 2500,
      addresses: { created: 0, existing: 0, failed: 0 },
      issues: [],
      errors: [],
      requests: { total: 0, retried: 0, throttled: 0, p50Ms: 0, p95Ms: 0, perSecond: 0 },
      stopped: null,
      resume: null,
      exitCode: 0,
    });
  });

  it.each(['import', 'apply', 'resume'] as const)(
    'refuses counts of %s that lose a row or count one twice',
    (command) => {
      for (const created of [2, 4]) {
        expect(() =>
          toSummary({ ...parts, command, source: { ...parts.source, rows: 3 }, counts: { created } }),
        ).toThrow(`Internal error: the counts of run run-1 add up to ${created}, but its source has 3 rows.`);
      }
    },
  );

  it('gives status 1 to a validation with an error, and 0 to one with warnings only', () => {
    const example = { row: 1, line: 2, column: '', message: '' };
    const error = { code: 'name_missing', severity: 'error', count: 1, example } as const;
    const warning = { code: 'phone_invalid', severity: 'warning', count: 1, example } as const;
    expect(toSummary({ ...parts, command: 'validate', issues: [warning, error] }).exitCode).toBe(1);
    expect(toSummary({ ...parts, command: 'validate', issues: [warning] }).exitCode).toBe(0);
    expect(toSummary({ ...parts, command: 'import', issues: [error] }).exitCode).toBe(0);
  });

  it('gives status 1 to a comparison with more drift than is allowed, with any rows', () => {
    const toExit = (drift: number, allowedDrift: number) =>
      toSummary({
        ...parts,
        command: 'reconcile',
        counts: { invalid: 1 },
        reconcile: {
          against: null,
          remoteCustomers: 0,
          unsure: null,
          statuses: new DriftTally().toStatuses(),
          drift,
          allowedDrift,
          fields: [],
          fixupRows: 0,
          mend: null,
          previous: null,
        },
      }).exitCode;
    expect(toExit(0, 0)).toBe(0);
    expect(toExit(2, 0)).toBe(1);
    expect(toExit(2, 2)).toBe(0);
    expect(toExit(3, 2)).toBe(1);
  });
});
