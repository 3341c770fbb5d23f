/** The end of a job becomes a notification: numbers and codes, and no content of a row or of a server's answer. */
import { toIso } from '../core/clock.js';
import { CODES, type Code } from '../core/codes.js';
import { isBulkError } from '../core/errors.js';
import { toSourceName } from '../core/source-name.js';
import type { ExportSummary } from '../record/export/summary.js';
import type { Summary } from '../record/summary/summary.js';
import type { Notification, NotificationData, JobOutcome } from './schema.js';

/** How a job ended, or why it could not begin. */
export interface JobEnd {
  readonly command: string;
  /** A path, `-`, or the name of a run; empty where the command line names none. */
  readonly source: string;
  readonly exitCode: number;
  /** Ms since the epoch. */
  readonly finishedAt: number;
  readonly durationMs: number;
  /** The run that was begun; also known where there is no summary. */
  readonly run?: { readonly runId: string; readonly runDir: string } | undefined;
  readonly summary?: Summary | undefined;
  readonly exported?: ExportSummary | undefined;
  /** What was thrown. */
  readonly error?: unknown;
}

/** Where the program runs. */
export interface NotificationSender {
  readonly host: string;
  readonly version: string;
  /** Of this notification; the same in each try. */
  readonly id: string;
}

/** When someone is notified. */
export type NotifyOn = 'always' | 'failure' | 'drift';

export function isWanted(on: NotifyOn, outcome: JobOutcome): boolean {
  if (on === 'drift') return outcome === 'drift';
  return on === 'always' || outcome !== 'succeeded';
}

export function toNotification(end: JobEnd, { host, version, id }: NotificationSender): Notification {
  const { summary, exported } = end;
  const report = summary ?? exported;
  return {
    schemaVersion: 1,
    id,
    type: 'run.ended',
    timestamp: toIso(end.finishedAt),
    data: {
      outcome: toOutcome(end),
      command: end.command,
      exitCode: end.exitCode,
      host,
      version,
      source: end.source === '' ? null : toSourceName(end.source),
      runId: summary?.runId ?? end.run?.runId ?? null,
      runDir: summary?.runDir ?? end.run?.runDir ?? null,
      mode: report?.mode ?? null,
      dryRun: summary?.dryRun ?? false,
      startedAt: report?.startedAt ?? null,
      finishedAt: toIso(end.finishedAt),
      durationMs: report?.durationMs ?? Math.round(end.durationMs),
      error: toError(end),
      rows: summary?.source.rows ?? null,
      counts: summary?.counts ?? null,
      addresses: summary?.addresses ?? null,
      issues: summary === undefined ? [] : toIssues(summary),
      errors: summary?.errors.map(({ code, count }) => ({ code, count })) ?? [],
      requests: report === undefined ? null : toRequests(report),
      reconcile: summary?.reconcile ? toComparison(summary.reconcile) : null,
      export: exported === undefined ? null : toExport(exported),
      nextCommand: report?.resume ?? summary?.plan?.apply ?? summary?.reconcile?.mend ?? null,
    },
  };
}

export function toOutcome({ exitCode, summary, exported, error }: JobEnd): JobOutcome {
  if (error !== undefined && !isBulkError(error)) return 'crashed';
  if (summary?.stopped || exported?.stopped) return 'stopped';
  if (exitCode === 0) return 'succeeded';
  if (exitCode === 1) return summary?.reconcile ? 'drift' : 'completed_with_errors';
  return exitCode === 2 || exitCode === 4 ? 'refused' : 'stopped';
}

const CRASH = {
  code: null,
  meaning: 'The program met an error of its own.',
  remedy: 'See standard error of the run, and report it.',
};

/** The message of an error may quote the file or the server, so the words are those of its code. */
function toError({ summary, exported, error }: JobEnd): NotificationData['error'] {
  if (error !== undefined) return isBulkError(error) ? toCodeWords(error.code) : CRASH;
  const stopped = summary?.stopped ?? exported?.stopped;
  return stopped ? toCodeWords(stopped.reason) : null;
}

function toCodeWords(code: Code): NonNullable<NotificationData['error']> {
  const { meaning, remedy } = CODES[code];
  return { code, meaning, remedy };
}

/** Rules of the user's own are grouped by column in the summary; the name of a column is not sent. */
function toIssues({ issues }: Summary): NotificationData['issues'] {
  const groups = new Map<string, NotificationData['issues'][number]>();
  for (const { code, severity, count } of issues) {
    const key = `${code} ${severity}`;
    groups.set(key, { code, severity, count: count + (groups.get(key)?.count ?? 0) });
  }
  return [...groups.values()];
}

function toRequests({ requests }: Pick<Summary, 'requests'>): NotificationData['requests'] {
  const { total, retried, throttled } = requests;
  return { total, retried, throttled };
}

function toComparison(reconcile: NonNullable<Summary['reconcile']>): NotificationData['reconcile'] {
  const { remoteCustomers, unsure, statuses, drift, allowedDrift, previous } = reconcile;
  return {
    remoteCustomers,
    complete: unsure === null,
    statuses,
    drift,
    allowedDrift,
    new: previous?.new ?? null,
    gone: previous?.gone ?? null,
  };
}

function toExport({ certificate, addresses, transactions }: ExportSummary): NotificationData['export'] {
  return {
    customers: certificate.customers,
    addresses: addresses?.count ?? null,
    transactions: transactions?.count ?? null,
    complete: certificate.complete,
  };
}
