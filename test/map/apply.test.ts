import { describe, expect, it } from 'vitest';
import { makeRowMapper } from '../../src/map/apply.js';
import { toMapping, type MappingOptions } from '../../src/map/mapping.js';
import { bySize } from '../support/size.js';

function mapCells(columns: string[], cells: string[], options?: MappingOptions) {
  return makeRowMapper(toMapping(columns, options))({ rowNumber: 7, line: 9, cells });
}

describe('makeRowMapper', () => {
  it('gives fields and metaData as the cells have them, and no key for a column that is not there', () => {
    expect(mapCells(['name', 'Zip', 'metaData.plan', 'gender'], [' Ada ', '0012', '', 'f'])).toEqual({
      rowNumber: 7,
      line: 9,
      fields: { name: ' Ada ', 'address.zipcode': '0012' },
      metaData: new Map([['plan', '']]),
    });
  });

  it.each([
    [['Ada', 'Obi'], 'Ada Obi'],
    [[' Ada ', ''], 'Ada'],
    [['', ' Obi'], 'Obi'],
    [['', ''], ''],
    [['Ada'], 'Ada'],
  ])('joins %j to %j', (cells, name) => {
    expect(mapCells(['First Name', 'Last Name'], cells).fields.name).toBe(name);
  });

  it('joins first and last in this order, for any order of the columns', () => {
    expect(mapCells(['Surname', 'x', 'Given Name'], ['Obi', '', 'Ada']).fields.name).toBe('Ada Obi');
  });

  it('says how many cells a row should have and has, where they differ, and takes missing ones for empty', () => {
    const short = mapCells(['name', 'email', 'metaData.a'], ['Ada']);
    expect(short.columnCount).toEqual({ expected: 3, found: 1 });
    expect(short.fields).toEqual({ name: 'Ada', email: '' });
    expect(short.metaData.get('a')).toBe('');
    expect(mapCells(['name'], ['Ada', 'x']).columnCount).toEqual({ expected: 1, found: 2 });
  });

  it('maps many rows of ten columns', () => {
    const columns = [
      'externalId',
      'name',
      'email',
      'phone',
      'description',
      'street',
      'city',
      'state',
      'zip',
      'country',
    ];
    const mapRow = makeRowMapper(toMapping(columns));
    const row = { rowNumber: 1, line: 2, cells: columns };
    const rows = bySize({ small: 100_000, full: 1_000_000 });
    let length = 0;
    for (let count = 0; count < rows; count += 1) length += mapRow(row).fields.name?.length ?? 0;
    expect(length).toBe(4 * rows);
  });
});
