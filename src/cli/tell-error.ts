import { isBulkError } from '../core/errors.js';
import { toStopExitCode, type ExitCode } from '../jobs/report.js';
import type { Terminal } from './terminal.js';

/** Says what went wrong and what to type next; returns the exit status. */
export function tellError(
  error: unknown,
  terminal: Terminal,
  { interruptedBy }: { readonly interruptedBy?: unknown } = {},
): ExitCode {
  if (!isBulkError(error)) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    terminal.err(`bitpowr-bulk met an error of its own, please report it:\n${text}\n`);
    return 3;
  }
  terminal.err(`${terminal.emphasise(error.code)}: ${error.message}\n${error.hint}\n`);
  return toStopExitCode(error.code, interruptedBy === 'SIGTERM' ? 'SIGTERM' : 'SIGINT');
}
