/** The name and the folder of a new run. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { ImportOptions } from '../../config/options.js';
import { type Clock, toIso } from '../../core/clock.js';
import { BulkError, toSystemCode } from '../../core/errors.js';
import { makeFolder } from '../../core/make-folder.js';
import { toReasonText } from '../../core/system-reason.js';
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

/** Throws `run_exists` if another process has made the folder in the last moment, `output_unwritable`. */
export function makeNewFolder(folder: string, id: string): void {
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (cause) {
    // A symbolic link to nothing is no run.
    if (toSystemCode(cause) === 'EEXIST' && existsSync(folder)) throw toExists(folder, id);
    throw new BulkError(
      'output_unwritable',
      `The folder ${folder} can not be made: ${toReasonText(cause)}.`,
      {
        cause,
      },
    );
  }
}

function toExists(folder: string, id: string): BulkError {
  return new BulkError('run_exists', `There is a run ${id} in ${dirname(folder)} already.`);
}

/** `20261122-172231-4f1c`: sorts by time, and two started in one second differ. */
function toRunId(clock: Clock): string {
  const stamp = toIso(clock.now()).replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  return `${stamp}-${randomBytes(2).toString('hex')}`;
}
