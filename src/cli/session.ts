/** What every command does around its job: streams, interrupts, progress, errors, the exit status. */
import type { TerminalFlags } from '../config/commands.js';
import type { Environment } from '../core/environment.js';
import { systemClock } from '../core/clock.js';
import type { JobDeps } from '../jobs/deps.js';
import type { ExitCode, RunReport, Summary } from '../jobs/report.js';
import { toConfigurationText, type ConfigurationFlags } from './configuration.js';
import { askLive, askPlan, canAsk } from './confirm.js';
import { readEnding, type EndingPlace, type SessionEnd } from './ending.js';
import { loadFit } from './fit.js';
import { listenForInterrupts } from './interrupt.js';
import { readTyped, toCarried, toProgram, toSameCommand } from './invocation.js';
import { readKillAt } from './kill-at.js';
import { makeLogProgress } from './log-progress.js';
import { makeRoomForSending } from './memory.js';
import type { ProgressView } from './progress-view.js';
import { makeProgress } from './progress.js';
import { logEnd, tellError } from './tell-error.js';
import { tellReport } from './tell-report.js';
import { makeTerminal, type Terminal } from './terminal.js';
import { listenForUncaught } from './uncaught.js';
import { prune, readUnattended, type About } from './unattended.js';
import { readVersion } from './version.js';

export type OutputFlags = Pick<TerminalFlags, 'json' | 'quiet' | 'verbose' | 'color' | 'logFormat'> &
  ConfigurationFlags;

/**
 * Runs a job that ends in a report, prints the report, does what is asked for at the end of a job, and returns the exit
 * status.
 */
export async function runSession(
  flags: OutputFlags & Readonly<Record<string, unknown>>,
  environment: Environment,
  about: About,
  job: (deps: JobDeps) => Promise<RunReport>,
): Promise<ExitCode> {
  const unattended = readUnattended(flags);
  const ending = readEnding(flags, environment, about);
  let summary: Summary | undefined;
  const run: SessionJob = async (deps, terminal) => {
    const fit = await loadFit(terminal);
    const report = await job(deps);
    summary = report.summary;
    await prune(unattended, about, summary, deps);
    return () => {
      tellReport(report, flags, terminal, fit);
      return report.summary.exitCode;
    };
  };
  return withSession(flags, environment, run, {
    secrets: ending.secrets,
    finish: (end, place) => ending.finish(end, { summary }, place),
  });
}

/** What it returns is called once the progress is off the screen. */
type SessionJob = (deps: JobDeps, terminal: Terminal) => Promise<() => ExitCode>;

/** What a command does once its job has ended, however it ended. */
export interface SessionEnding {
  /** What no output may contain, besides the credential. */
  readonly secrets: readonly string[];
  /** Gives the exit status. */
  readonly finish: (end: SessionEnd, place: EndingPlace) => Promise<ExitCode>;
}

const NO_MORE: SessionEnding = { secrets: [], finish: ({ exitCode }) => Promise.resolve(exitCode) };

/** Runs a job with progress and interrupts. */
export async function withSession(
  flags: OutputFlags & Readonly<Record<string, unknown>>,
  environment: Environment,
  job: SessionJob,
  { secrets, finish }: SessionEnding = NO_MORE,
): Promise<ExitCode> {
  const terminal = makeTerminal(flags, { environment, secrets });
  const makeShow = terminal.isLog ? makeLogProgress : makeProgress;
  const progress = await makeShow(terminal, { quiet: flags.quiet === true, verbose: flags.verbose === true });
  const interrupts = listenForInterrupts(() => {
    progress.interject('Stopping: what is under way is finished and saved. Ctrl-C again leaves at once.\n');
  });
  const uncaught = listenForUncaught();
  let run: SessionEnd['run'];
  const deps: JobDeps = {
    ...toDeps(flags, { terminal, progress, interrupted: interrupts.signal }),
    emit: (event) => {
      if (event.type === 'run') run = event;
      if (event.type === 'progress' && event.phase === 'sending') makeRoomForSending();
      progress.emit(event);
    },
    signal: AbortSignal.any([interrupts.signal, uncaught.signal]),
  };
  let end: SessionEnd;
  try {
    const configuration = toConfigurationText(flags);
    if (configuration !== undefined) progress.emit({ type: 'note', message: configuration });
    const report = await Promise.race([job(deps, terminal), uncaught.thrown]);
    progress.stop();
    end = { exitCode: report(), run };
  } catch (error) {
    progress.stop();
    const interruptedBy: unknown = interrupts.signal.reason;
    end = { exitCode: tellError(error, terminal, { interruptedBy, flags }), error, run };
  }
  // A first interrupt stopped the job, and what follows is its end; a second one leaves at once.
  const signal = interrupts.signal.aborted ? new AbortController().signal : interrupts.signal;
  const exitCode = await finish(end, { terminal, signal });
  if (flags.quiet !== true || exitCode !== 0) logEnd(exitCode, terminal);
  // The job may still be running, and can't be trusted; the journal has what it did.
  if (uncaught.signal.aborted) process.exit(exitCode);
  interrupts.stop();
  uncaught.stop();
  return exitCode;
}

interface Screen {
  readonly terminal: Terminal;
  readonly progress: ProgressView;
  readonly interrupted: AbortSignal;
}

function toDeps(
  flags: OutputFlags & Readonly<Record<string, unknown>>,
  { terminal, progress, interrupted }: Screen,
): Omit<JobDeps, 'emit' | 'signal'> {
  return {
    clock: systemClock,
    pid: process.pid,
    version: readVersion(),
    program: toProgram(),
    configurationWords: toCarried(flags).flat(),
    toSameCommand: toRepeater(flags),
    liveOrganisation: flags.configuration?.liveOrganisation,
    ...(canAsk(flags) ? toQuestions(flags, { terminal, progress, interrupted }) : {}),
    onMove: readKillAt(process.env),
  };
}

/** `yes`: of `apply`, which then asks about LIVE customers only. */
function toQuestions(
  { yes }: Readonly<Record<string, unknown>>,
  { terminal, progress, interrupted }: Screen,
): Pick<JobDeps, 'confirmLive' | 'confirmPlan'> {
  const confirmLive: JobDeps['confirmLive'] = (question) => {
    progress.stop();
    return askLive(question, terminal, interrupted);
  };
  const confirmPlan: JobDeps['confirmPlan'] = (question) => {
    progress.stop();
    return askPlan(question, terminal, interrupted);
  };
  return yes === true ? { confirmLive } : { confirmLive, confirmPlan };
}

/** Of a command that reads a source. */
function toRepeater({ source }: Readonly<Record<string, unknown>>): JobDeps['toSameCommand'] {
  if (typeof source !== 'string') return undefined;
  return (to) => toSameCommand(toProgram(), readTyped(), { from: source, to });
}
