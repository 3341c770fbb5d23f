/** Which runs there are, by their folders; no journal is opened. */
import { existsSync, readdirSync, statSync, type Dirent } from 'node:fs';
import { join, resolve } from 'node:path';
import { BulkError, toSystemCode } from '../../core/errors.js';
import { mayBeThere } from '../../core/look-at.js';
import { toReasonText } from '../../core/system-reason.js';
import { findCheck, isCopy, JOURNAL_NAME, readCheckSummary, SUMMARY_NAME } from './check.js';

/** Where a run is. Its name may also be given as the path of its folder. Throws `run_unknown`. */
export function findRun(reportsDir: string, id: string): { folder: string; journalPath: string } {
  for (const folder of [toRunFolder(reportsDir, id), resolve(id)]) {
    const journalPath = join(folder, JOURNAL_NAME);
    if (mayBeThere(journalPath)) return { folder, journalPath };
  }
  const check = findCheck(reportsDir, id);
  if (check !== undefined && isCopy(readCheckSummary(check))) {
    throw new BulkError(
      'run_unknown',
      `${id} is a copy of the files of a run in a queue. Its journal, with the history of its rows, stays there.`,
      { hint: 'Add --queue URL to the command.', context: { reportsDir, id } },
    );
  }
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
 * Names of the runs in a folder, oldest first by name; also of folders that this user may not look into. Throws `config_invalid`
 * for a folder that can't be read.
 */
export function listRunIds(reportsDir: string): string[] {
  return readEntries(reportsDir)
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .filter(({ name }) => mayBeThere(join(reportsDir, name, JOURNAL_NAME)))
    .map(({ name }) => name)
    .sort();
}

/** Names of the checks in a folder, and of copies of runs in a queue; the one whose summary was written last comes first. */
export function listCheckIds(reportsDir: string): string[] {
  return readEntries(reportsDir)
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .filter(({ name }) => !existsSync(join(reportsDir, name, JOURNAL_NAME)))
    .flatMap(({ name }) => {
      const summary = statSync(join(reportsDir, name, SUMMARY_NAME), { throwIfNoEntry: false });
      return summary === undefined ? [] : [{ name, writtenAt: summary.mtimeMs }];
    })
    .sort((a, b) => b.writtenAt - a.writtenAt)
    .map(({ name }) => name);
}

function readEntries(reportsDir: string): Dirent[] {
  try {
    return readdirSync(reportsDir, { withFileTypes: true });
  } catch (cause) {
    if (toSystemCode(cause) === 'ENOENT') return [];
    const message = `The folder ${reportsDir} of --reports-dir can not be read: ${toReasonText(cause)}.`;
    throw new BulkError('config_invalid', message, {
      cause,
      hint: 'Pass --reports-dir with a folder that this user may read.',
    });
  }
}

export function toRunFolder(reportsDir: string, id: string): string {
  return resolve(reportsDir, id);
}
