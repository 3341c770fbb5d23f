/** What every command does around its job: streams, interrupts, progress, errors, the exit status. */
import { join } from 'node:path';
import type { TerminalFlags } from '../config/commands.js';
import type { UnattendedOptions } from '../config/options.js';
import type { Environment } from '../config/resolve.js';
import { systemClock } from '../core/clock.js';
import { isBulkError } from '../core/errors.js';
import { toSecrets } from '../jobs/connect.js';
import type { JobDeps } from '../jobs/deps.js';
import {
  type ExitCode,
  type RunReport,
  type Summary,
  toStopExitCode,
  toSummaryJson,
  toStopLines,
  toSummaryText,
} from '../jobs/report.js';
import { askLive, canAsk } from './confirm.js';
import { toCarried, toProgram, toSameCommand, toTypeable } from './invocation.js';
import { listenForInterrupts } from './interrupt.js';
import { openReport } from './open-report.js';
import { makeProgress } from './progress.js';
import { readKillAt } from './kill-at.js';
import { makeTerminal, type Terminal } from './terminal.js';
import { listenForUncaught } from './uncaught.js';
import { prune, readUnattended, tellMetrics, type About } from './unattended.js';
import { readVersion } from './version.js';
import { toWrapped } from './wrap.js';

export type OutputFlags = Pick<TerminalFlags, 'json' | 'quiet' | 'verbose' | 'color'>;

/**
 * Runs a job that ends in a report, prints the report, writes the files of an unattended run, and returns the exit
 * status.
 */
export async function runSession(
  flags: OutputFlags & Readonly<Record<string, unknown>>,
  environment: Environment,
  about: About,
  job: (deps: JobDeps) => Promise<RunReport>,
): Promise<ExitCode> {
  const unattended = readUnattended(flags);
  const startedAt = performance.now();
  let summary: Summary | undefined;
  const exitCode = await withSession(flags, environment, async (deps, terminal) => {
    const report = await job(deps);
    summary = report.summary;
    prune(unattended, about, summary, deps);
    return () => {
      tellReport(report, flags, terminal);
      return report.summary.exitCode;
    };
  });
  if (flags['open'] === true && summary !== undefined) {
    await openReport(join(summary.runDir, 'report.html')).catch((error: unknown) =>
      tellError(error, makeTerminal(toSecrets(environment), flags)),
    );
  }
  const end = { exitCode, durationMs: performance.now() - startedAt, summary };
  return leaveMetrics(unattended, about, end, () => makeTerminal(toSecrets(environment), flags));
}

/** Writes the figures of a job that has ended; gives its exit status, or that of not being able to write them. */
export async function leaveMetrics(
  unattended: UnattendedOptions,
  about: Pick<About, 'command' | 'source'>,
  end: Parameters<typeof tellMetrics>[2],
  openTerminal: () => Terminal,
): Promise<ExitCode> {
  try {
    await tellMetrics(unattended, about, end, { clock: systemClock });
    return end.exitCode;
  } catch (error) {
    const status = tellError(error, openTerminal());
    return end.exitCode === 0 ? status : end.exitCode;
  }
}

/** Runs a job with progress and interrupts; what it returns is called once the progress is off the screen. */
export async function withSession(
  flags: OutputFlags & Readonly<Record<string, unknown>>,
  environment: Environment,
  job: (deps: JobDeps, terminal: Terminal) => Promise<() => ExitCode>,
): Promise<ExitCode> {
  const terminal = makeTerminal(toSecrets(environment), flags);
  const progress = makeProgress(terminal, { quiet: flags.quiet === true, verbose: flags.verbose === true });
  const interrupts = listenForInterrupts(() => {
    progress.interject('Stopping: what is under way is finished and saved. Ctrl-C again leaves at once.\n');
  });
  const uncaught = listenForUncaught((error) => {
    progress.stop();
    return tellError(error, terminal);
  });
  try {
    const { emit } = progress;
    const deps: JobDeps = {
      emit,
      clock: systemClock,
      signal: interrupts.signal,
      pid: process.pid,
      version: readVersion(),
      program: toProgram(),
      carried: toCarried(flags),
      toSameCommand: toRepeater(flags),
      confirmLive: canAsk(flags)
        ? (question) => {
            progress.stop();
            return askLive(question, terminal, interrupts.signal);
          }
        : undefined,
      onMove: readKillAt(process.env),
    };
    const tell = await job(deps, terminal);
    progress.stop();
    return tell();
  } catch (error) {
    progress.stop();
    return tellError(error, terminal, { interruptedBy: interrupts.signal.reason as unknown, flags });
  } finally {
    progress.stop();
    interrupts.stop();
    uncaught.stop();
  }
}

function tellReport({ summary, files }: RunReport, { json, quiet }: OutputFlags, terminal: Terminal): void {
  const { look, columns, isOneScreen } = terminal;
  if (json === true) terminal.out(toSummaryJson(summary));
  else if (quiet !== true) terminal.out(toFitting(toSummaryText(summary, files, look), columns));
  else if (summary.exitCode !== 0) terminal.err(toSummaryText(summary, files));
  // The result may go into a file, or to a program, that a person does not see.
  const isSeen = isOneScreen && json !== true;
  if (summary.stopped !== null && quiet !== true && !isSeen)
    terminal.err(`${toStopLines(summary).join('\n')}\n`);
}

/** Wrapped on a screen. */
export function toFitting(text: string, columns: number | undefined): string {
  return columns === undefined ? text : toWrapped(text, columns);
}

/** Of a command that reads a source. */
function toRepeater({ source }: Readonly<Record<string, unknown>>): JobDeps['toSameCommand'] {
  if (typeof source !== 'string') return undefined;
  const from = source === '' ? '-' : source;
  return (to) => toSameCommand(toProgram(), process.argv.slice(2), { from, to });
}

/** Says what went wrong and what to type next; returns the exit status. */
export function tellError(
  error: unknown,
  terminal: Terminal,
  {
    interruptedBy,
    flags = {},
  }: { readonly interruptedBy?: unknown; readonly flags?: Readonly<Record<string, unknown>> } = {},
): ExitCode {
  if (!isBulkError(error)) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    terminal.err(`bitpowr-bulk met an error of its own, please report it:\n${text}\n`);
    return 3;
  }
  terminal.err(`${terminal.emphasise(error.code)}: ${error.message}\n${toTypeable(error.hint, flags)}\n`);
  return toStopExitCode(error.code, interruptedBy === 'SIGTERM' ? 'SIGTERM' : 'SIGINT');
}
