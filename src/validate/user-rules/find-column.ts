/** Finds what a rule names: a column, or a field that the mapping makes. */
import { BulkError } from '../../core/errors.js';
import type { ColumnUse, FieldTarget, Mapping } from '../../core/types.js';
import { showText } from '../finding.js';

/** The position of a column, or the name of a field that is made. */
export type RuleColumn = { readonly at: number } | { readonly field: string };

/**
 * A column by its name in the source, else by its field, also one that the mapping makes, else by its name ignoring case.
 * Throws `config_invalid` if there is no such column.
 */
export function findColumn({ columns, uses, made = [] }: Mapping, name: string): RuleColumn {
  const wanted = name.trim();
  const named = columns.map((column) => column.trim());
  const madeNames = new Set(made.map(({ target }) => toMadeName(target)));
  const at = [named.indexOf(wanted), uses.findIndex((use) => toFieldName(use) === wanted)].find(isFound);
  if (at !== undefined) return { at };
  if (madeNames.has(wanted)) return { field: wanted };
  const alike = named.findIndex((column) => column.toLowerCase() === wanted.toLowerCase());
  if (isFound(alike)) return { at: alike };
  throw new BulkError(
    'config_invalid',
    `The rules name the column ${showText(name)}, which the source does not have. It has ${columns.map(showText).join(', ')}.`,
    { hint: 'Correct the column in the rules file, or take the rule out.' },
  );
}

const isFound = (at: number): boolean => at >= 0;

/** A half of the name that is made makes the name. */
function toMadeName(target: FieldTarget): string {
  return toFieldName(target) ?? 'name';
}

function toFieldName(use: ColumnUse): string | undefined {
  if (use.kind === 'field') return use.field;
  return use.kind === 'metaData' ? `metaData.${use.key}` : undefined;
}
