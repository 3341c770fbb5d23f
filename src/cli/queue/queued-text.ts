/** A run of the queue as text. */
import { BulkError } from '../../core/errors.js';
import { CODES, type Code } from '../../core/codes.js';
import type { FleetSummary, QueuedRun } from '../../fleet/runs.js';
import { toShellWord } from '../../jobs/shell-word.js';
import { toExportText, toSummaryText, type Look } from '../../jobs/report.js';
import { toProgram, toQueueWord } from '../invocation.js';

/**
 * Of a run that has ended: its summary, with the place of its files. `queue`: as it was typed. `folder`: where the files are on this
 * machine, too.
 */
export function toQueuedText(
  { id, summary, result }: QueuedRun,
  queue: string,
  look: Look,
  folder?: string,
): string {
  const there = result === null ? '' : `Files in the store: ${result}\n`;
  const files = folder === undefined ? there : `${there}Files here: ${folder}\n`;
  if (summary === null) return files;
  return `${toText(toShown(id, summary, queue), look)}${files}`;
}

function toText(summary: FleetSummary, look: Look): string {
  return summary.command === 'export' ? toExportText(summary, []) : toSummaryText(summary, [], look);
}

/** Its folder was on the worker, and its next commands are for the queue. */
function toShown(id: string, summary: FleetSummary, queue: string): FleetSummary {
  const toCommand = (name: string): string =>
    [toProgram(), name, ...[id, '--queue', toQueueWord(queue)].map(toShellWord)].join(' ');
  const resume = summary.resume === null ? null : toCommand('resume');
  if (summary.command === 'export') return { ...summary, resume };
  const { plan } = summary;
  const shown = plan === null ? null : { ...plan, apply: toCommand('apply') };
  return { ...summary, next: [], plan: shown, resume };
}

/** Why no worker takes the run any more. */
export function toDeadError({ id, error }: QueuedRun): BulkError {
  const { code = 'crash', message = '' } = error ?? {};
  const hint = `Correct the cause, then type \`bitpowr-bulk resume ${id} --queue URL\`.`;
  return new BulkError(isCode(code) ? code : 'run_dead', `The run ${id} is in the dead letters: ${message}`, {
    hint,
  });
}

function isCode(code: string): code is Code {
  return Object.hasOwn(CODES, code);
}
