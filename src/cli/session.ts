/** What every command does around its job: streams, interrupts, progress, errors, the exit status. */
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
  toSummaryText,
} from '../jobs/report.js';
import { askLive, canAsk } from './confirm.js';
import { toProgram } from './invocation.js';
import { listenForInterrupts } from './interrupt.js';
import { makeProgress } from './progress.js';
import { readKillAt } from './kill-at.js';
import { makeTerminal, type Terminal } from './terminal.js';
import { listenForUncaught } from './uncaught.js';
import { prune, readUnattended, tellMetrics, type About } from './unattended.js';
import { readVersion } from './version.js';

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
  flags: OutputFlags,
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
    return tellError(error, terminal, { interruptedBy: interrupts.signal.reason as unknown });
  } finally {
    progress.stop();
    interrupts.stop();
    uncaught.stop();
  }
}

function tellReport({ summary, files }: RunReport, { json, quiet }: OutputFlags, terminal: Terminal): void {
  if (json === true) terminal.out(toSummaryJson(summary));
  else if (quiet !== true) terminal.out(toSummaryText(summary, files));
  else if (summary.exitCode !== 0) terminal.err(toSummaryText(summary, files));
}

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
