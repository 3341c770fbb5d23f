/** Which runs there are, by their folders; no journal is opened. */
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { BulkError } from '../../core/errors.js';
import { findCheck, JOURNAL_NAME } from './check.js';

/** Where a run is. Its name may also be given as the path of its folder. Throws `run_unknown`. */
export function findRun(reportsDir: string, id: string): { folder: string; journalPath: string } {
  for (const folder of [toRunFolder(reportsDir, id), resolve(id)]) {
    const journalPath = join(folder, JOURNAL_NAME);
    if (existsSync(journalPath)) return { folder, journalPath };
  }
  const check = findCheck(reportsDir, id);
  if (check !== undefined) {
    throw new BulkError(
      'run_unknown',
      `${id} is a check, which sent nothing: there is nothing to continue, and no history of rows.`,
      {
        hint: `\`bitpowr-bulk show ${id}\` shows it; ${join(check, 'issues.csv')} has all that it found.`,
        context: { reportsDir, id },
      },
    );
  }
  throw new BulkError('run_unknown', `There is no run ${id} in ${reportsDir}.`, {
    context: { reportsDir, id },
  });
}

/** Names of the runs in a folder, oldest first by name. */
export function listRunIds(reportsDir: string): string[] {
  if (!existsSync(reportsDir)) return [];
  return readdirSync(reportsDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(reportsDir, entry.name, JOURNAL_NAME)))
    .map((entry) => entry.name)
    .sort();
}

export function toRunFolder(reportsDir: string, id: string): string {
  return resolve(reportsDir, id);
}
