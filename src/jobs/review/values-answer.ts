/** The distinct values of a column, what is sent for each, and what its field allows. */
import { listCountries } from '../../validate/rules/country-names.js';
import type { ValuesAnswer } from './answers/map.js';
import type { ReviewStore } from './store.js';

/** Values of the fields that do not take any text. */
const ALLOWED: Readonly<Record<string, () => readonly string[]>> = {
  'address.country': listCountries,
  provisionAddress: () => ['yes', 'no'],
};

/** Distinct values of a column that are listed. */
const MOST_VALUES = 200;

export function toValuesAnswer(
  store: ReviewStore,
  { column, field }: { readonly column: number; readonly field: string },
  toSent: (row: number) => string,
): ValuesAnswer {
  const unknown = new Set(store.problems.listUnknownValues(column));
  const all = store.rows.listValues(column);
  const values = all.map(({ value, rows, first }) => ({ value, rows, first, isKnown: !unknown.has(value) }));
  values.sort((a, b) => Number(a.isKnown) - Number(b.isKnown) || b.rows - a.rows);
  return {
    column,
    values: values
      .slice(0, MOST_VALUES)
      .map(({ value, rows, first, isKnown }) => ({ value, rows, sent: toSent(first), isKnown })),
    distinct: all.length,
    allowed: ALLOWED[field]?.() ?? [],
  };
}
