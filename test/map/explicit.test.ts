import { describe, expect, it } from 'vitest';
import { BulkError } from '../../src/core/errors.js';
import { toMapping, type MappingOptions } from '../../src/map/mapping.js';

function catchBulkError(columns: string[], options: MappingOptions): BulkError {
  try {
    toMapping(columns, options);
  } catch (error) {
    if (error instanceof BulkError) return error;
    throw error;
  }
  throw new Error('Expected a BulkError, but nothing was thrown.');
}

/** The fields, by position. */
function toFields(columns: string[], options: MappingOptions): string[] {
  return toMapping(columns, options).uses.map((use) =>
    use.kind === 'field' ? use.field : use.kind === 'metaData' ? `metaData.${use.key}` : use.kind,
  );
}

describe('--map', () => {
  it('names columns in any case, by position, or as headers are compared', () => {
    const columns = ['Kunde', 'Kunden-Nr', 'Ort', 'Postfach 7'];
    const map = {
      name: 'KUNDE',
      externalId: 'kunden nr',
      'address.city': '#3',
      'metaData.Box.No': 'Postfach 7',
    };
    expect(toFields(columns, { map })).toEqual(['name', 'externalId', 'address.city', 'metaData.Box.No']);
  });

  it('overrides an alias, whose column is then reported as left out', () => {
    const mapping = toMapping(['name', 'Email', 'Work Mail'], { map: { email: 'Work Mail' } });
    expect(mapping.uses[1]).toEqual({ kind: 'ignored' });
    expect(mapping.issues.map((issue) => issue.message)).toEqual([
      'Column 2 "Email" is not sent, because another column is email.',
    ]);
  });

  it('takes an alias for a field, and the halves of a name', () => {
    const columns = ['Vorname', 'Nachname', 'Name', 'P'];
    expect(toFields(columns, { map: { firstName: 'Vorname', 'last name': 'Nachname', zip: 'P' } })).toEqual([
      'first_name',
      'last_name',
      'ignored',
      'address.zipcode',
    ]);
  });

  it('finds a column whose name is like a position by its name', () => {
    expect(toFields(['name', 'x', '#2x', '#2'], { map: { email: '#2' } })).toEqual([
      'name',
      'ignored',
      'ignored',
      'email',
    ]);
  });

  it.each([
    ['an unknown field', { emial: 'x' }, 'the unknown field "emial"', 'Did you mean email?'],
    ['a field near to none', { quux: 'x' }, 'the unknown field "quux"', 'Expected uid, externalId'],
    [
      'an unknown column',
      { email: 'Mial' },
      'the column "Mial", which the source does not have',
      'Did you mean "Mail"?',
    ],
    ['a position beyond the last', { email: '#9' }, 'the column "#9"', '#1 to #5'],
    ['the position 0', { email: '#0' }, 'the column "#0"', '#1 to #5'],
    ['no column', { email: '' }, 'the column ""', '#1 to #5'],
    ['a column that exists twice', { email: 'Y' }, '2 columns are called "Y"', '#3 or #4'],
    ['a column twice', { email: 'x', phone: 'X' }, 'column 2 "x" to email and phone', ''],
    ['a field twice', { zip: 'x', 'address.zipcode': 'Mail' }, 'address.zipcode twice', ''],
    ['a whole name and a half', { name: 'x', firstName: 'Mail' }, 'both name and firstName', ''],
  ])('refuses %s', (_case, map, message, hint) => {
    const error = catchBulkError(['name', 'x', 'y', 'y', 'Mail'], { map });
    expect(error.code).toBe('config_invalid');
    expect(error.message).toContain(message);
    expect(error.hint).toContain(hint);
  });
});

describe('a mapping file', () => {
  it('maps as --map does, which wins over it', () => {
    const options = {
      mappingFile: { name: 'A', email: 'B', zip: 'D' },
      map: { email: 'C', 'address.zipcode': '#2' },
    };
    expect(toFields(['A', 'B', 'C', 'D'], options)).toEqual(['name', 'address.zipcode', 'email', 'ignored']);
  });

  it.each([[[]], ['name'], [null], [{ name: 3 }], [{ name: '' }], [{ fields: { name: 'A' } }]])(
    'may not be %j',
    (mappingFile) => {
      const error = catchBulkError(['A'], { mappingFile });
      expect(error.code).toBe('config_invalid');
      expect(error.message).toContain(
        'Expected the mapping file to be a JSON object of fields and column names',
      );
    },
  );
});
