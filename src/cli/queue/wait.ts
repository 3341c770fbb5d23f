/** What a command with `--queue` says: that the run is queued, or with `--wait` how it ended. */
import { BulkError } from '../../core/errors.js';
import { insist } from '../../fleet/passing.js';
import { findQueuedRun, type QueuedRun } from '../../fleet/runs.js';
import type { ExitCode } from '../../jobs/report.js';
import { fetchResult } from './fetch-result.js';
import type { QueueSession } from './session.js';
import { toDeadError, toQueuedText } from './queued-text.js';

const LOOK_MS = 500;

export function tellQueued(runId: string, { flags, terminal }: QueueSession): ExitCode {
  if (flags.json === true) terminal.out(`${JSON.stringify({ runId, state: 'waiting' }, undefined, 2)}\n`);
  else if (flags.quiet !== true) terminal.out(`Queued: ${runId}\n`);
  return 0;
}

/** An interrupt ends only the waiting. Throws why a run is dead, and `interrupted`. */
export async function waitForEnd(runId: string, session: QueueSession): Promise<ExitCode> {
  const { fleet, deps, flags, terminal } = session;
  if (flags.quiet !== true) terminal.err(`Queued: ${runId}\n`);
  const patience = { clock: deps.clock, emit: deps.emit, giveUp: deps.signal };
  let shown: string | undefined;
  for (;;) {
    const run = await insist('The command waits for the queue', () => findQueuedRun(fleet, runId), patience);
    if (run.state === 'ended') return tellEnd(run, session);
    if (run.state === 'dead') throw toDeadError(run);
    if (run.worker !== null && run.worker !== shown && flags.quiet !== true) {
      shown = run.worker;
      terminal.err(`The worker ${shown} works on it.\n`);
    }
    if (deps.signal.aborted) {
      throw new BulkError(
        'interrupted',
        `The run ${runId} stays in the queue; this command no longer waits for it.`,
        {
          hint: `See \`bitpowr-bulk show ${runId} --queue URL\`.`,
        },
      );
    }
    await deps.clock.sleep(LOOK_MS, deps.signal).catch(() => undefined);
  }
}

async function tellEnd(run: QueuedRun, session: QueueSession): Promise<ExitCode> {
  const { flags, terminal } = session;
  const { summary } = run;
  if (summary === null) return 3;
  const folder = await fetchResult(run, session);
  if (flags.json === true) terminal.out(`${JSON.stringify(summary, undefined, 2)}\n`);
  else if (flags.quiet !== true)
    terminal.out(toQueuedText(run, String(flags['queue']), terminal.look, folder));
  return summary.exitCode;
}
