/** What a comparison came to, for people. */
import { RECONCILE_STATUSES } from '../core/difference.js';
import type { ReconcileSummary } from './drift.js';
import { toAlignedLines, toGrouped, toPrintable } from './text-table.js';

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

export function toDriftLines(reconcile: ReconcileSummary): string[] {
  return [
    `Customers (${toGrouped(reconcile.remoteCustomers)} at the remote)`,
    ...toTable(
      RECONCILE_STATUSES.filter((status) => status === 'same' || reconcile.statuses[status] > 0).map(
        (status) => [status, toGrouped(reconcile.statuses[status]), MEANINGS[status]],
      ),
    ),
    ...toFieldLines(reconcile),
    '',
    toVerdict(reconcile),
    ...(reconcile.unsure === null
      ? []
      : [`Not sure: customers may be lacking. ${reconcile.unsure} Compare again when it is quiet.`]),
    ...toPreviousLines(reconcile),
    ...(reconcile.mend === null ? [] : ['', `To mend: ${toPrintable(reconcile.mend, 1000)}`]),
  ];
}

function toFieldLines({ fields }: ReconcileSummary): string[] {
  if (fields.length === 0) return [];
  const shown = fields.slice(0, 20);
  const more = fields.length - shown.length;
  return [
    '',
    'Fields that differ',
    ...toTable(shown.map(({ field, count }) => [toPrintable(field), toGrouped(count)])),
    ...(more === 0 ? [] : [`  and ${toGrouped(more)} more`]),
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
