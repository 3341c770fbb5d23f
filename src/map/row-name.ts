/** The customer of a row by name: people look a row up by its customer, not by its number. */
import { makeTextReader } from '../core/own-columns.js';
import type { Mapping, SourceRow } from '../core/types.js';
import { makeRowMapper } from './apply.js';

/** The value that names the customer, and the field that it is of. */
export interface RowName {
  readonly field: 'name' | 'externalId' | 'email' | 'uid';
  readonly text: string;
}

const FIELDS = ['name', 'externalId', 'email', 'uid'] as const;

/** Returns a function that gives the name of a row, else its first key that is not empty; undefined if it has neither. */
export function makeRowNamer(mapping: Mapping): (row: SourceRow) => RowName | undefined {
  const readers = makeReaders(mapping);
  return (row) => {
    for (const { field, toText } of readers) {
      const text = toText(row).trim();
      if (text !== '') return { field, text };
    }
    return undefined;
  };
}

interface FieldReader {
  readonly field: RowName['field'];
  readonly toText: (row: SourceRow) => string;
}

/** Each reads one cell, where no field is made of others. */
function makeReaders(mapping: Mapping): readonly FieldReader[] {
  const { made = [], uses } = mapping;
  const isJoined = uses.some(({ kind }) => kind === 'first_name' || kind === 'last_name');
  if (made.length > 0 || isJoined) {
    const toMapped = makeRowMapper(mapping);
    return FIELDS.map((field) => ({ field, toText: (row) => toMapped(row).fields[field] ?? '' }));
  }
  const read = makeTextReader(mapping.columns);
  return FIELDS.flatMap((field) => {
    const at = uses.findIndex((use) => use.kind === 'field' && use.field === field);
    return at < 0 ? [] : { field, toText: ({ cells }) => read(cells[at] ?? '') };
  });
}
