import { isBulkError } from '../core/errors.js';
import type { LiveRow, RowPatch } from '../core/journal-port.js';
import type { RowState } from '../core/types.js';
import type { SendContext } from './context.js';

/**
 * Sends, and where the run ends by it (credential refused: 401, 403), first moves the row back: a refused request took no
 * effect, so nothing is in doubt. Rethrows.
 */
export async function sendGuarded<T>(
  send: () => Promise<T>,
  row: LiveRow,
  back: RowState,
  { journal }: Pick<SendContext, 'journal'>,
  patch: RowPatch = {},
): Promise<T> {
  try {
    return await send();
  } catch (error) {
    // Of any other error nobody knows whether the request took effect: the row stays as it is, and is in doubt at resume.
    if (!isBulkError(error) || error.code !== 'credential_rejected') throw error;
    await journal.move(row, back, patch, {
      kind: 'end',
      httpStatus: undefined,
      result: 'refused',
      message: String(error),
    });
    throw error;
  }
}
