/** `show RUN --changes`: what a run changes, for a terminal, as one JSON document, or all of it as NDJSON. */
import { once } from 'node:events';
import type { ShowOptions } from '../config/options.js';
import { openChanges, readRunChanges } from '../jobs/run/changes.js';
import { PLAIN_STYLE, toChangesJson, toChangesText, type ChangeStyle } from '../jobs/report.js';
import type { Terminal } from './terminal.js';

/** Lines that are written together. */
const BATCH = 500;

export async function tellChanges(
  run: string,
  { reportsDir, first, ndjson, reveal }: ShowOptions,
  json: boolean,
  terminal: Terminal,
): Promise<void> {
  if (ndjson) {
    await writeLines(run, reportsDir, { reveal }, terminal);
    return;
  }
  const changes = readRunChanges(reportsDir, run, { first, reveal });
  terminal.out(json ? toChangesJson(changes) : toChangesText(changes, changes, toStyle(terminal)));
}

/** The same marks, in colours where the screen has them. */
function toStyle({ look }: Terminal): ChangeStyle {
  return {
    removed: (text) => look.paint('bad', PLAIN_STYLE.removed(text)),
    added: (text) => look.paint('good', PLAIN_STYLE.added(text)),
    heading: (_kind, text) => look.paint('head', text),
  };
}

/** Waits for a slow reader, so that memory is bounded by a batch. */
async function writeLines(
  run: string,
  reportsDir: string,
  { reveal }: { readonly reveal: boolean },
  terminal: Terminal,
): Promise<void> {
  const open = openChanges(reportsDir, run, { reveal });
  try {
    let lines: string[] = [];
    const flush = async (): Promise<void> => {
      if (lines.length === 0) return;
      terminal.out(`${lines.join('\n')}\n`);
      lines = [];
      if (process.stdout.writableNeedDrain && !process.stdout.destroyed)
        await Promise.race([once(process.stdout, 'drain'), once(process.stdout, 'close')]);
    };
    for (const change of open.changes) {
      if (process.stdout.destroyed) return;
      lines.push(JSON.stringify(change));
      if (lines.length >= BATCH) await flush();
    }
    await flush();
  } finally {
    open.close();
  }
}
