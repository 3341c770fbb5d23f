/** The mapping of a review while a person decides it: a field for each column, and the rules of what is made. Pure. */
import {
  listRecipes,
  type FieldRecipe,
  type MappingFile,
  type ValueRecipe,
} from '../../core/mapping-file.js';
import type { Mapping } from '../../core/types.js';
import { lookUpColumn } from '../../map/columns.js';
import { toTargetName } from '../../map/header.js';

export interface Draft {
  /** By position: the field that the column is as it stands; empty: left out; null: not decided. */
  readonly columns: readonly (string | null)[];
  /** Fields that are made, by name, as the mapping file writes them. */
  readonly recipes: Readonly<Record<string, ValueRecipe>>;
  /** Keys of the mapping file that only it can change. */
  readonly rest: Pick<MappingFile, 'where' | 'defaultCountry'>;
}

/** The draft that says what a mapping file and the names of the columns come to. */
export function toDraft(file: MappingFile, mapping: Mapping, undecided: ReadonlySet<number>): Draft {
  const { columns } = mapping;
  const recipes = Object.fromEntries(
    listRecipes(file)
      .map(([field, recipe]) => [field, toValueRecipe(recipe, columns)] as const)
      .filter((entry): entry is [string, ValueRecipe] => entry[1] !== undefined),
  );
  return {
    columns: mapping.uses.map((use, at) => {
      if (use.kind === 'part') return '';
      if (use.kind === 'ignored') return undecided.has(at) ? null : '';
      return toTargetName(use);
    }),
    recipes,
    rest: { where: file.where, defaultCountry: file.defaultCountry },
  };
}

/** Undefined for a column as it stands. */
function toValueRecipe(recipe: FieldRecipe, columns: readonly string[]): ValueRecipe | undefined {
  if (typeof recipe !== 'string') {
    const isPlain = Object.keys(recipe).length === 1 && recipe.column !== undefined;
    return isPlain ? undefined : recipe;
  }
  if (lookUpColumn(columns, recipe) !== undefined || !/[+,]/.test(recipe)) return undefined;
  const names = recipe.split(/[+,]/).map((name) => name.trim());
  return recipe.includes(',') ? { first: names } : { join: names };
}

/** The mapping file of a draft; `fault`: columns that want the same field. */
export function toFile(
  { columns: fields, recipes, rest }: Draft,
  columns: readonly string[],
): { readonly file: MappingFile; readonly rivals: ReadonlyMap<string, readonly number[]> } {
  const byField = new Map<string, number[]>();
  for (const [at, field] of fields.entries()) {
    if (field === null || field === '') continue;
    byField.set(field, [...(byField.get(field) ?? []), at]);
  }
  const used = new Set(Object.values(recipes).flatMap((recipe) => listColumnNames(recipe)));
  const ignored = fields.flatMap((field, at) => {
    const name = toColumnName(columns, at);
    return field === '' && !used.has(name) ? [name] : [];
  });
  const { where, defaultCountry } = rest;
  return {
    file: {
      ...Object.fromEntries([...byField].map(([field, [at = 0]]) => [field, toColumnName(columns, at)])),
      ...recipes,
      ...(where === undefined ? {} : { where }),
      ...(defaultCountry === undefined ? {} : { defaultCountry }),
      ...(ignored.length === 0 ? {} : { ignore: ignored }),
    },
    rivals: new Map(
      [...byField].flatMap(([field, positions]): [string, readonly number[]][] => {
        const all = Object.hasOwn(recipes, field)
          ? [...listRecipePositions(recipes[field], columns), ...positions]
          : positions;
        return all.length > 1 ? [[field, all]] : [];
      }),
    ),
  };
}

/** The column's name, or its position where another column has the name, or it has none. */
export function toColumnName(columns: readonly string[], at: number): string {
  const name = columns[at] ?? '';
  const same = columns.filter((column) => column === name).length;
  return same === 1 && name.trim() !== '' && !/^#\d+$/.test(name) ? name : `#${at + 1}`;
}

function listColumnNames({ column, join, first }: ValueRecipe): string[] {
  const parts = [...(join ?? []), ...(first ?? [])];
  return [
    ...(column === undefined ? [] : [column]),
    ...parts.flatMap((part) => (typeof part === 'string' ? [part] : listColumnNames(part))),
  ];
}

/** The positions of the columns that a recipe reads. */
export function listRecipePositions(recipe: ValueRecipe | undefined, columns: readonly string[]): number[] {
  if (recipe === undefined) return [];
  return listColumnNames(recipe).flatMap((name) => lookUpColumn(columns, name)?.[0] ?? []);
}

/** The field that a column is, or is part of; empty: left out; null: not decided. */
export function toFieldOf(draft: Draft, at: number, columns: readonly string[]): string | null {
  const field = draft.columns[at] ?? null;
  if (field !== '') return field;
  const made = Object.entries(draft.recipes).find(([, recipe]) =>
    listRecipePositions(recipe, columns).includes(at),
  );
  return made?.[0] ?? '';
}
