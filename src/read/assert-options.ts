/** Options that are of no use for the source at hand: said, lest a mistake go unseen. */
import { BulkError } from '../core/errors.js';
import type { ReadOptions } from './options.js';

/** Throws `config_invalid` where a sheet is asked for in text. */
export function assertNoSheet(name: string, { sheet }: ReadOptions): void {
  if (sheet === undefined) return;
  throw new BulkError('config_invalid', `${name} is text, so it has no sheet ${JSON.stringify(sheet)}.`, {
    hint: 'Leave --sheet out, or give the workbook.',
  });
}
