/** The customer of a row by name: people look a row up by its customer, not by its number. */
import { makeTextReader } from '../core/own-columns.js';
import type { Mapping, PlainField, SourceRow } from '../core/types.js';
import { makeRowMapper } from './apply.js';

/** The value that names the customer, and the field that it is of. */
export interface RowName {
  readonly field: 'name' | 'externalId' | 'email' | 'uid';
  readonly text: string;
}

const FIELDS = ['name', 'externalId', 'email', 'uid'] as const;

/** Returns a function that gives the name of a row, else its first key that is not empty; undefined if it has neither. */
export function makeRowNamer(mapping: Mapping): (row: SourceRow) => RowName | undefined {
  const toFields = makeFieldsReader(mapping);
  return (row) => {
    const fields = toFields(row);
    for (const field of FIELDS) {
      const text = fields[field]?.trim() ?? '';
      if (text !== '') return { field, text };
    }
    return undefined;
  };
}

type Fields = Partial<Record<PlainField, string>>;

/** Reads only these cells where no field is made of others. */
function makeFieldsReader(mapping: Mapping): (row: SourceRow) => Fields {
  const { made = [], uses } = mapping;
  const isJoined = uses.some(({ kind }) => kind === 'first_name' || kind === 'last_name');
  if (made.length > 0 || isJoined) {
    const toMapped = makeRowMapper(mapping);
    return (row) => toMapped(row).fields;
  }
  const places = FIELDS.map((field) => ({
    field,
    at: uses.findIndex((use) => use.kind === 'field' && use.field === field),
  })).filter(({ at }) => at >= 0);
  const toText = makeTextReader(mapping.columns);
  return ({ cells }) => Object.fromEntries(places.map(({ at, field }) => [field, toText(cells[at] ?? '')]));
}
