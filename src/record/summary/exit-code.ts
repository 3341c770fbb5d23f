/** The exit status of a run. */
import { CODES, type Code, type StopStatus } from '../../core/codes.js';
import type { BulkStatus } from '../../core/types.js';

export type ExitCode = 0 | 1 | 129 | 143 | StopStatus;

/** Exit status of a run that `code` ended or kept from starting. */
export function toStopExitCode(code: Code, signal?: StopSignal): ExitCode {
  const { exitStatus } = CODES[code];
  return exitStatus === 130 && signal !== undefined ? INTERRUPTED[signal] : exitStatus;
}

/** 128 and the number of the signal, as shells have it. */
const INTERRUPTED = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

export type StopSignal = keyof typeof INTERRUPTED;

/** SIGINT where the reason names no other signal. */
export function toStopSignal(reason: unknown): StopSignal {
  return reason === 'SIGTERM' || reason === 'SIGHUP' ? reason : 'SIGINT';
}

export interface ExitParts {
  readonly stopped: { readonly reason: Code } | null;
  /** What interrupted the run; default SIGINT. */
  readonly signal?: StopSignal | undefined;
  readonly counts: Readonly<Record<BulkStatus, number>>;
  /** Whether the command ends rows, so that `pending` ones mean that the run is not at its end; not so for `validate` and `reconcile`. */
  readonly endsRows: boolean;
  /** Findings that are errors (`validate`), or differences (`reconcile`). */
  readonly errors: number;
}

/** Exit status of a run that came to its summary: 0, 1, or what it stopped for. */
export function toExitCode(parts: ExitParts): ExitCode {
  if (parts.stopped !== null) return toStopExitCode(parts.stopped.reason, parts.signal);
  const { invalid, conflict, failed, pending } = parts.counts;
  if (parts.endsRows && pending > 0) return 3;
  return invalid + conflict + failed + parts.errors > 0 ? 1 : 0;
}
