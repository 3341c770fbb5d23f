/** The rules of a mapping as Map lists them: fields that are not simply the text of one column, and the filter of rows. */
import type { ValueRecipe } from '../../core/mapping-file.js';
import type { MappingRule } from './answers/map.js';
import { listRecipePositions, toColumnName, type Draft } from './draft.js';

export function toMappingRules({ recipes, rest }: Draft, columns: readonly string[]): MappingRule[] {
  const made = Object.entries(recipes).map(([field, recipe]): MappingRule => {
    const kind = toRuleKind(recipe);
    const positions = listRecipePositions(recipe, columns);
    const names = positions.map((at) => toColumnName(columns, at));
    const texts = {
      join: `Join: ${names.join(' + ')}`,
      first: `First that is filled: ${names.join(', ')}`,
      constant: `Constant: ${field} = ${recipe.constant ?? ''}`,
      values: `Values of ${names.join(', ')}: ${Object.keys(recipe.values ?? {}).length}`,
      other: `${field} is made of ${names.join(', ')}`,
    };
    return {
      ...{
        kind,
        field,
        columns: positions,
        text: texts[kind],
        isEditable: kind !== 'other' && kind !== 'first',
      },
      ...(recipe.constant === undefined ? {} : { value: recipe.constant }),
      ...(kind === 'join'
        ? { separator: recipe.separator ?? (field === 'address.street' ? ', ' : ' ') }
        : {}),
    };
  });
  if (rest.where === undefined) return made;
  const text = `Only rows where ${Object.keys(rest.where).join(', ')} ${Object.keys(rest.where).length === 1 ? 'is' : 'are'} as the mapping file says`;
  return [...made, { kind: 'where', field: '', columns: [], text, isEditable: false }];
}

function toRuleKind(recipe: ValueRecipe): 'join' | 'first' | 'constant' | 'values' | 'other' {
  if (recipe.steps !== undefined || recipe.default !== undefined) return 'other';
  if (recipe.values !== undefined) return recipe.column === undefined ? 'other' : 'values';
  if (recipe.constant !== undefined) return 'constant';
  if (recipe.join?.every((part) => typeof part === 'string') === true) return 'join';
  return recipe.first?.every((part) => typeof part === 'string') === true ? 'first' : 'other';
}
