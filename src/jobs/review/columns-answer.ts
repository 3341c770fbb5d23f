/** The columns of a source as Map shows them: the field of each and why, the keys, the rules, and which fields are missing. */
import { CODES } from '../../core/codes.js';
import { MATCH_KEYS, PLAIN_FIELDS } from '../../core/types.js';
import { listMissing } from '../../map/propose/propose.js';
import type { ColumnsAnswer, KeyUse, SourceColumn } from './answers/map.js';
import type { DraftMapping } from './draft-mapping.js';
import { listRecipePositions, toFieldOf, toFile } from './draft.js';
import { toMappingRules } from './mapping-rules.js';
import type { ReviewFacts, ReviewStore } from './store.js';

const FIELD_GROUPS: ColumnsAnswer['fields'] = [
  { group: 'needed', names: ['externalId', 'name', 'firstName', 'lastName', 'email'] },
  { group: 'customer', names: ['phone', 'description'] },
  { group: 'address', names: PLAIN_FIELDS.filter((field) => field.startsWith('address.')) },
  { group: 'other', names: ['uid', 'metaData', 'provisionAddress', 'subAccountId'] },
];

export function toColumnsAnswer(store: ReviewStore, drafted: DraftMapping): ColumnsAnswer {
  // Read once: with 2,000 columns, each of them takes a while.
  const draft = store.require('draft');
  const source = store.require('source');
  const proposed = store.require('proposed');
  const { columns, doubts } = source;
  const { rivals } = toFile(draft, columns);
  const fields = columns.map((_name, at) => toFieldOf(draft, at, columns) ?? '');
  const known = { draft, source, proposed, rivals };
  return {
    revision: store.revision,
    columns: columns.map((_name, at) => toColumn(store, at, known)),
    fields: FIELD_GROUPS,
    keys: toKeys(store, fields),
    rules: toMappingRules(draft, columns),
    doubts: doubts.map(({ code, message, hint }) => ({
      text: message,
      remedy: hint ?? CODES[code].remedy,
    })),
    missing: listMissing([...fields, ...Object.keys(draft.recipes)].map((field) => ({ field }))),
    ...(drafted.isSound ? {} : { fault: drafted.fault }),
  };
}

/** What the columns are made of. */
interface Known extends Pick<ReviewFacts, 'draft' | 'source' | 'proposed'> {
  readonly rivals: ReadonlyMap<string, readonly number[]>;
}

function toColumn(
  store: ReviewStore,
  at: number,
  { draft, source, proposed: all, rivals }: Known,
): SourceColumn {
  const { columns, profile, rows } = source;
  const { proposals, unsure } = all;
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
    rivals: [...rivals.values()].find((some) => some.includes(at))?.filter((other) => other !== at) ?? [],
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
