/** Finds the column that a rule names. */
import { BulkError } from '../../core/errors.js';
import type { ColumnUse, Mapping } from '../../core/types.js';
import { showText } from '../finding.js';

/**
 * The position of a column: by its name in the source, else by its field, else by its name ignoring case. Throws
 * `config_invalid` if there is no such column.
 */
export function findColumn({ columns, uses }: Mapping, name: string): number {
  const wanted = name.trim();
  const named = columns.map((column) => column.trim());
  for (const at of [
    named.indexOf(wanted),
    uses.findIndex((use) => toFieldName(use) === wanted),
    named.findIndex((column) => column.toLowerCase() === wanted.toLowerCase()),
  ]) {
    if (at >= 0) return at;
  }
  throw new BulkError(
    'config_invalid',
    `The rules name the column ${showText(name)}, which the source does not have. It has ${columns.map(showText).join(', ')}.`,
    { hint: 'Correct the column in the rules file, or take the rule out.' },
  );
}

function toFieldName(use: ColumnUse): string | undefined {
  if (use.kind === 'field') return use.field;
  return use.kind === 'metaData' ? `metaData.${use.key}` : undefined;
}
