/** What a run changes: at the end of a dry run, and for `show RUN --changes`, as text, as JSON, or all of it as NDJSON. */
import { once } from 'node:events';
import type { ShowOptions } from '../config/options.js';
import { FIRST_CHANGES } from '../core/changes.js';
import { toChangesCommand, type Start } from '../jobs/command-text.js';
import { openChanges, readRunChanges, type OpenChanges } from '../jobs/run/changes.js';
import {
  countChanges,
  PLAIN_STYLE,
  toChangesJson,
  toChangesText,
  toFirst,
  type ChangeStyle,
  type RunReport,
  type Summary,
} from '../jobs/report.js';
import { loadFit, type Fit } from './fit.js';
import type { Terminal } from './terminal.js';

/** Lines that are written together. */
const BATCH = 500;

export interface ChangesOutput {
  readonly isJson: boolean;
  readonly start: Start;
  readonly terminal: Terminal;
}

export async function tellChanges(
  run: string,
  { reportsDir, first, ndjson, reveal }: ShowOptions,
  { isJson, start, terminal }: ChangesOutput,
): Promise<void> {
  if (ndjson) {
    await writeLines(run, reportsDir, { reveal }, terminal);
    return;
  }
  const changes = readRunChanges(reportsDir, run, { first, reveal });
  if (isJson) {
    terminal.out(toChangesJson(changes));
    return;
  }
  const { rest } = changes;
  const totals = rest === undefined ? [changes] : [changes, rest];
  const showAll = toChangesCommand(start, changes.runId, { reportsDir, reveal }, totals);
  const made = toChangesText({ ...changes, showAll }, changes, toStyle(terminal));
  const planned =
    rest && toChangesText({ ...changes, showAll, isPlan: true, isRest: true }, rest, toStyle(terminal));
  const fit = await loadFit(terminal);
  terminal.out(fit(planned === undefined ? made : `${made}\n${planned}`, HANG));
}

/** What a dry run would change, as `show RUN --changes` prints it; undefined: nothing, or it was no dry run. */
export function toPlannedText(
  { changes, summary }: RunReport,
  terminal: Terminal,
  fit: Fit,
): string | undefined {
  if (changes === undefined || countChanges(changes) === 0) return undefined;
  const { isMasked, showAll } = changes;
  const title = { runId: summary.runId, isPlan: true, isMasked, showAll };
  return fit(toChangesText(title, toFirst(changes, FIRST_CHANGES), toStyle(terminal)), HANG);
}

/** The summary of a dry run with its first changes. */
export function withFirstChanges({ changes, summary }: RunReport): Summary {
  if (changes === undefined || summary.changes === undefined) return summary;
  return { ...summary, changes: { ...summary.changes, first: toFirst(changes, FIRST_CHANGES).changes } };
}

/** The rest of a long value is set under it, and that of a customer under the name. */
const HANG = /^ {2}row \d+: |^ {4}\S.{0,37}? {2,}|^ */;

/** The same marks, in colours where the screen has them. */
function toStyle({ look }: Terminal): ChangeStyle {
  return {
    removed: (text) => look.paint('bad', PLAIN_STYLE.removed(text)),
    added: (text) => look.paint('good', PLAIN_STYLE.added(text)),
    heading: (kind, text) => look.paint(kind === 'deleted' || kind === 'emptied' ? 'bad' : 'head', text),
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
    for (const line of toLines(open)) {
      if (process.stdout.destroyed) return;
      lines.push(line);
      if (lines.length >= BATCH) await flush();
    }
    await flush();
  } finally {
    open.close();
  }
}

/** What stays planned, where a part of a plan was applied, says so. */
function* toLines({ changes, rest = [] }: OpenChanges): Generator<string> {
  for (const change of changes) yield JSON.stringify(change);
  for (const change of rest) yield JSON.stringify({ ...change, isPlanned: true });
}
