/** The run that `last` stands for. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BulkError, isBulkError } from '../../core/errors.js';
import { JOURNAL_NAME, listRunIds, toRunFolder } from './find-run.js';
import { LAST } from './run-name.js';
import { toIdTime } from './run-id.js';
import { withRun } from './runs.js';

/**
 * The name itself, or for `last` the name of the run that began last, of any command. A run that an older program
 * let be called `last` is that run. Throws `run_unknown` where there are no runs.
 */
export function toRunName(reportsDir: string, name: string): string {
  if (name !== LAST || existsSync(join(toRunFolder(reportsDir, LAST), JOURNAL_NAME))) return name;
  const [first, ...others] = listRunIds(reportsDir).map((id) => ({ id, startedAt: toStart(reportsDir, id) }));
  if (first === undefined) {
    throw new BulkError('run_unknown', `There are no runs in ${reportsDir}.`, {
      hint: 'Pass --reports-dir with the folder of your runs.',
    });
  }
  return others.reduce((newest, one) => (one.startedAt >= newest.startedAt ? one : newest), first).id;
}

/** In ms since the epoch, at best to the second. A name made from the time says it; else the journal does. */
function toStart(reportsDir: string, id: string): number {
  const told = toIdTime(id);
  if (told !== undefined) return told;
  try {
    return withRun(reportsDir, id, (run) => run.get('startedAt')) ?? 0;
  } catch (error) {
    // A damaged journal is not the one that is meant.
    if (isBulkError(error)) return 0;
    throw error;
  }
}
