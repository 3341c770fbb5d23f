/** Asks a person at a terminal before customers of a LIVE account are touched. */
import { createInterface } from 'node:readline';
import type { LiveQuestion } from '../jobs/deps.js';
import type { Terminal } from './terminal.js';

/** Whether somebody is there to answer: both ends are a terminal. */
export function canAsk({ quiet }: { readonly quiet?: boolean | undefined }): boolean {
  return process.stdin.isTTY && process.stderr.isTTY && quiet !== true;
}

/** Shows what will be done, and in which account; true only for `y` or `yes`. An interrupt or the end of the input is a no. */
export async function askLive(
  question: LiveQuestion,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<boolean> {
  terminal.err(toText(question, terminal));
  // Not as a terminal of its own: Ctrl-C shall reach the process as always.
  const lines = createInterface({ input: process.stdin, terminal: false });
  try {
    return await new Promise<boolean>((resolve) => {
      lines.once('line', (line) => resolve(/^\s*y(es)?\s*$/i.test(line)));
      lines.once('close', () => resolve(false));
      signal.addEventListener('abort', () => resolve(false), { once: true });
    });
  } finally {
    lines.close();
    process.stdin.pause();
  }
}

function toText(
  { orgId, baseUrl, creates, updates, deletes, addresses }: LiveQuestion,
  terminal: Terminal,
): string {
  return [
    `${terminal.emphasise('LIVE')}: real customers of the organisation ${orgId}, at ${baseUrl}`,
    `  to create  ${creates}`,
    `  to update  ${updates}`,
    ...(deletes === 0 ? [] : [`  to delete  ${deletes}`]),
    ...(addresses === 0 ? [] : [`  addresses  up to ${addresses}`]),
    'Do it? (y/N) ',
  ].join('\n');
}
