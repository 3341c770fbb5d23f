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

describe('a mapping that makes fields', () => {
  const columns = ['id', 'name', 'addr1', 'addr2', 'tel_no', 'mob_no', 'a+b', 'country', 'active'];

  it('marks the columns that fields are made of, which are then neither unknown nor sent', () => {
    const mapping = toMapping(columns, {
      map: {
        externalId: 'id',
        'address.street': { join: ['addr1', 'addr2'] },
        phone: 'tel_no,mob_no',
        'metaData.plus': 'a+b',
        where: { active: 1 },
      },
      unknownColumns: 'metadata',
    });
    expect(mapping.issues).toEqual([]);
    expect(mapping.uses).toEqual([
      { kind: 'field', field: 'externalId' },
      { kind: 'field', field: 'name' },
      { kind: 'part', of: ['address.street'] },
      { kind: 'part', of: ['address.street'] },
      { kind: 'part', of: ['phone'] },
      { kind: 'part', of: ['phone'] },
      { kind: 'metaData', key: 'plus' },
      { kind: 'field', field: 'address.country' },
      { kind: 'part', of: [] },
    ]);
    expect(mapping.made?.map(({ target }) => target)).toEqual([
      { kind: 'field', field: 'address.street' },
      { kind: 'field', field: 'phone' },
    ]);
    expect(mapping.conditions).toEqual([{ at: 8, is: 'one_of', values: ['1'] }]);
  });

  it('leaves a column its own field, unless that is made of something else', () => {
    const map = { defaultCountry: { column: 'country' }, 'metaData.where': { column: 'country' } };
    expect(toMapping(columns, { map }).uses[7]).toEqual({ kind: 'field', field: 'address.country' });
    const other = { ...map, 'address.country': { constant: 'NG' } };
    expect(toMapping(columns, { map: other }).uses[7]).toEqual({ kind: 'part', of: ['metaData.where'] });
  });

  it('is stored as small as before where it only renames', () => {
    expect(Object.keys(toMapping(['A'], { map: { name: 'A' } }))).toEqual(['columns', 'uses', 'issues']);
  });

  it('knows the name where it is made, or a half of it', () => {
    expect(toMapping(['A'], { map: { name: { constant: 'x' } } }).made).toHaveLength(1);
    expect(toMapping(['A'], { map: { lastName: { column: 'A' } } }).made).toHaveLength(1);
  });

  it.each<[string, MappingOptions['map'], string, string]>([
    [
      'a list',
      { 'address.street': { join: ['addr1', 'addr3'] } },
      'The mapping (address.street.join[1]) names the column "addr3", which the source does not have. It has: id, name,',
      'Did you mean "addr1"?',
    ],
    [
      'a list within a list',
      { phone: { first: ['tel_no', { join: ['mob', { column: 'mobile' }] }] } },
      'The mapping (phone.first[1].join[0]) names the column "mob"',
      '',
    ],
    ['an object', { email: { column: 'mail' } }, 'The mapping (email.column) names the column "mail"', ''],
    ['a short list', { phone: 'tel_no,mob_n' }, '(phone.first[1]) names the column "mob_n"', '"mob_no"'],
    ['a short join', { phone: 'addr1+addr9' }, '(phone.join[1]) names the column "addr9"', ''],
    ['one name with a comma', { phone: 'Tel, home' }, '(phone) names the column "Tel, home"', ''],
    ['where', { where: { activ: 1 } }, '(where.activ) names the column "activ"', '"active"'],
    ['the country', { defaultCountry: { column: 'x' } }, '(defaultCountry.column) names the column "x"', ''],
  ])('says where it names no column: in %s', (_where, map, message, hint) => {
    const error = catchBulkError(columns, { map: map ?? {} });
    expect(error.code).toBe('config_invalid');
    expect(error.message).toContain(message);
    expect(error.hint).toContain(hint);
  });
});
