import { describe, expect, it } from 'vitest';
import { BulkError } from '../../src/core/errors.js';
import type { ColumnUse } from '../../src/core/types.js';
import { toMapping, type MappingOptions } from '../../src/map/mapping.js';

const field = (name: string): ColumnUse => ({ kind: 'field', field: name }) as ColumnUse;
const IGNORED: ColumnUse = { kind: 'ignored' };

function toUses(columns: string[], options?: MappingOptions): readonly ColumnUse[] {
  return toMapping(columns, options).uses;
}

function catchBulkError(columns: string[], options?: MappingOptions): BulkError {
  try {
    toMapping(columns, options);
  } catch (error) {
    if (error instanceof BulkError) return error;
    throw error;
  }
  throw new Error('Expected a BulkError, but nothing was thrown.');
}

describe('a column that the mapping ignores', () => {
  it('is not sent even if its name says a field, and not warned of', () => {
    const { uses, issues } = toMapping(['name', 'email', 'Colour', 'id'], {
      map: { externalId: 'id', ignore: ['email', 'Colour'] },
    });
    expect(uses).toEqual([field('name'), IGNORED, IGNORED, field('externalId')]);
    expect(issues).toEqual([]);
  });

  it('must be there, and may not be a field as well', () => {
    expect(catchBulkError(['name', 'email'], { map: { ignore: ['mail'] } }).message).toContain('(ignore)');
    const both = catchBulkError(['name', 'email'], { map: { email: 'email', ignore: ['#2'] } });
    expect(both.message).toBe('The mapping ignores column 2 "email" and gives it to email.');
  });
});

describe('toMapping', () => {
  it('says of the header where it stands', () => {
    const lineOf = (options?: MappingOptions) =>
      toMapping(['name', 'Colour', ''], options).issues.map(({ line }) => line);
    expect(lineOf()).toEqual([1, 1]);
    expect(lineOf({ headerLine: 4 })).toEqual([4, 4]);
  });

  it('maps fields by their names, aliases and metaData keys', () => {
    const columns = [
      'Customer ID',
      'Full Name',
      'E-mail',
      'Zip Code',
      'metaData.plan.Name',
      'provision_address',
    ];
    const mapping = toMapping(columns);
    expect(mapping.columns).toEqual(columns);
    expect(mapping.uses).toEqual([
      field('externalId'),
      field('name'),
      field('email'),
      field('address.zipcode'),
      { kind: 'metaData', key: 'plan.Name' },
      field('provisionAddress'),
    ]);
    expect(mapping.issues).toEqual([]);
  });

  it('takes first and last name for the name', () => {
    expect(toUses(['Given Name', 'Surname'])).toEqual([{ kind: 'first_name' }, { kind: 'last_name' }]);
  });

  it('prefers the full name to its halves, and says so', () => {
    const mapping = toMapping(['First Name', 'Full Name', 'Last Name']);
    expect(mapping.uses).toEqual([IGNORED, field('name'), IGNORED]);
    expect(mapping.issues.map((issue) => issue.message)).toEqual([
      'Column 1 "First Name" is not sent, because another column is name.',
      'Column 3 "Last Name" is not sent, because another column is name.',
    ]);
  });

  it('ignores columns of its own without a word, but takes bulk_uid for the uid', () => {
    const mapping = toMapping(['name', 'bulk_row', 'Bulk_UID', 'bulk_anything']);
    expect(mapping.uses).toEqual([field('name'), IGNORED, field('uid'), IGNORED]);
    expect(mapping.issues).toEqual([]);
  });

  it('prefers a column uid to bulk_uid', () => {
    expect(toUses(['name', 'bulk_uid', 'uid'])).toEqual([field('name'), IGNORED, field('uid')]);
  });

  it.each([
    ['nmae', 'name', '--map name=nmae'],
    ['Fulll Name', 'name', "--map 'name=Fulll Name'"],
    ['First nmae', 'firstName', "--map 'firstName=First nmae'"],
  ])('suggests a column whose name is almost that of the customer: %s', (column, field, option) => {
    const error = catchBulkError(['externalId', column, 'email']);
    expect(error.message).toContain(
      `Column 2 ${JSON.stringify(column)} is not called so. Did you mean ${field}?`,
    );
    expect(error.hint).toContain(`Rename it, or pass ${option}.`);
  });

  it('throws header_missing where no column is the name, with the columns and the way out', () => {
    const error = catchBulkError(['email', 'Kunde']);
    expect(error.code).toBe('header_missing');
    expect(error.message).toContain('The columns are: email, Kunde.');
    expect(error.hint).toContain('--map name=COLUMN');
  });
});

describe('repeated columns', () => {
  it('that mean the same field throw header_duplicate, naming both and the choice', () => {
    const error = catchBulkError(['name', 'Phone', 'x', 'Mobile Phone']);
    expect(error.code).toBe('header_duplicate');
    expect(error.message).toBe(
      'Column 2 "Phone" and column 4 "Mobile Phone" both mean phone; expected one column for it.',
    );
    expect(error.hint).toBe(
      `Choose with --map phone=Phone or --map 'phone=Mobile Phone', or rename or remove one.`,
    );
  });

  it('of the same name are to be chosen by position', () => {
    expect(catchBulkError(['email', 'name', 'E-Mail', 'Email']).hint).toContain('--map');
    expect(catchBulkError(['email', 'name', 'Email']).hint).toBe(
      'Choose with --map email=#1 or --map email=#3, or rename or remove one.',
    );
    expect(toUses(['email', 'name', 'Email'], { map: { email: '#3' } })).toEqual([
      IGNORED,
      field('name'),
      field('email'),
    ]);
  });

  it('throw header_duplicate also where they mean no field', () => {
    const error = catchBulkError(['name', 'Score A', 'score_a']);
    expect(error.code).toBe('header_duplicate');
    expect(error.message).toContain('Column 2 "Score A" and column 3 "score_a" have the same name');
    expect(() =>
      toMapping(['name', 'Score A', 'score_a'], { map: { 'metaData.score': '#3' } }),
    ).not.toThrow();
  });

  it('of metaData are the same only by the very same key', () => {
    expect(() => toMapping(['name', 'metaData.plan', 'metaData.Plan'])).not.toThrow();
    expect(catchBulkError(['name', 'metaData.plan', 'meta.plan']).code).toBe('header_duplicate');
  });

  it('of this tool are no matter', () => {
    expect(() => toMapping(['name', 'bulk_row', 'bulk_row'])).not.toThrow();
  });
});

describe('unknown columns', () => {
  it('are warned of with the field that they are near to', () => {
    const { issues, uses } = toMapping(['name', 'phnoe']);
    expect(uses[1]).toEqual(IGNORED);
    expect(issues).toEqual([
      {
        rowNumber: 0,
        line: 1,
        column: 'phnoe',
        severity: 'warning',
        code: 'column_unknown',
        value: '',
        message: 'Column 2 "phnoe" names no field and is not sent. Did you mean phone?',
        hint: 'Rename the column, or pass --map phone=phnoe.',
      },
    ]);
  });

  it('are not taken for a field that has its column already', () => {
    expect(toMapping(['name', 'email', 'emial']).issues[0]?.message).not.toContain('Did you mean');
  });

  it('are errors, nothing, or metaData, as the user says', () => {
    const columns = ['name', 'Plan', ' Tier.1 '];
    expect(toMapping(columns, { unknownColumns: 'error' }).issues.map((issue) => issue.severity)).toEqual([
      'error',
      'error',
    ]);
    expect(toMapping(columns, { unknownColumns: 'ignore' }).issues).toEqual([]);
    const metadata = toMapping(columns, { unknownColumns: 'metadata' });
    expect(metadata.issues).toEqual([]);
    expect(metadata.uses.slice(1)).toEqual([
      { kind: 'metaData', key: 'Plan' },
      { kind: 'metaData', key: 'Tier.1' },
    ]);
  });

  it('without a name are reported once, for any number of them', () => {
    const { issues } = toMapping(['name', '', ' ', '']);
    expect(issues.map((issue) => issue.message)).toEqual(['Columns 2, 3, 4 have no name and are not sent.']);
    expect(issues[0]?.hint).toContain('--map FIELD=#2');
    expect(toUses(['name', ''], { map: { email: '#2' } })[1]).toEqual(field('email'));
  });
});

describe('metaData keys', () => {
  it.each(['__proto__', 'constructor', 'prototype', ''])('may not be %j', (key) => {
    const error = catchBulkError(['name', `metaData.${key}`]);
    expect(error.code).toBe('metadata_invalid');
    expect(error.message).toContain('The metaData column 2');
    expect(catchBulkError(['name', 'x'], { map: { [`metaData.${key}`]: 'x' } }).code).toBe('config_invalid');
  });

  it('may not come from an unknown column of such a name either', () => {
    expect(catchBulkError(['name', 'constructor'], { unknownColumns: 'metadata' }).code).toBe(
      'metadata_invalid',
    );
    expect(toUses(['name', 'constructor'])[1]).toEqual(IGNORED);
  });
});
