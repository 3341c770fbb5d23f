/** A run that ends because a file of it can't be written: what it did before is kept, and it can be continued. */
import { CODES } from '../../core/codes.js';
import { BulkError, isBulkError } from '../../core/errors.js';
import { toRunCommand, type Start } from '../command-text.js';

/** What `act` gives; an `output_unwritable` that it throws names the command that continues the run. */
export async function namingRun<T>(
  { id }: { readonly id: string },
  place: { readonly reportsDir: string },
  start: Start,
  act: () => Promise<T>,
): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!isBulkError(error) || error.hint !== CODES.output_unwritable.remedy) throw error;
    const { code, message, context } = error;
    const hint = `Check the folder, its permissions and the free space. Then continue the run: ${toRunCommand(start, 'resume', id, place)}`;
    throw new BulkError(code, message, { hint, context, cause: error });
  }
}
