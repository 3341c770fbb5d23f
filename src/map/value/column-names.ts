/** The names of columns in a mapping, before the source is known. */
import { listRecipes, type FieldRecipe, type MappingFile } from '../../core/mapping-file.js';

/** All of them, those of short forms such as `a+b` as a whole and in parts. */
export function listColumnNames(file: MappingFile): readonly string[] {
  const { where = {}, defaultCountry } = file;
  const recipes = listRecipes(file).map(([, recipe]) => recipe);
  return [
    ...Object.keys(where),
    ...[...recipes, ...(defaultCountry === undefined ? [] : [defaultCountry])].flatMap(toNames),
  ];
}

function toNames(recipe: FieldRecipe): readonly string[] {
  if (typeof recipe === 'string') return [recipe, ...recipe.split(/[+,]/)];
  const { column, join = [], first = [] } = recipe;
  return [...(column === undefined ? [] : [column]), ...[...join, ...first].flatMap(toNames)];
}
