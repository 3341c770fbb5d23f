/** The folder of a check (`validate`): it has a summary, and no journal to continue from. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { BulkError, toMessage } from '../../core/errors.js';
import type { Summary } from '../../record/summary/summary.js';

export const JOURNAL_NAME = 'journal.sqlite';

const SUMMARY_NAME = 'summary.json';

/** The folder of a check by its name, or by its path; undefined for a name that no check has. */
export function findCheck(reportsDir: string, id: string): string | undefined {
  return [resolve(reportsDir, id), resolve(id)].find(
    (folder) => existsSync(join(folder, SUMMARY_NAME)) && !existsSync(join(folder, JOURNAL_NAME)),
  );
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
