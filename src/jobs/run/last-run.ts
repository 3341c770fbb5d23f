/** The run that `last` stands for. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BulkError } from '../../core/errors.js';
import { LAST } from '../../core/last.js';
import { JOURNAL_NAME } from './check.js';
import { toRunFolder } from './find-run.js';
import { listRuns } from './runs.js';

/**
 * The name itself, or for `last` the name of the run that began last, of any command. A run that an older program let be
 * called `last` is that run. Throws `run_unknown` where no run says when it began.
 */
export function toRunName(reportsDir: string, name: string): string {
  if (name !== LAST || existsSync(join(toRunFolder(reportsDir, LAST), JOURNAL_NAME))) return name;
  const newest = listRuns(reportsDir)
    .filter(({ startedAt }) => startedAt !== null)
    .at(-1);
  if (newest !== undefined) return newest.id;
  throw new BulkError('run_unknown', `There are no runs in ${reportsDir}.`, {
    hint: 'Pass --reports-dir with the folder of your runs.',
  });
}
