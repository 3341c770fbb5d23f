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

/** Throws `config_invalid` if text options are given for a source that is no text: `what` it is. */
export function assertNoTextOptions(name: string, options: ReadOptions, what = 'workbook'): void {
  const given = (['delimiter', 'encoding', 'dialect', 'escape'] as const).find(
    (option) => options[option] !== undefined,
  );
  if (given === undefined) return;
  const option = `--${given}`;
  throw new BulkError('config_invalid', `${name} is a ${what}, and ${option} does not apply to ${what}s.`, {
    hint: `Leave ${option} out.`,
  });
}

/** Throws `config_invalid` if options of a table are given for a source that is not one: `what` it is. */
export function assertNoTable(name: string, what: string, options: ReadOptions): void {
  const given = (['delimiter', 'sheet', 'dialect', 'escape'] as const).find(
    (option) => options[option] !== undefined,
  );
  if (given === undefined) return;
  const option = `--${given}`;
  throw new BulkError('config_invalid', `${name} is ${what}, and ${option} does not apply to it.`, {
    hint: `Leave ${option} out.`,
  });
}

/** Throws `config_invalid` if a query is given for a source that is no database. */
export function assertNoQuery(name: string, { query }: ReadOptions): void {
  if (query === undefined) return;
  throw new BulkError(
    'config_invalid',
    `${name} is no SQLite database, and \`--query\` reads nothing else.`,
    {
      hint: 'Leave --query out, or give the database file.',
    },
  );
}
