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

/** Throws `config_invalid` where text options are given for a workbook. */
export function assertNoTextOptions(name: string, { delimiter, encoding }: ReadOptions): void {
  const option =
    delimiter === undefined ? (encoding === undefined ? undefined : '--encoding') : '--delimiter';
  if (option === undefined) return;
  throw new BulkError('config_invalid', `${name} is a workbook, for which ${option} means nothing.`, {
    hint: `Leave ${option} out.`,
  });
}
