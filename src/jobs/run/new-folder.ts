/** The name and the folder of a new run. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { ImportOptions } from '../../config/options.js';
import { type Clock, toIso } from '../../core/clock.js';
import { BulkError } from '../../core/errors.js';
import type { JobDeps } from '../deps.js';
import { toRunFolder } from './find-run.js';
import { assertRunName } from './run-name.js';

/** The name and folder of a run that is not there yet. Throws `run_exists`. */
export function toNewFolder(
  { runId, reportsDir }: Pick<ImportOptions, 'reportsDir' | 'runId'>,
  { clock }: JobDeps,
) {
  const id = runId ?? toRunId(clock);
  const folder = toRunFolder(reportsDir, id);
  assertRunName(id, reportsDir);
  if (existsSync(folder)) throw toExists(folder, id);
  return { id, folder };
}

export function toExists(folder: string, id: string): BulkError {
  return new BulkError('run_exists', `There is a run ${id} in ${dirname(folder)} already.`);
}

/** `20261122-172231-4f1c`: sorts by time, and two started in one second differ. */
function toRunId(clock: Clock): string {
  const stamp = toIso(clock.now()).replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  return `${stamp}-${randomBytes(2).toString('hex')}`;
}
