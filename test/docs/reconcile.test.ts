import { describe, expect, it } from 'vitest';
import { RECONCILE_STATUSES } from '../../src/core/difference.js';
import type { ReconcileSummary } from '../../src/record/tally/drift.js';
import { DriftTally } from '../../src/record/tally/drift.js';
import { RECONCILE_COLUMNS } from '../../src/record/table/reconcile-csv.js';
import { readNames } from './pages.js';

/** One in which nothing is null or empty. */
const FULL: ReconcileSummary = {
  against: 'export.csv',
  remoteCustomers: 0,
  unsure: 'The list did not keep still.',
  statuses: new DriftTally().toStatuses(),
  drift: 0,
  allowedDrift: 0,
  fields: [{ field: 'name', count: 1 }],
  fixupRows: 0,
  mend: 'bitpowr-bulk import fixup.csv',
  previous: { runId: 'a', new: 0, known: 0, gone: 0 },
};

/** `previous.runId`, `fields[].field`, …; `statuses` has a table of its own. */
function toPaths(value: unknown, path: string): string[] {
  if (Array.isArray(value)) return toPaths((value as unknown[])[0], `${path}[]`);
  if (typeof value !== 'object' || value === null || path === 'reconcile.statuses') return [path];
  return Object.entries(value).flatMap(([key, inner]) => toPaths(inner, `${path}.${key}`));
}

describe('docs on reconcile', () => {
  it('has every status', () => {
    const names = readNames('docs/reference/statuses.md', 'Statuses of a comparison');
    expect(names).toEqual(RECONCILE_STATUSES);
  });

  it('has every column of reconcile.csv, in order', () => {
    expect(readNames('docs/reference/files.md', 'reconcile.csv')).toEqual(RECONCILE_COLUMNS);
  });

  it('has every field of the summary, in order', () => {
    expect(readNames('docs/reference/summary.md', 'reconcile in summary.json')).toEqual(
      toPaths(FULL, 'reconcile'),
    );
  });
});
