/** The mapping that a review begins with: what the user gave, else what the columns' names and values propose. Pure. */
import type { ImportOptions } from '../../config/options.js';
import { isBulkError } from '../../core/errors.js';
import { listRecipes, type MappingFile } from '../../core/mapping-file.js';
import type { Mapping } from '../../core/types.js';
import type { toMapping } from '../../map/mapping.js';
import { toDraft, type Draft } from './draft.js';
import type { ReadSource } from './read-source.js';

/** Throws `config_invalid` for a mapping file that does not fit the source. */
export function toFirstDraft(
  { source, proposed }: ReadSource,
  { map, unknownColumns }: ImportOptions,
  toMappingOf: typeof toMapping,
): Draft {
  const { columns, headerLine } = source;
  const given = listRecipes(map).length > 0;
  const file: MappingFile = given ? map : { ...proposed.mapping, ...map };
  const undecided = new Set(given ? [] : proposed.unsure.map(({ at }) => at));
  try {
    return toDraft(file, toMappingOf(columns, { map: file, headerLine, unknownColumns }), undecided);
  } catch (error) {
    if (!isBulkError(error) || given) throw error;
    // No import would take it as it is, such as one without a name: a person decides.
    return toDraft(file, toProposedUses(proposed, columns), undecided);
  }
}

function toProposedUses({ proposals }: ReadSource['proposed'], columns: readonly string[]): Mapping {
  const fields = new Map(proposals.map(({ at, field }) => [at, field]));
  return {
    columns,
    uses: columns.map((_name, at) => {
      const field = fields.get(at);
      if (field === undefined) return { kind: 'ignored' };
      if (field.startsWith('metaData.')) return { kind: 'metaData', key: field.slice('metaData.'.length) };
      if (field === 'firstName') return { kind: 'first_name' };
      if (field === 'lastName') return { kind: 'last_name' };
      return { kind: 'field', field } as Mapping['uses'][number];
    }),
    issues: [],
  };
}
