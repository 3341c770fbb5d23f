/** Rejects options that do not apply to this kind of source, so that a mistake is noticed. */
import { BulkError } from '../core/errors.js';
import type { ReadOptions } from './options.js';

/** Throws `config_invalid` if a sheet is given for text. */
export function assertNoSheet(name: string, { sheet }: ReadOptions): void {
  if (sheet === undefined) return;
  throw new BulkError('config_invalid', `${name} is text, so it has no sheet ${JSON.stringify(sheet)}.`, {
    hint: 'Leave --sheet out, or give the workbook.',
  });
}

/** Throws `config_invalid` if text options are given for a workbook. */
export function assertNoTextOptions(name: string, options: ReadOptions): void {
  const given = (['delimiter', 'encoding', 'dialect', 'escape'] as const).find(
    (option) => options[option] !== undefined,
  );
  if (given === undefined) return;
  const option = `--${given}`;
  throw new BulkError('config_invalid', `${name} is a workbook, and ${option} does not apply to workbooks.`, {
    hint: `Leave ${option} out.`,
  });
}
