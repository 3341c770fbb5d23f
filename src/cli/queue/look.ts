/** `runs` and `show` with `--queue`. */
import { findQueuedRun, listQueuedRuns, type QueuedRun } from '../../fleet/runs.js';
import type { Arguments } from '../arguments.js';
import { toPlainTable } from '../plain-table.js';
import { assertCanBeQueued, runQueueSession } from './session.js';
import { toDeadError, toQueuedText } from './queued-text.js';

export function listQueue(flags: Arguments): Promise<void> {
  return runQueueSession(flags, async ({ fleet, terminal }) => {
    const runs = await listQueuedRuns(fleet);
    if (flags.json === true) terminal.out(`${JSON.stringify(runs, undefined, 2)}\n`);
    else if (runs.length === 0) terminal.out('There are no runs in the queue.\n');
    else terminal.out(`${toTable(runs, terminal.columns)}\n`);
    return 0;
  });
}

function toTable(runs: readonly QueuedRun[], columns: number | undefined): string {
  const head = ['run', 'queued', 'command', 'credential', 'state', 'status'];
  const rows = runs.map(({ id, queuedAt, command, credential, summary, ...run }) => {
    const queued = queuedAt.slice(0, 16).replace('T', ' ');
    return [id, queued, command, credential, toState(run), summary?.exitCode ?? ''];
  });
  return toPlainTable(head, rows, { columns, wrap: { 4: 12 } });
}

function toState({ state, worker, error }: Pick<QueuedRun, 'state' | 'worker' | 'error'>): string {
  if (state === 'under_way') return `under way on ${worker ?? ''}`;
  return state === 'dead' ? `dead: ${error?.code ?? ''}` : state;
}

/** Its rows are in the files of its journal. */
const OF_ROWS = ['row', 'changes', 'ndjson', 'open'];

export function showQueued(flags: Arguments): Promise<void> {
  assertCanBeQueued(flags, OF_ROWS);
  return runQueueSession(flags, async ({ fleet, terminal }) => {
    const run = await findQueuedRun(fleet, flags.run ?? '');
    if (flags.json === true) terminal.out(`${JSON.stringify(run, undefined, 2)}\n`);
    else if (run.state === 'dead') throw toDeadError(run);
    else if (run.state !== 'ended') terminal.out(`The run ${run.id}: ${toState(run)}.\n`);
    else terminal.out(toQueuedText(run, String(flags['queue']), terminal.look));
    return 0;
  });
}
