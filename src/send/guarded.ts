import type { LiveRow } from '../core/journal-port.js';
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
  { journal }: SendContext,
): Promise<T> {
  try {
    return await send();
  } catch (error) {
    await journal.move(
      row,
      back,
      {},
      { kind: 'end', httpStatus: undefined, result: 'refused', message: String(error) },
    );
    throw error;
  }
}
