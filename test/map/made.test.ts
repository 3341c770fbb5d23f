/** Fields that the mapping makes, row by row. */
import { describe, expect, it } from 'vitest';
import type { FieldRecipe, MappingFile } from '../../src/core/mapping-file.js';
import type { MappedRow } from '../../src/core/types.js';
import { makeRowMapper } from '../../src/map/apply.js';
import { toMapping } from '../../src/map/mapping.js';

function mapRow(map: MappingFile, row: Readonly<Record<string, string>>): MappedRow {
  const columns = Object.keys(row);
  const mapping = toMapping(columns, { map, unknownColumns: 'ignore' });
  // As it comes back from a journal.
  const stored = JSON.parse(JSON.stringify(mapping)) as typeof mapping;
  return makeRowMapper(stored)({ rowNumber: 1, line: 2, cells: Object.values(row) });
}

/** The text of one made field. */
function make(recipe: FieldRecipe, row: Readonly<Record<string, string>>): string | undefined {
  return mapRow({ description: recipe }, { name: 'x', ...row }).fields.description;
}

describe('a field', () => {
  it.each<[string, FieldRecipe, Record<string, string>, string]>([
    ['joins columns', { join: ['a', 'b'] }, { a: '1 High St', b: 'Flat 3' }, '1 High St Flat 3'],
    ['joins with a separator', { join: ['a', 'b'], separator: '-' }, { a: ' 1 ', b: '2' }, '1-2'],
    ['joins what is not empty', { join: ['a', 'b', 'c'] }, { a: '1', b: '  ', c: '3' }, '1 3'],
    ['joins nothing to nothing', { join: ['a', 'b'] }, { a: '', b: '' }, ''],
    ['joins with a constant', { join: [{ constant: 'No.' }, 'a'] }, { a: '7' }, 'No. 7'],
    ['joins by +', 'a+b', { a: '1', b: '2' }, '1 2'],
    ['has a name with + in it', 'a+b', { a: '1', b: '2', 'a+b': '3' }, '3'],
    ['takes the first that is not empty', { first: ['a', 'b'] }, { a: ' ', b: '2' }, '2'],
    ['takes the first by a comma', 'a,b', { a: '1', b: '2' }, '1'],
    ['takes the first of joined ones', 'a + b , c', { a: '', b: '', c: '3' }, '3'],
    ['is a constant', { constant: 'legacy' }, {}, 'legacy'],
    ['has a default', { column: 'a', default: 'none' }, { a: ' ' }, 'none'],
    ['has no use for its default', { column: 'a', default: 'none' }, { a: '0' }, '0'],
    ['replaces values', { column: 'a', values: { UK: 'GB' } }, { a: ' UK ' }, 'GB'],
    ['keeps other values', { column: 'a', values: { UK: 'GB' } }, { a: 'uk' }, 'uk'],
    [
      'keeps a word of all objects',
      { column: 'a', values: { UK: 'GB' } },
      { a: 'constructor' },
      'constructor',
    ],
    ['empties other values', { column: 'a', values: { t: 'yes' }, otherwise: 'empty' }, { a: 'x' }, ''],
    [
      'has a default for what is emptied',
      { column: 'a', values: { t: 'yes' }, otherwise: 'empty', default: 'no' },
      { a: 'x' },
      'no',
    ],
    ['replaces nothing', { column: 'a', values: { '': 'none' }, otherwise: 'error' }, { a: '' }, 'none'],
    ['leaves nothing as it is', { column: 'a', values: { t: 'yes' }, otherwise: 'error' }, { a: '' }, ''],
    ['is lower case', { column: 'a', steps: ['lower'] }, { a: 'Ann@Example.COM ' }, 'ann@example.com'],
    ['is upper case', { column: 'a', steps: ['upper'] }, { a: 'straße' }, 'STRASSE'],
    [
      'is like a title',
      { column: 'a', steps: ['title'] },
      { a: "ANN-MARIE o'NEIL ÉMILE" },
      "Ann-Marie O'Neil Émile",
    ],
    ['is digits', { column: 'a', steps: ['digits'] }, { a: ' DE 10-115' }, '10115'],
    ['is trimmed', { column: 'a', steps: ['trim'] }, { a: ' b ' }, 'b'],
    [
      'is the first part',
      { column: 'a', steps: [{ split: ';' }] },
      { a: 'x@example.com; y' },
      'x@example.com',
    ],
    ['is the last part', { column: 'a', steps: [{ split: ';', part: -1 }] }, { a: 'x; y' }, 'y'],
    ['is a part that is not there', { column: 'a', steps: [{ split: ';', part: 3 }] }, { a: 'x; y' }, ''],
    [
      'takes steps in order, then values',
      { column: 'a', steps: [{ split: '/' }, 'lower'], values: { t: 'yes' } },
      { a: 'T/F' },
      'yes',
    ],
    ['keeps \\N for the checks to find', { column: 'a', steps: ['lower'] }, { a: '\\N' }, '\\N'],
    ['joins no text to \\N', { join: ['a', 'b'] }, { a: '1 High St', b: '\\N' }, '\\N'],
    ['may replace \\N', { join: ['a', { column: 'b', values: { '\\N': '' } }] }, { a: '1', b: '\\N' }, '1'],
  ])('%s', (_what, recipe, row, text) => {
    expect(make(recipe, row)).toBe(text);
  });

  it.each([
    ['DD.MM.YYYY', '02.03.2015', '2015-03-02'],
    ['DD/MM/YYYY', '02/03/2015', '2015-03-02'],
    ['MM/DD/YYYY', '02/03/2015', '2015-02-03'],
    ['D.M.YYYY', '2.3.2015', '2015-03-02'],
    ['D.M.YYYY', '12.03.2015', '2015-03-12'],
    ['YYYYMMDD', '20150302', '2015-03-02'],
    ['DD-MMM-YY', '02-MAR-15', '2015-03-02'],
    ['DD-MMM-YY', '02-Mar-69', '1969-03-02'],
    ['DD.MM.YY', '02.03.68', '2068-03-02'],
    ['YYYY-MM-DD HH:mm:ss', '2015-03-02 23:59:07', '2015-03-02T23:59:07'],
    ['YYYY-MM-DDTHH:mm', '2015-03-02T07:05', '2015-03-02T07:05:00'],
    ['DD/MM/YYYY', '29/02/2016', '2016-02-29'],
  ])('reads dates: %s, %s', (date, a, iso) => {
    expect(make({ column: 'a', steps: [{ date }] }, { a })).toBe(iso);
  });

  it.each([
    ['DD.MM.YYYY', '2.3.2015'],
    ['DD.MM.YYYY', '02/03/2015'],
    ['DD.MM.YYYY', '31.02.2015'],
    ['DD/MM/YYYY', '29/02/2015'],
    ['DD.MM.YYYY', '02.13.2015'],
    ['DD.MM.YYYY', '00.01.2015'],
    ['DD.MM.YYYY', '02.03.2015 10:00'],
    ['DD-MMM-YYYY', '02-MRZ-2015'],
    ['YYYY-MM-DD HH:mm', '2015-03-02 24:30'],
    ['YYYY.MM.DD', '2015x03x02'],
  ])('reads no date of another form: %s, %s', (date, a) => {
    const row = mapRow({ 'metaData.since': { column: 'a', steps: [{ date }] } }, { name: 'x', a });
    expect(row.metaData.get('since')).toBe('');
    expect(row.faults).toEqual([
      { field: 'metaData.since', code: 'date_unreadable', text: a, expected: `a date in the form ${date}` },
    ]);
  });

  it('takes the first form of a date that fits', () => {
    const steps = [{ date: ['DD/MM/YYYY', 'YYYY-MM-DD'] }];
    expect(make({ column: 'a', steps }, { a: '2015-03-02' })).toBe('2015-03-02');
  });

  it('says which value has no replacement', () => {
    const recipe = {
      column: 'a',
      steps: ['upper'] as const,
      values: { UK: 'GB', D: 'DE' },
      otherwise: 'error' as const,
    };
    const row = mapRow({ 'address.country': recipe }, { name: 'x', a: 'fr' });
    expect(row.fields['address.country']).toBe('');
    expect(row.faults).toEqual([
      {
        field: 'address.country',
        code: 'value_unmapped',
        text: 'FR',
        expected: 'one of the values of the mapping (UK, D)',
      },
    ]);
  });

  it('of a street is joined with commas', () => {
    const row = mapRow({ 'address.street': 'a+b' }, { name: 'x', a: '12 Broad Street', b: 'Flat 3' });
    expect(row.fields['address.street']).toBe('12 Broad Street, Flat 3');
  });

  it('of the name may be one half made, and one as it stands', () => {
    const map = { firstName: { column: 'a', steps: ['title' as const] }, lastName: 'b' };
    const row = mapRow(map, { a: 'CHINEDU', b: 'Okafor' });
    expect(row.fields.name).toBe('Chinedu Okafor');
    expect(row.origins?.get('name')).toMatchObject({ column: 'a', value: 'CHINEDU Okafor' });
  });

  it('may be a key of metaData, beside those that are columns', () => {
    const map = { 'metaData.source': { constant: 'legacy' }, 'metaData.n': { column: 'n' } };
    const row = mapRow(map, { name: 'x', n: '7', 'metaData.plan': 'gold' });
    expect([...row.metaData]).toEqual([
      ['plan', 'gold'],
      ['source', 'legacy'],
      ['n', '7'],
    ]);
  });
});

describe('the cell that a field came from', () => {
  it.each<[string, FieldRecipe, { column: string; value: string }]>([
    ['a changed one', { column: 'b', steps: ['lower'] }, { column: 'b', value: ' B ' }],
    ['the first of a join', { join: ['empty', 'a', 'b'] }, { column: 'a', value: 'A B ' }],
    ['the first that is not empty', { first: ['empty', 'b'] }, { column: 'b', value: ' B ' }],
    ['the first where all are empty', { first: ['empty', 'none'] }, { column: 'empty', value: '' }],
    ['a constant has none', { constant: 'x' }, { column: '', value: 'x' }],
  ])('is in the column of %s', (_what, recipe, origin) => {
    const row = mapRow({ description: recipe }, { name: 'x', a: 'A', b: ' B ', empty: '', none: '' });
    const found = row.origins?.get('description');
    expect({ column: found?.column, value: found?.value.replaceAll('  ', ' ') }).toEqual(origin);
  });
});

describe('a row', () => {
  it.each<[MappingFile['where'], Record<string, string>, string | undefined]>([
    [{ active: 1 }, { active: '1' }, undefined],
    [{ active: 1 }, { active: ' 1 ' }, undefined],
    [{ active: 1 }, { active: '0' }, 'Left out: active is `0`, and the mapping reads rows where it is `1`.'],
    [{ active: true }, { active: 'true' }, undefined],
    [{ active: 1 }, { active: '' }, 'Left out: active is empty, and the mapping reads rows where it is `1`.'],
    [{ type: ['R', 'W'] }, { type: 'W' }, undefined],
    [
      { type: ['R', 'W'] },
      { type: 'X' },
      'Left out: type is `X`, and the mapping reads rows where it is `R` or `W`.',
    ],
    [
      { type: { not: 'X' } },
      { type: 'X' },
      'Left out: type is `X`, and the mapping reads rows where it is not `X`.',
    ],
    [{ type: { not: ['X', 'Y'] } }, { type: '' }, undefined],
    [{ gone: { empty: true } }, { gone: '' }, undefined],
    [
      { gone: { empty: true } },
      { gone: 'y' },
      'Left out: gone is `y`, and the mapping reads rows where it is empty.',
    ],
    [
      { gone: { empty: false } },
      { gone: ' ' },
      'Left out: gone is empty, and the mapping reads rows where it is not empty.',
    ],
    [{ a: 1, b: 2 }, { a: '1', b: '3' }, 'Left out: b is `3`, and the mapping reads rows where it is `2`.'],
    [
      { a: { not: 1, empty: false } },
      { a: '' },
      'Left out: a is empty, and the mapping reads rows where it is not empty.',
    ],
  ])('is read where %j: %j', (where, row, reason) => {
    expect(mapRow({ where }, { name: 'x', ...row }).leftOut).toBe(reason);
  });

  it('with shifted cells is never left out', () => {
    const mapping = toMapping(['name', 'active'], { map: { where: { active: 1 } } });
    const row = makeRowMapper(mapping)({ rowNumber: 1, line: 2, cells: ['x', '0', ''] });
    expect(row.leftOut).toBeUndefined();
    expect(row.columnCount).toEqual({ expected: 2, found: 3 });
  });

  it('has the country of its phone', () => {
    const map = { defaultCountry: { column: 'c', values: { UK: 'GB' }, default: 'NG' } };
    expect(mapRow(map, { name: 'x', c: 'UK' }).defaultCountry).toBe('GB');
    expect(mapRow(map, { name: 'x', c: '' }).defaultCountry).toBe('NG');
  });
});
