/** What follows a job that has ended, well or not: its metrics are written, and those who want to know are notified. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../core/environment.js';
import { systemClock } from '../core/clock.js';
import type { ExportReport } from '../jobs/export/export.js';
import type { ExitCode, Summary } from '../jobs/report.js';
import { notifyEnd, readNotifying, type Notifying } from './notify.js';
import { openReport } from './open-report.js';
import { tellError } from './tell-error.js';
import type { Terminal } from './terminal.js';
import { readUnattended, tellMetrics, type About } from './unattended.js';

/** How a session ended. */
export interface SessionEnd {
  readonly exitCode: ExitCode;
  /** What was thrown. */
  readonly error?: unknown;
  /** The run that was begun, or opened last. */
  readonly run?: { readonly runId: string; readonly runDir: string } | undefined;
}

/** What a job that came to its report found. */
export interface FoundRun {
  readonly summary?: Summary | undefined;
  readonly exported?: ExportReport['summary'] | undefined;
}

export interface EndingPlace {
  readonly terminal: Terminal;
  /** Aborts when a person wants the program to end at once. */
  readonly signal: AbortSignal;
}

export interface Ending {
  /** What no output may contain, besides the credential. */
  readonly secrets: readonly string[];
  /** Gives the exit status: that of the session, or of not being able to write the metrics. */
  readonly finish: (end: SessionEnd, found: FoundRun, place: EndingPlace) => Promise<ExitCode>;
}

/** Reads the options for it. Throws `config_invalid` before anything is begun, where they could not be obeyed in the end. */
export function readEnding(
  flags: Readonly<Record<string, unknown>>,
  environment: Environment,
  about: Pick<About, 'command' | 'source'>,
): Ending {
  return makeEnding(
    { metrics: readUnattended(flags).metrics, notifying: readNotifying(flags, environment) },
    flags,
    about,
  );
}

/** Who learns of the end. */
export interface Told {
  /** A file for the figures. */
  readonly metrics: string | undefined;
  readonly notifying: Notifying;
}

export function makeEnding(
  { metrics, notifying }: Told,
  flags: Readonly<Record<string, unknown>>,
  about: Pick<About, 'command' | 'source'>,
): Ending {
  const startedAt = performance.now();
  return {
    secrets: notifying.secrets,
    finish: async (end, found, place) => {
      const durationMs = performance.now() - startedAt;
      const left = await leaveMetrics(end, place.terminal, (exitCode) =>
        tellMetrics(metrics, about, { exitCode, durationMs, ...toFigures(found) }, { clock: systemClock }),
      );
      await openFound(flags, found, place.terminal);
      const run = end.run !== undefined && existsSync(end.run.runDir) ? end.run : undefined;
      const job = { ...about, ...found, ...left, run, durationMs, finishedAt: systemClock.now() };
      await notifyEnd(notifying, job, { ...place, verbose: flags['verbose'] === true });
      return left.exitCode;
    },
  };
}

/** A report that can't be opened changes nothing of what the job did. */
async function openFound(
  { open }: Readonly<Record<string, unknown>>,
  { summary }: FoundRun,
  terminal: Terminal,
): Promise<void> {
  if (open !== true || summary === undefined) return;
  try {
    await openReport(join(summary.runDir, 'report.html'));
  } catch (error) {
    tellError(error, terminal);
  }
}

function toFigures({ summary, exported }: FoundRun) {
  return {
    summary,
    exported: exported && { customers: exported.certificate.customers, requests: exported.requests },
  };
}

async function leaveMetrics(
  end: SessionEnd,
  terminal: Terminal,
  write: (exitCode: ExitCode) => Promise<void>,
): Promise<SessionEnd> {
  try {
    await write(end.exitCode);
    return end;
  } catch (error) {
    const exitCode = tellError(error, terminal);
    return end.exitCode === 0 ? { ...end, exitCode, error } : end;
  }
}
