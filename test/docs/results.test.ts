import { describe, expect, it } from 'vitest';
import { BULK_STATUSES } from '../../src/core/types.js';
import { ISSUE_COLUMNS } from '../../src/record/table/issues.js';
import { REJECTED_COLUMNS } from '../../src/record/table/rejected.js';
import { RESULT_COLUMNS } from '../../src/record/table/results.js';
import { toSummary } from '../../src/record/summary/to-summary.js';
import { readNames, readSection } from './pages.js';

const FILES = 'docs/reference/files.md';
const STATUSES = 'docs/reference/statuses.md';
const SUMMARY = 'docs/reference/summary.md';

describe('docs on the files of a run', () => {
  it('has every column of results.csv, in order', () => {
    expect(readNames(FILES, 'results.csv')).toEqual(RESULT_COLUMNS);
  });

  it('has every status, in order', () => {
    expect(readNames(STATUSES, 'Statuses of a row')).toEqual(BULK_STATUSES);
  });

  it('has every column of issues.csv, in order', () => {
    expect(readNames(FILES, 'issues.csv')).toEqual(ISSUE_COLUMNS);
  });

  it('names the columns that rejected.csv adds', () => {
    const text = readSection(FILES, 'rejected.csv');
    expect([...text.matchAll(/`(bulk_\w+)`/g)].map(([, name]) => name)).toEqual(REJECTED_COLUMNS);
  });

  it('has every field of summary.json, in order', () => {
    expect(readNames(SUMMARY, 'Fields of summary.json')).toEqual(toPaths(fullSummary));
  });
});

/** A summary in which nothing is null or empty. */
const fullSummary = toSummary({
  command: 'validate',
  runId: 'a',
  runDir: 'reports/a',
  source: {
    path: 'a.csv',
    name: 'a',
    sha256: '0',
    rows: 0,
    format: { kind: 'xlsx', encoding: 'utf-8', delimiter: '', sheet: 'a', compression: 'gzip' },
  },
  undoOf: 'b',
  next: [{ does: 'a', command: 'b' }],
  startedAt: 0,
  finishedAt: 0,
  issues: [
    {
      code: 'name_missing',
      severity: 'error',
      count: 1,
      example: { row: 1, line: 2, column: '', message: '', hint: '' },
    },
  ],
  errors: [{ code: 'name_missing', count: 1, example: { row: 1, message: '' } }],
  stopped: { reason: 'interrupted', message: '' },
  resume: 'bitpowr-bulk resume a',
  plan: {
    ...{ requests: 1, minRequests: 1, durationMs: 1, minDurationMs: 1 },
    rows: 1,
    apply: 'bitpowr-bulk apply a',
  },
  changes: {
    counts: { deleted: 0, emptied: 0, updated: 0, created: 1, address: 0 },
    addresses: 0,
    emptiedFields: 0,
    first: [],
  },
});

/** `source.path`, `issues[].code`, …; the statuses document `counts`. */
function toPaths(value: unknown, path = ''): string[] {
  if (Array.isArray(value))
    return value.length === 0 ? [path] : toPaths((value as unknown[])[0], `${path}[]`);
  if (typeof value !== 'object' || value === null || path.endsWith('counts')) return [path];
  return Object.entries(value).flatMap(([key, inner]) =>
    toPaths(inner, path === '' ? key : `${path}.${key}`),
  );
}
