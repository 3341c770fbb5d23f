/** Makes the summary of a run, exit status included, and asserts that no row is lost in it. */
import { toIso } from '../../core/clock.js';
import type { AccountMode } from '../../core/types.js';
import type { ReconcileSummary } from '../tally/drift.js';
import type { IssueGroup } from '../tally/issue-tally.js';
import {
  toStatusCounts,
  type AddressCounts,
  type ErrorGroup,
  type StatusCounts,
} from '../tally/outcome-tally.js';
import type { RequestSummary } from '../tally/request-stats.js';
import { toExitCode, type StopSignal } from './exit-code.js';
import type { NextCommand, RunCommand, Stopped, Summary } from './summary.js';

/** What a summary is made from; what a command has none of (addresses, requests, …) is left out. */
export interface SummaryParts {
  readonly command: RunCommand;
  readonly runId: string;
  readonly runDir: string;
  readonly source: Summary['source'];
  readonly mode?: AccountMode | null | undefined;
  readonly baseUrl?: string | null | undefined;
  readonly dryRun?: boolean | undefined;
  readonly undoOf?: string | undefined;
  /** Ms since the epoch. */
  readonly startedAt: number;
  readonly finishedAt: number;
  /** Time worked; default: from start to finish, which in a resumed run has the pause in it. */
  readonly durationMs?: number | undefined;
  readonly counts?: Partial<StatusCounts> | undefined;
  readonly addresses?: Partial<AddressCounts> | undefined;
  readonly issues?: readonly IssueGroup[] | undefined;
  readonly errors?: readonly ErrorGroup[] | undefined;
  readonly requests?: RequestSummary | undefined;
  readonly stopped?: Stopped | null | undefined;
  /** The command that continues the run, if it can continue. */
  readonly resume?: string | null | undefined;
  readonly plan?: Summary['plan'] | undefined;
  /** What interrupted the run. */
  readonly signal?: StopSignal | undefined;
  readonly reconcile?: ReconcileSummary | null | undefined;
  readonly next?: readonly NextCommand[] | undefined;
  readonly changes?: Summary['changes'];
}

const NO_REQUESTS: RequestSummary = { total: 0, retried: 0, throttled: 0, p50Ms: 0, p95Ms: 0, perSecond: 0 };

/** Commands that give every row of the source one status. */
const ENDING_ROWS: ReadonlySet<RunCommand> = new Set<RunCommand>(['import', 'apply', 'resume', 'undo']);

/**
 * The summary of a run, exit status included. Throws where the counts of an import don't add up to the source's rows: a
 * row would have been lost or counted twice, and no file must say otherwise.
 */
export function toSummary(parts: SummaryParts): Summary {
  const counts = toStatusCounts(parts.counts ?? {});
  assertAddsUp(parts, counts);
  const stopped = parts.stopped ?? null;
  const exitCode = toExitCode({
    stopped,
    signal: parts.signal,
    // What a comparison finds in rows is drift, and of that some may be allowed.
    counts: parts.command === 'reconcile' ? toStatusCounts({}) : counts,
    endsRows: ENDING_ROWS.has(parts.command),
    errors: countErrors(parts),
  });
  return {
    schemaVersion: 1,
    command: parts.command,
    runId: parts.runId,
    runDir: parts.runDir,
    source: toSource(parts.source),
    mode: parts.mode ?? null,
    baseUrl: parts.baseUrl ?? null,
    dryRun: parts.dryRun ?? false,
    ...(parts.undoOf === undefined ? {} : { undoOf: parts.undoOf }),
    startedAt: toIso(parts.startedAt),
    finishedAt: toIso(parts.finishedAt),
    durationMs: Math.round(parts.durationMs ?? parts.finishedAt - parts.startedAt),
    counts,
    ...(parts.command === 'validate' ? { valid: parts.source.rows - counts.invalid - counts.skipped } : {}),
    addresses: { created: 0, existing: 0, failed: 0, ...parts.addresses },
    issues: parts.issues ?? [],
    errors: parts.errors ?? [],
    requests: parts.requests ?? NO_REQUESTS,
    stopped,
    resume: parts.resume ?? null,
    reconcile: parts.reconcile ?? null,
    plan: parts.plan ?? null,
    ...(parts.changes === undefined ? {} : { changes: parts.changes }),
    ...(parts.next === undefined || parts.next.length === 0 ? {} : { next: parts.next }),
    exitCode,
  };
}

function toSource({ path, name, sha256, rows, format }: Summary['source']): Summary['source'] {
  return {
    path,
    ...(name === undefined ? {} : { name }),
    sha256,
    rows,
    ...(format === undefined ? {} : { format }),
  };
}

function assertAddsUp(parts: SummaryParts, counts: StatusCounts): void {
  if (!ENDING_ROWS.has(parts.command)) return;
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (total === parts.source.rows) return;
  throw new Error(
    `Internal error: the counts of run ${parts.runId} add up to ${total}, but its source has ${parts.source.rows} rows.`,
  );
}

/** Findings that make exit status 1 by themselves; in an import they show in the rows' statuses. */
function countErrors(parts: SummaryParts): number {
  if (parts.command === 'reconcile') return countTooMuch(parts.reconcile);
  if (parts.command !== 'validate') return 0;
  return (parts.issues ?? []).filter((issue) => issue.severity === 'error').length;
}

/** Drift above the allowance; one more if the list may be incomplete, because its result can't be trusted. */
function countTooMuch(reconcile: ReconcileSummary | null | undefined): number {
  if (!reconcile) return 0;
  return Math.max(0, reconcile.drift - reconcile.allowedDrift) + (reconcile.unsure === null ? 0 : 1);
}
