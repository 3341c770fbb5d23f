/** What a comparison came to, for people. */
import { RECONCILE_STATUSES } from '../../core/difference.js';
import { toGrouped } from '../../core/count-text.js';
import { toLeft, type ReconcileSummary } from '../tally/drift.js';
import { toAlignedLines, toPrintable } from './text-table.js';

const MEANINGS = {
  same: 'in step',
  changed: 'some field differs',
  missing_remote: 'in the source only',
  missing_source: 'at the remote only',
  ambiguous: 'more than one customer matches, or the keys disagree',
  address_missing: 'no deposit address',
  invalid: 'not compared: the row is not valid',
  skipped: 'left out on purpose',
} as const;

const BY_HAND = {
  missing_remote: 'no customer has its uid, or it has no key of --match: correct the row',
  missing_source: 'add it to the source, or delete the customer yourself: nothing here ever does',
  ambiguous: 'say which customer it is in a column uid, or correct the keys',
  invalid: 'correct the row in the source',
} as const;

/** `runId`: of the comparison. */
export function toDriftLines(reconcile: ReconcileSummary, runId: string): string[] {
  return [
    `Customers (${toGrouped(reconcile.remoteCustomers)} at the remote)`,
    ...toTable(
      RECONCILE_STATUSES.filter((status) => status === 'same' || reconcile.statuses[status] > 0).map(
        (status) => [status, toGrouped(reconcile.statuses[status]), MEANINGS[status]],
      ),
    ),
    ...toFieldLines(reconcile, runId),
    '',
    toVerdict(reconcile),
    ...(reconcile.unsure === null
      ? []
      : [`Not sure: customers may be lacking. ${reconcile.unsure} Compare again when it is quiet.`]),
    ...toPreviousLines(reconcile),
    ...(reconcile.mend === null ? [] : ['', 'To fix:', `  ${toPrintable(reconcile.mend, 1000)}`]),
    ...toLeftLines(reconcile),
  ];
}

/** What is still there once fixup.csv has been imported. */
function toLeftLines(reconcile: ReconcileSummary): string[] {
  const left = toLeft(reconcile);
  const rows = Object.entries(BY_HAND).flatMap(([status, remedy]) => {
    const count = left[status as keyof typeof left];
    return count === 0 ? [] : [{ status, count, remedy }];
  });
  if (rows.length === 0) return [];
  const total = rows.reduce((sum, { count }) => sum + count, 0);
  return [
    '',
    `Left to a person: ${toGrouped(total)}; reconcile.csv has each`,
    ...toTable(rows.map(({ status, count, remedy }) => [status, toGrouped(count), remedy])),
    ...(total > reconcile.allowedDrift
      ? [`They stay drift, with status 1, until that is done; --max-drift ${total} lets as many pass.`]
      : []),
  ];
}

function toFieldLines({ fields }: ReconcileSummary, runId: string): string[] {
  if (fields.length === 0) return [];
  const shown = fields.slice(0, 20);
  const more = fields.length - shown.length;
  return [
    '',
    'Fields that differ',
    ...toTable(shown.map(({ field, count }) => [toPrintable(field), toGrouped(count)])),
    ...(more === 0 ? [] : [`  and ${toGrouped(more)} more; \`bitpowr-bulk show ${runId} --json\` lists all`]),
  ];
}

function toVerdict({ drift, allowedDrift }: ReconcileSummary): string {
  if (drift === 0) return 'In step.';
  const allowed = allowedDrift === 0 ? '' : `, ${toGrouped(allowedDrift)} allowed`;
  return `Drift: ${toGrouped(drift)}${allowed}.`;
}

function toPreviousLines({ previous }: ReconcileSummary): string[] {
  if (previous === null) return [];
  const { runId, known, gone } = previous;
  const parts = [`${toGrouped(previous.new)} new`, `${toGrouped(known)} known`, `${toGrouped(gone)} gone`];
  return [`Since run ${toPrintable(runId)}: differences ${parts.join(', ')}.`];
}

function toTable(rows: readonly (readonly string[])[]): string[] {
  return toAlignedLines(rows, [1]).map((line) => `  ${line}`);
}
