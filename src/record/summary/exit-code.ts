/** The exit status of a run. */
import type { Code } from '../../core/codes.js';
import type { BulkStatus } from '../../core/types.js';

export type ExitCode = 0 | 1 | 2 | 3 | 4 | 130 | 143;

/** Runs that stop for these have sent nothing, and going on would not help. All other codes of runs are resumable. */
const WRONG_USE: ReadonlySet<Code> = new Set<Code>([
  'source_missing',
  'source_unreadable',
  'source_empty',
  'source_masked',
  'header_missing',
  'header_duplicate',
  'encoding_unknown',
  'row_too_long',
  'config_invalid',
  'column_unknown',
  'metadata_invalid',
  'account_unknown',
  'credential_missing',
  'live_not_confirmed',
  'not_all_valid',
  'plan_missing',
  'nothing_to_undo',
  'too_many_changes',
  'run_exists',
  'run_copied',
  'run_unknown',
  'journal_damaged',
]);

/** Exit status of a run that `code` ended or kept from starting. */
export function toStopExitCode(code: Code, signal?: StopSignal): ExitCode {
  if (code === 'interrupted') return signal === 'SIGTERM' ? 143 : 130;
  if (code === 'run_locked') return 4;
  return WRONG_USE.has(code) ? 2 : 3;
}

export type StopSignal = 'SIGINT' | 'SIGTERM';

export interface ExitParts {
  readonly stopped: { readonly reason: Code } | null;
  /** What interrupted the run; default SIGINT. */
  readonly signal?: StopSignal | undefined;
  readonly counts: Readonly<Record<BulkStatus, number>>;
  /** Whether `pending` rows mean that the run is not at its end; not so for `validate` and `reconcile`. */
  readonly settles: boolean;
  /** Findings that are errors (`validate`), or differences (`reconcile`). */
  readonly errors: number;
}

/** Exit status of a run that came to its summary: 0, 1, or what it stopped for. */
export function toExitCode(parts: ExitParts): ExitCode {
  if (parts.stopped !== null) return toStopExitCode(parts.stopped.reason, parts.signal);
  const { invalid, conflict, failed, pending } = parts.counts;
  if (parts.settles && pending > 0) return 3;
  return invalid + conflict + failed + parts.errors > 0 ? 1 : 0;
}
