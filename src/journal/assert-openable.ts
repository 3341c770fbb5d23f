/** Why a journal that may be sound can't be opened by this user. */
import { accessSync, constants, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { BulkError } from '../core/errors.js';
import { mayBeThere } from '../core/look-at.js';
import { toReasonText } from '../core/system-reason.js';
import { toDamaged } from './journal-error.js';

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
