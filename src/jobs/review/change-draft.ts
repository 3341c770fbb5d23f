/** One change of a mapping in progress. Pure. */
import type { ValueRecipe } from '../../core/mapping-file.js';
import { BulkError } from '../../core/errors.js';
import { readFieldAnswer } from '../map/choose-fields.js';
import type { MappingChange } from './answers/map.js';
import { listRecipePositions, toColumnName, toFieldOf, type Draft } from './draft.js';

export interface ChangedDraft {
  readonly draft: Draft;
  /** Of the step: `Status: metaData.status`. */
  readonly name: string;
}

/** Throws `config_invalid` for a field or column that is unknown. */
export function changeDraft(draft: Draft, change: MappingChange, columns: readonly string[]): ChangedDraft {
  switch (change.kind) {
    case 'field': {
      const field = change.field === '' ? '' : readField(change.field);
      const name = `${describe(columns, change.at)}: ${field === '' ? 'left out' : field}`;
      return { draft: setField(takeOut(draft, change.at, columns), change.at, field), name };
    }
    case 'only': {
      const field = readField(change.field);
      const others = draft.columns.map((one, at) => (one === field && at !== change.at ? '' : one));
      const recipes = without(draft.recipes, field);
      const only = setField({ ...draft, columns: others, recipes }, assertColumn(columns, change.at), field);
      return { draft: only, name: `${field}: only ${describe(columns, change.at)}` };
    }
    case 'join': {
      const field = readField(change.field);
      const names = change.columns.map((at) => toColumnName(columns, assertColumn(columns, at)));
      const free = change.columns.reduce((before, at) => takeOut(before, at, columns), draft);
      const recipe: ValueRecipe = { join: names, separator: change.separator };
      return { draft: setRecipe(free, field, recipe), name: `${field}: ${names.join(' + ')}` };
    }
    case 'constant': {
      const field = readField(change.field);
      if (change.value === '') throw toInvalid('A constant needs a value.', 'Type one, or remove the rule.');
      return {
        draft: setRecipe(draft, field, { constant: change.value }),
        name: `${field} = ${change.value}`,
      };
    }
    case 'values':
      return changeValues(draft, change, columns);
    case 'remove': {
      const field = readField(change.field);
      const positions = listRecipePositions(draft.recipes[field], columns);
      const recipes = without(draft.recipes, field);
      const [only] = positions;
      const bare = { ...draft, recipes };
      return {
        draft: only !== undefined && positions.length === 1 ? setField(bare, only, field) : bare,
        name: `rule of ${field} removed`,
      };
    }
  }
}

function changeValues(
  draft: Draft,
  { at, values }: Extract<MappingChange, { kind: 'values' }>,
  columns: readonly string[],
): ChangedDraft {
  const field = toFieldOf(draft, assertColumn(columns, at), columns);
  if (field === null || field === '')
    throw toInvalid(`The column ${describe(columns, at)} goes to no field.`, 'Choose its field first.');
  const known = draft.recipes[field];
  const positions = listRecipePositions(known, columns);
  if (positions.length > 1)
    throw toInvalid(
      `${field} is made of ${positions.length} columns.`,
      'Change its values in the mapping file.',
    );
  const before = known ?? { column: toColumnName(columns, at) };
  const kept = Object.fromEntries(
    Object.entries({ ...before.values, ...values }).filter(([from, to]) => from !== to),
  );
  const next = setField(draft, at, '');
  return {
    draft: { ...next, recipes: { ...next.recipes, [field]: { ...before, values: kept } } },
    name: `values of ${describe(columns, at)}`,
  };
}

/** The column is no part of a rule any more. */
function takeOut(draft: Draft, at: number, columns: readonly string[]): Draft {
  assertColumn(columns, at);
  let next: Draft = { ...draft, columns: draft.columns.map((field, index) => (index === at ? '' : field)) };
  for (const [field, recipe] of Object.entries(draft.recipes)) {
    if (!listRecipePositions(recipe, columns).includes(at)) continue;
    const recipes = without(next.recipes, field);
    next = { ...next, recipes };
    const key = recipe.join === undefined ? 'first' : 'join';
    const left = (recipe[key] ?? []).filter(
      (part) =>
        !listRecipePositions(typeof part === 'string' ? { column: part } : part, columns).includes(at),
    );
    const [only] = left;
    if (left.length > 1)
      next = { ...next, recipes: { ...next.recipes, [field]: { ...recipe, [key]: left } } };
    else if (typeof only === 'string')
      next = setField(next, listRecipePositions({ column: only }, columns)[0] ?? at, field);
    else if (only !== undefined) next = { ...next, recipes: { ...next.recipes, [field]: only } };
  }
  return next;
}

function setField(draft: Draft, at: number, field: string): Draft {
  return { ...draft, columns: draft.columns.map((one, index) => (index === at ? field : one)) };
}

/** A rule takes the place of the columns that were the field. */
function setRecipe(draft: Draft, field: string, recipe: ValueRecipe): Draft {
  const columns = draft.columns.map((one) => (one === field ? '' : one));
  return { ...draft, columns, recipes: { ...draft.recipes, [field]: recipe } };
}

function readField(text: string): string {
  const answer = readFieldAnswer(text);
  if (answer.isField) return answer.field;
  throw toInvalid(answer.message, 'Choose a field of the list, or metaData.<name>.');
}

function assertColumn(columns: readonly string[], at: number): number {
  if (at in columns) return at;
  throw toInvalid(`There is no column ${at + 1}.`, `The source has ${columns.length} columns.`);
}

function describe(columns: readonly string[], at: number): string {
  const name = columns[assertColumn(columns, at)]?.trim() ?? '';
  return name === '' ? `column ${at + 1}` : name;
}

function toInvalid(message: string, hint: string): BulkError {
  return new BulkError('config_invalid', message, { hint });
}

function without(recipes: Draft['recipes'], field: string): Draft['recipes'] {
  return Object.fromEntries(Object.entries(recipes).filter(([name]) => name !== field));
}
