/** Which runs there are, by their folders; no journal is opened. */
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { BulkError } from '../../core/errors.js';

export const JOURNAL_NAME = 'journal.sqlite';

/** Where a run is. Its name may also be given as the path of its folder. Throws `run_unknown`. */
export function findRun(reportsDir: string, id: string): { folder: string; journalPath: string } {
  for (const folder of [toRunFolder(reportsDir, id), resolve(id)]) {
    const journalPath = join(folder, JOURNAL_NAME);
    if (existsSync(journalPath)) return { folder, journalPath };
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
