/** A recipe of the mapping file becomes a value to make: names of columns become positions. */
import type { MadeValue, ValueOrigin } from '../../core/made-value.js';
import type { FieldRecipe, ValueRecipe } from '../../core/mapping-file.js';
import { findColumn, lookUpColumn } from '../columns.js';

/** Where a recipe is, for messages and defaults. */
export interface RecipePlace {
  readonly columns: readonly string[];
  /** The field as the mapping writes it. */
  readonly field: string;
  /** The path within the mapping: `address.street.join[1]`. */
  readonly path: string;
}

/** The column that a recipe is as it stands, from 0; undefined where a value is made. */
export function findPlainColumn(recipe: FieldRecipe, { columns, path }: RecipePlace): number | undefined {
  if (typeof recipe !== 'string' || toLongForm(recipe, columns) !== undefined) return undefined;
  return findColumn(columns, recipe, path);
}

/** Throws `config_invalid` for a column that the source does not have; says where in the mapping it is. */
export function toMadeValue(recipe: FieldRecipe, place: RecipePlace): MadeValue {
  if (typeof recipe !== 'string') return toMade(recipe, place);
  const long = toLongForm(recipe, place.columns);
  if (long !== undefined) return toMade(long, place);
  return { from: { kind: 'column', at: findColumn(place.columns, recipe, place.path) } };
}

function toMade(recipe: ValueRecipe, place: RecipePlace): MadeValue {
  const { steps, values, otherwise } = recipe;
  return {
    from: toOrigin(recipe, place),
    ...(steps === undefined ? {} : { steps }),
    ...(values === undefined ? {} : { values }),
    ...(otherwise === undefined ? {} : { otherwise }),
    ...(recipe.default === undefined ? {} : { default: recipe.default }),
  };
}

function toOrigin(recipe: ValueRecipe, place: RecipePlace): ValueOrigin {
  const { column = '', join, first, constant, separator = toSeparator(place.field) } = recipe;
  if (constant !== undefined) return { kind: 'constant', text: constant };
  if (join !== undefined) return { kind: 'join', parts: toParts(join, 'join', place), separator };
  if (first !== undefined) return { kind: 'first', parts: toParts(first, 'first', place) };
  return { kind: 'column', at: findColumn(place.columns, column, `${place.path}.column`) };
}

function toParts(
  parts: readonly FieldRecipe[],
  key: 'join' | 'first',
  place: RecipePlace,
): readonly MadeValue[] {
  return parts.map((part, at) => toMadeValue(part, { ...place, path: `${place.path}.${key}[${at}]` }));
}

/** The lines of a street are set apart as people write them in one line. */
function toSeparator(field: string): string {
  return field === 'address.street' ? ', ' : ' ';
}

/**
 * `addr1+addr2` joins columns, and `tel_no,mob_no` is the first that is not empty; undefined for the name of one column, which
 * may have these characters itself.
 */
function toLongForm(text: string, columns: readonly string[]): ValueRecipe | undefined {
  if (!/[+,]/.test(text) || lookUpColumn(columns, text) !== undefined) return undefined;
  const parts = text.split(/[+,]/).map((part) => part.trim());
  // Without any column among them, it is one name with a mistake.
  if (parts.includes('') || !parts.some((part) => lookUpColumn(columns, part) !== undefined))
    return undefined;
  const joined = text.split(',').map((part): FieldRecipe => {
    const names = part.split('+').map((name) => name.trim());
    return names.length === 1 ? (names[0] ?? '') : { join: names };
  });
  const [only] = joined;
  return joined.length === 1 && typeof only === 'object' ? only : { first: joined };
}

/** The positions of all columns that a value is made of. */
export function listColumns({ from }: MadeValue): readonly number[] {
  switch (from.kind) {
    case 'column':
      return [from.at];
    case 'constant':
      return [];
    case 'join':
    case 'first':
      return from.parts.flatMap(listColumns);
  }
}
