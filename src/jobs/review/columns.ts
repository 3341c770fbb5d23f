/** What Map shows: each column with the field it goes to and why, the keys, the rules, and one row as it would be sent. */
import type { ImportOptions } from '../../config/options.js';
import { isBulkError, type BulkError } from '../../core/errors.js';
import type { MappingFile, ValueRecipe } from '../../core/mapping-file.js';
import { MATCH_KEYS, PLAIN_FIELDS, type Mapping } from '../../core/types.js';
import { toMapping } from '../../map/mapping.js';
import { listMissing } from '../../map/propose/propose.js';
import { listCountries } from '../../validate/rules/country-names.js';
import type { ColumnsAnswer, KeyUse, MappingRule, SourceColumn, ValuesAnswer } from './answers/map.js';
import { listRecipePositions, toColumnName, toFieldOf, toFile, type Draft } from './draft.js';
import type { ReviewSource, ReviewStore } from './store.js';

export type DraftMapping =
  | { readonly isSound: true; readonly file: MappingFile; readonly mapping: Mapping }
  | {
      readonly isSound: false;
      readonly file: MappingFile;
      readonly fault: { readonly text: string; readonly remedy: string };
    };

/** What a draft comes to, or why no import would take it. */
export function toDraftMapping(
  draft: Draft,
  { columns, headerLine }: Pick<ReviewSource, 'columns' | 'headerLine'>,
  { unknownColumns }: Pick<ImportOptions, 'unknownColumns'>,
): DraftMapping {
  const { file, rivals } = toFile(draft, columns);
  const [rival] = rivals;
  if (rival !== undefined) {
    const [field, positions] = rival;
    const names = positions.map((at) => toColumnName(columns, at)).join(' and ');
    return {
      isSound: false,
      file,
      fault: { text: `${names} go to the same field, ${field}.`, remedy: 'Join them, or use only one.' },
    };
  }
  try {
    const mapping = toMapping(columns, { map: file, headerLine, unknownColumns });
    const fault = mapping.issues.find(({ severity }) => severity === 'error');
    if (fault === undefined) return { isSound: true, file, mapping };
    return {
      isSound: false,
      file,
      fault: { text: fault.message, remedy: 'Choose its field, or leave it out.' },
    };
  } catch (error) {
    if (!isBulkError(error)) throw error;
    return { isSound: false, file, fault: toFault(error) };
  }
}

function toFault({ code, message, hint }: BulkError): { text: string; remedy: string } {
  const isHeader = code === 'header_missing';
  return {
    text: isHeader ? 'No column goes to the name.' : message,
    remedy: isHeader ? 'Choose the column with the name; the API requires one.' : hint,
  };
}

const FIELD_GROUPS: ColumnsAnswer['fields'] = [
  { group: 'needed', names: ['externalId', 'name', 'firstName', 'lastName', 'email'] },
  { group: 'customer', names: ['phone', 'description'] },
  { group: 'address', names: PLAIN_FIELDS.filter((field) => field.startsWith('address.')) },
  { group: 'other', names: ['uid', 'metaData', 'provisionAddress', 'subAccountId'] },
];

export function toColumnsAnswer(store: ReviewStore, drafted: DraftMapping): ColumnsAnswer {
  const draft = store.require('draft');
  const source = store.require('source');
  const { columns } = source;
  const { rivals } = toFile(draft, columns);
  const fields = columns.map((_name, at) => toFieldOf(draft, at, columns) ?? '');
  return {
    revision: store.revision,
    columns: columns.map((_name, at) => toColumn(store, at, rivals)),
    fields: FIELD_GROUPS,
    keys: toKeys(store, fields),
    rules: toRules(draft, columns),
    missing: listMissing([...fields, ...Object.keys(draft.recipes)].map((field) => ({ field }))),
    ...(drafted.isSound ? {} : { fault: drafted.fault }),
  };
}

function toColumn(
  store: ReviewStore,
  at: number,
  rivals: ReadonlyMap<string, readonly number[]>,
): SourceColumn {
  const draft = store.require('draft');
  const { columns, profile, rows } = store.require('source');
  const { proposals, unsure } = store.require('proposed');
  const field = toFieldOf(draft, at, columns);
  const proposed = proposals.find((one) => one.at === at);
  const joined = Object.entries(draft.recipes).find(
    ([name, recipe]) => name === field && listRecipePositions(recipe, columns).length > 1,
  );
  const part = joined === undefined ? 0 : listRecipePositions(joined[1], columns).indexOf(at) + 1;
  const { filled = 0, samples = [] } = profile[at] ?? {};
  return {
    at,
    name: columns[at] ?? '',
    samples,
    filled: rows === 0 ? 0 : filled / rows,
    field: field ?? '',
    ...(part === 0 ? {} : { part }),
    why: toWhy(field, proposed, unsure.find((one) => one.at === at)?.reason),
    state: field === null ? 'open' : field === '' ? 'left_out' : 'decided',
    proposals:
      field === null
        ? [...(proposed === undefined ? [] : [proposed.field]), `metaData.${toKey(columns[at] ?? '')}`]
        : [],
    isKey: MATCH_KEYS.some((key) => key === field),
    rivals: [...rivals.values()].find((all) => all.includes(at))?.filter((other) => other !== at) ?? [],
    unknownValues: store.problems.listUnknownValues(at).length,
  };
}

function toWhy(
  field: string | null,
  proposed: { readonly field: string; readonly reason: string } | undefined,
  unsure: string | undefined,
): string {
  if (proposed !== undefined && (field === null || field === proposed.field)) return proposed.reason;
  if (field === null) return unsure ?? 'Its name says nothing that is known.';
  return field === '' ? (unsure ?? 'Left out.') : 'You chose it, or the mapping file does.';
}

/** A key of metaData that needs no quotes. */
function toKey(name: string): string {
  const key = name
    .trim()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '_')
    .replaceAll(/^_+|_+$/g, '');
  return key === '' ? 'column' : key;
}

function toKeys(store: ReviewStore, fields: readonly string[]): KeyUse[] {
  const { columns, profile, rows } = store.require('source');
  return store.require('options').match.flatMap((field) => {
    const at = fields.indexOf(field);
    if (at < 0) return [];
    return [
      {
        field,
        column: columns[at] ?? '',
        filled: profile[at]?.filled ?? 0,
        rows,
        twice: store.keys.countShared(field),
      },
    ];
  });
}

function toRules({ recipes, rest }: Draft, columns: readonly string[]): MappingRule[] {
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
