/** Which runs there are, by their folders; no journal is opened. */
import { readdirSync, type Dirent } from 'node:fs';
import { join, resolve } from 'node:path';
import { BulkError, toSystemCode } from '../../core/errors.js';
import { mayBeThere } from '../../core/look-at.js';
import { toReasonText } from '../../core/system-reason.js';
import { findCheck, JOURNAL_NAME } from './check.js';

/** Where a run is. Its name may also be given as the path of its folder. Throws `run_unknown`. */
export function findRun(reportsDir: string, id: string): { folder: string; journalPath: string } {
  for (const folder of [toRunFolder(reportsDir, id), resolve(id)]) {
    const journalPath = join(folder, JOURNAL_NAME);
    if (mayBeThere(journalPath)) return { folder, journalPath };
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

/**
 * Names of the runs in a folder, oldest first by name; also of folders that this user may not look into. Throws `run_unknown`
 * where the folder can't be read.
 */
export function listRunIds(reportsDir: string): string[] {
  return readFolder(reportsDir)
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .filter(({ name }) => mayBeThere(join(reportsDir, name, JOURNAL_NAME)))
    .map(({ name }) => name)
    .sort();
}

function readFolder(path: string): Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch (cause) {
    if (toSystemCode(cause) === 'ENOENT') return [];
    throw new BulkError('run_unknown', `The folder ${path} can not be read: ${toReasonText(cause)}.`, {
      cause,
      hint: 'Correct --reports-dir, or the permissions of the folder.',
    });
  }
}

export function toRunFolder(reportsDir: string, id: string): string {
  return resolve(reportsDir, id);
}
