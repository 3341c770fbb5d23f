/** Refuses a journal that this user can't open, or that is damaged. */
import { accessSync, constants, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { BulkError } from '../core/errors.js';
import { mayBeThere } from '../core/look-at.js';
import { toReasonText } from '../core/system-reason.js';
import { toDamaged } from './journal-error.js';
import type { SqlFile } from './open.js';

/** Throws `run_unknown`, `output_unwritable` where this user may not open it, `journal_damaged` for an empty one. */
export function assertOpenable(path: string): void {
  if (!mayBeThere(path)) throw new BulkError('run_unknown', `There is no journal at ${path}.`);
  try {
    accessSync(dirname(path), constants.W_OK);
    accessSync(path, constants.R_OK | constants.W_OK);
  } catch (cause) {
    throw new BulkError(
      'output_unwritable',
      `The journal ${path} can not be opened: ${toReasonText(cause)}.`,
      {
        cause,
        hint: 'SQLite writes beside a journal even to read it. Type the command as the user who made the run.',
      },
    );
  }
  if (statSync(path).size === 0) throw toDamaged(path, 'it is empty');
}

/** Reads the whole file once. Throws `journal_damaged`: otherwise a damaged page might be met in the middle of a run. */
export function assertSound(file: SqlFile): void {
  const found = file.prepare('PRAGMA quick_check(1)').get<{ quick_check: string }>([])?.quick_check;
  if (found !== 'ok') throw toDamaged(file.path, found ?? 'it can not be checked');
}
