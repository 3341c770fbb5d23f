/** Says what went wrong and what to type next, and ends a log. */
import { CODES } from '../core/codes.js';
import { isBulkError, type BulkError } from '../core/errors.js';
import { toStopExitCode, toStopSignal, type ExitCode } from '../jobs/report.js';
import { findCommand } from './help/misuse.js';
import { readTyped, toTypeable, type TypedFlags } from './invocation.js';
import { LISTED } from './listed.js';
import type { Terminal } from './terminal.js';

/** Returns the exit status. */
export function tellError(
  error: unknown,
  terminal: Terminal,
  {
    interruptedBy,
    flags = {},
  }: {
    readonly interruptedBy?: unknown;
    readonly flags?: TypedFlags;
  } = {},
): ExitCode {
  if (!isBulkError(error)) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const message = 'bitpowr-bulk met an error of its own, please report it:';
    terminal.report({ level: 'error', event: 'crash', message, stack }, `${message}\n${stack}\n`);
    return 3;
  }
  const { code, message } = error;
  const hint = toTypeable(toHint(error), flags);
  const exitCode = toStopExitCode(code, toStopSignal(interruptedBy));
  const text = `${terminal.emphasise(code)}: ${message}\n${hint}\n`;
  terminal.report({ level: 'error', event: 'error', message, code, hint, exitCode }, text);
  return exitCode;
}

/** A wrong value is explained by the help of the command. */
function toHint({ code, hint }: BulkError): string {
  const command = findCommand(readTyped(), LISTED)?.command;
  const isOwn = code !== 'config_invalid' || hint !== CODES.config_invalid.remedy;
  return isOwn || command === undefined ? hint : `See \`bitpowr-bulk ${command} --help\`.`;
}

/** The last line of a log; people have the summary. */
export function logEnd(exitCode: number, terminal: Terminal): void {
  if (!terminal.isLog) return;
  const level = exitCode === 0 ? 'info' : exitCode === 1 ? 'warn' : 'error';
  terminal.report({ level, event: 'end', message: `Ended with status ${exitCode}`, exitCode });
}
