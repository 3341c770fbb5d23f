/** A notification for people, as plain text: for chat and for e-mail. */
import type { NotificationData, JobOutcome } from './schema.js';

const WORDS: Readonly<Record<JobOutcome, string>> = {
  succeeded: 'succeeded',
  completed_with_errors: 'completed with errors',
  drift: 'found drift',
  stopped: 'stopped',
  refused: 'did not begin',
  crashed: 'crashed',
};

/** Codes listed at most; the summary has all. */
const MAX_CODES = 10;

/** One line without the name of the file: `bitpowr-bulk reconcile found drift (status 1) on db1`. */
export function toSubject({ command, outcome, exitCode, host }: NotificationData): string {
  return `bitpowr-bulk ${command} ${WORDS[outcome]} (status ${exitCode}) on ${host}`;
}

/** What a person wants to know, the most important first. No line is empty. */
export function toLines(data: NotificationData): readonly string[] {
  const { source, runId, runDir, mode, dryRun, error, nextCommand } = data;
  const kind = [mode, dryRun ? 'dry run' : undefined].filter((part) => part !== null && part !== undefined);
  const lines = [
    source === null ? '' : `Source: ${source}${kind.length === 0 ? '' : ` (${kind.join(', ')})`}`,
    error === null
      ? ''
      : `Reason: ${error.code === null ? '' : `${error.code}: `}${error.meaning} ${error.remedy}`,
    ...toFigures(data),
    runId === null ? '' : `Run: ${runId}${runDir === null ? '' : ` in ${runDir}`}`,
    nextCommand === null ? '' : `Next: ${nextCommand}`,
  ];
  // A name of a file may have a line end in it.
  return lines.map((line) => line.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')).filter((line) => line !== '');
}

function toFigures(data: NotificationData): string[] {
  const { rows, counts, reconcile, addresses, requests } = data;
  return [
    rows === null ? '' : `Rows: ${toCounts({ ...(reconcile?.statuses ?? counts) })}, ${rows} in all`,
    reconcile === null ? '' : toDrift(reconcile),
    data.export === null ? '' : toExport(data.export),
    addresses === null || sum(addresses) === 0 ? '' : `Addresses: ${toCounts(addresses)}`,
    toCodes('Errors', data.errors.length > 0 ? data.errors : data.issues.filter(isError)),
    toCodes(
      'Warnings',
      data.issues.filter((issue) => !isError(issue)),
    ),
    requests === null || requests.total === 0
      ? ''
      : `Requests: ${requests.total}, ${requests.retried} repeated, ${requests.throttled} times throttled`,
  ];
}

function toDrift(reconcile: NonNullable<NotificationData['reconcile']>): string {
  const { drift, allowedDrift, remoteCustomers, complete } = reconcile;
  const fresh = reconcile.new === null ? '' : `, ${reconcile.new} new since the run before`;
  const doubt = complete ? '' : ', and the list may be incomplete';
  return `Drift: ${drift} (${allowedDrift} allowed) of ${remoteCustomers} customers${fresh}${doubt}`;
}

function toExport({
  customers,
  addresses,
  transactions,
  complete,
}: NonNullable<NotificationData['export']>): string {
  const more = [
    addresses === null ? '' : `, ${addresses} addresses`,
    transactions === null ? '' : `, ${transactions} transactions`,
    complete ? '' : ', NOT sure to be complete',
  ];
  return `Exported: ${customers} customers${more.join('')}`;
}

function isError({ severity }: { readonly severity: 'error' | 'warning' }): boolean {
  return severity === 'error';
}

function toCodes(
  title: string,
  groups: readonly { readonly code: string; readonly count: number }[],
): string {
  if (groups.length === 0) return '';
  const listed = groups.slice(0, MAX_CODES).map(({ code, count }) => `${count} x ${code}`);
  return `${title}: ${[...listed, ...(groups.length > MAX_CODES ? ['…'] : [])].join(', ')}`;
}

function toCounts(counts: Readonly<Record<string, number>>): string {
  const filled = Object.entries(counts).filter(([, count]) => count > 0);
  return filled.map(([status, count]) => `${count} ${status}`).join(', ') || 'none';
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}
