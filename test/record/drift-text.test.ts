import { describe, expect, it } from 'vitest';
import type { ReconcileStatus } from '../../src/core/difference.js';
import { toDriftLines } from '../../src/record/summary/drift-text.js';
import { DriftTally, toDrift, type ReconcileSummary } from '../../src/record/tally/drift.js';

function toText(
  counts: Partial<Record<ReconcileStatus, number>>,
  fixupRows: number,
  allowedDrift = 0,
): string {
  const statuses = { ...new DriftTally().toStatuses(), ...counts };
  return toDriftLines({ ...toReconcile(statuses, fixupRows), allowedDrift }, 'r1').join('\n');
}

function toReconcile(statuses: Record<ReconcileStatus, number>, fixupRows: number): ReconcileSummary {
  return {
    against: null,
    remoteCustomers: 20,
    unsure: null,
    statuses,
    drift: toDrift(statuses),
    allowedDrift: 0,
    fields: [],
    fixupRows,
    mend: fixupRows === 0 ? null : 'bitpowr-bulk import fixup.csv',
    previous: null,
  };
}

it('names the command that lists the fields beyond the first twenty', () => {
  const statuses = { ...new DriftTally().toStatuses(), changed: 22 };
  const fields = Array.from({ length: 22 }, (_, at) => ({ field: `metaData.k${at}`, count: 1 }));
  const text = toDriftLines({ ...toReconcile(statuses, 0), fields }, 'r1').join('\n');
  expect(text).toContain('  metaData.k19  1\n  and 2 more; `bitpowr-bulk show r1 --json` lists all\n');
});

describe('what a comparison leaves to a person', () => {
  it('comes after the command that corrects the rest, with what to do about each kind', () => {
    const found = { same: 9, changed: 5, missing_remote: 4, missing_source: 2, ambiguous: 1, invalid: 1 };
    expect(toText(found, 8)).toContain(
      `
Drift: 13.

To fix:
  bitpowr-bulk import fixup.csv

Left to a person: 5; reconcile.csv has each
  missing_remote  1  no customer has its uid, or it has no key of --match: correct the row
  missing_source  2  add it to the source, or delete the customer yourself: nothing here ever does
  ambiguous       1  say which customer it is in a column uid, or correct the keys
  invalid         1  correct the row in the source
They stay drift, with status 1, until that is done; --max-drift 5 lets as many pass.`,
    );
  });

  it('comes after the fixup too, without an alarm where that much is allowed', () => {
    const text = toText({ same: 19, missing_source: 2, ambiguous: 1 }, 0, 3);
    expect(text).toContain('Drift: 3, 3 allowed.\n\nLeft to a person: 3;');
    expect(text).not.toContain('--max-drift');
  });

  it('is empty where the fixup corrects everything', () => {
    expect(toText({ same: 11, changed: 5, missing_remote: 3, address_missing: 1 }, 9)).not.toContain('Left');
    expect(toText({ same: 20 }, 0)).not.toContain('Left');
  });
});
