/** `where` of the mapping becomes conditions on positions. */
import type { RowCondition } from '../../core/made-value.js';
import type { Where, WhereCondition } from '../../core/where.js';
import { findColumn } from '../columns.js';

/** Throws `config_invalid` for a column that the source does not have. */
export function toConditions(where: Where, columns: readonly string[]): readonly RowCondition[] {
  return Object.entries(where).flatMap(([column, condition]) =>
    toColumnConditions(condition, findColumn(columns, column, `where.${column}`)),
  );
}

function toColumnConditions(condition: WhereCondition, at: number): RowCondition[] {
  if (typeof condition !== 'object' || Array.isArray(condition)) {
    return [{ at, is: 'one_of', values: toTexts(condition) }];
  }
  const { not, empty } = condition;
  return [
    ...(not === undefined ? [] : [{ at, is: 'none_of' as const, values: toTexts(not) }]),
    ...(empty === undefined
      ? []
      : [{ at, is: empty ? ('empty' as const) : ('filled' as const), values: [] }]),
  ];
}

type Scalar = string | number | boolean;

function toTexts(values: Scalar | readonly Scalar[]): string[] {
  return [values].flat().map((value) => String(value).trim());
}
