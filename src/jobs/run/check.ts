/** Folders with a summary and without a journal to continue from: a check (`validate`), or a copy of what a run in a queue wrote. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { BulkError, toMessage } from '../../core/errors.js';
import type { Summary } from '../../record/summary/summary.js';

export const JOURNAL_NAME = 'journal.sqlite';

export const SUMMARY_NAME = 'summary.json';

/** The folder of a check or of a copy by its name, or by its path; undefined for any other name. */
export function findCheck(reportsDir: string, id: string): string | undefined {
  return [resolve(reportsDir, id), resolve(id)].find(
    (folder) => existsSync(join(folder, SUMMARY_NAME)) && !existsSync(join(folder, JOURNAL_NAME)),
  );
}

/** Whether a folder has a copy of the files of this run, and not the run itself. Throws `journal_damaged`. */
export function isCopyOf(folder: string, runId: string): boolean {
  if (findCheck(folder, '.') !== resolve(folder)) return false;
  const summary = readCheckSummary(folder);
  return summary.runId === runId && isCopy(summary);
}

/** A check has no journal; that of any other run stays with the queue. */
export function isCopy({ command }: Pick<Summary, 'command'>): boolean {
  return command !== 'validate';
}

/** Throws `journal_damaged` for a summary that can't be read. */
export function readCheckSummary(folder: string): Summary {
  const path = join(folder, SUMMARY_NAME);
  const hint = 'Check the source again with validate.';
  let found: unknown;
  try {
    found = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    const message = `${path} can not be read as a summary: ${toMessage(cause)}.`;
    throw new BulkError('journal_damaged', message, { cause, hint });
  }
  if (isSummary(found)) return found;
  throw new BulkError('journal_damaged', `${path} is not a summary of this program.`, { hint });
}

/** Told by what every version of the file has; the rest is trusted as written. */
function isSummary(value: unknown): value is Summary {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['schemaVersion', 'command', 'source', 'counts', 'issues', 'requests'].every((key) => key in value)
  );
}
