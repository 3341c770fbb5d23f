/** Words that programs write for "no value". */
import { describe, expect, it } from 'vitest';
import { catchBulkError } from '../read/reading.js';
import { openBench } from '../support/run-import.js';
import { codesOf, toWish, validate } from '../validate/support.js';

const MARKER = '\\N';
const WORDS = [
  'NULL',
  'null',
  '(null)',
  '[NULL]',
  '<null>',
  'None',
  'nan',
  'NaN',
  'NaT',
  '<NA>',
  'undefined',
  '[object Object]',
  '[Record]',
  'System.Object[]',
  'nil',
];

describe('a word for "no value"', () => {
  it.each(WORDS)('%s is reported in any field, and sent as it is', (word) => {
    for (const column of [
      'name',
      'phone',
      'description',
      'address.city',
      'address.zipcode',
      'address.country',
      'metaData.plan',
    ]) {
      const cells = { externalId: 'C-1', name: 'Jane Doe', [column]: word };
      expect(validate(cells).issues, column).toMatchObject([
        { code: 'null_word', severity: 'warning', column },
      ]);
      expect(validate(cells).issues[0]?.hint).toMatch(/--null/);
      expect(toWish(cells).customer).toBeDefined();
    }
  });

  it.each(['uid', 'externalId', 'email', 'subAccountId'])('is an error in %s, which identifies', (column) => {
    const { issues, keys } = validate({ uid: '', externalId: 'C-1', name: 'Jane', [column]: 'NULL' });
    expect(issues).toMatchObject([{ code: 'null_key', severity: 'error', column }]);
    expect(Object.values(keys)).not.toContain('NULL');
  });

  it('is reported within a name that a program joined', () => {
    for (const name of ['Grace NULL', 'NULL Grace', 'Ann None', 'undefined undefined', 'Ann nan'])
      expect(codesOf('name', name), name).toEqual(['null_word']);
  });

  it('is NA, as R writes it, in the fields where no one is or lives so', () => {
    for (const column of ['name', 'address.street', 'address.city'])
      expect(codesOf(column, 'NA'), column).toEqual(['null_word']);
    expect(codesOf('externalId', 'NA')).toEqual(['null_key']);
    // Naples, and Namibia.
    for (const column of ['address.state', 'address.country', 'description'])
      expect(codesOf(column, 'NA'), column).toEqual([]);
    expect(codesOf('name', 'Na')).toEqual([]);
  });

  it('gets the option that fits from every rule that refuses it', () => {
    const toHint = (column: string, cell: string) =>
      validate({ externalId: 'C-1', name: 'Jane', [column]: cell }).issues[0]?.hint;
    expect(toHint('metaData', 'null')).toContain('--null null');
    expect(toHint('provisionAddress', 'NULL')).toContain('--null NULL');
    expect(toHint('address.city', '[object Object]')).toContain('--null "[object Object]"');
    expect(toHint('address.city', '[List]')).toContain('--null "[List]"');
    expect(toHint('address.city', '#N/A')).toContain('--null "#N/A"');
    expect(toHint('metaData.born', '-infinity')).toContain('--null=-infinity');
    expect(toHint('email', 'n/a')).toContain('--null "n/a"');
  });

  it.each([
    ['name', 'Jennifer Null'],
    ['name', 'Null'],
    ['name', 'Christopher Nil'],
    ['name', 'Annullo Nulland'],
    ['name', 'Anna Nanna'],
    ['address.city', 'Nan'],
    ['address.city', 'Null'],
    ['metaData.plan', 'none'],
    ['metaData.plan', 'N/A'],
    ['description', 'N/A'],
    ['description', 'The value is NULL, they said'],
    ['externalId', 'NULL-1'],
  ])('is not found in the %s %s', (column, cell) => {
    expect(codesOf(column, cell)).toEqual([]);
  });
});

describe('the marker of databases', () => {
  it.each(['externalId', 'name', 'email', 'phone', 'address.city', 'metaData.plan', 'description'])(
    'is never sent, here as %s',
    (column) => {
      const { issues, wish } = validate({ externalId: 'C-1', name: 'Jane', [column]: MARKER });
      expect(issues).toMatchObject([{ code: 'null_marker', severity: 'error' }]);
      expect(issues[0]?.hint).toContain('--null "\\N"');
      expect(wish).toBeUndefined();
    },
  );
});

it('is grouped by column, with the count and the option; with the option, nothing of it is sent', async () => {
  const bench = await openBench([
    { externalId: 'a', name: 'Ada Null', email: 'a@example.com', city: 'NULL', description: 'NULL' },
    { externalId: 'b', name: 'Ben Obi', email: 'NULL', city: 'NULL', description: 'x' },
    { externalId: 'NULL', name: 'Eve Obi', email: 'e@example.com', city: 'Lagos', description: 'x' },
  ]);
  const { summary } = await bench.run({ dryRun: true });
  expect(summary.counts).toMatchObject({ invalid: 2, would_create: 1 });
  expect(summary.issues.map(({ code, count, example }) => [code, example.column, count])).toEqual([
    ['null_key', 'email', 1],
    ['null_key', 'externalId', 1],
    ['null_word', 'city', 2],
    ['null_word', 'description', 1],
  ]);
  expect(summary.issues[2]?.example.hint).toContain('--null NULL');
  const { rows } = await bench.run({ null: ['NULL'] });
  expect(rows.map(({ bulk_status, city, description }) => [bulk_status, city, description])).toEqual([
    ['created', '', ''],
    ['created', '', 'x'],
    ['created', 'Lagos', 'x'],
  ]);
});

it('refuses an import of text that a database wrote, and reads it with the option', async () => {
  const bench = await openBench([
    { externalId: 'a', name: 'Ada', email: 'a@example.com', description: MARKER },
  ]);
  const error = await catchBulkError(bench.run());
  expect(error.code).toBe('dialect_doubtful');
  expect(error.hint).toContain('--null');
  const { rows } = await bench.run({ null: MARKER });
  expect(rows).toMatchObject([{ bulk_status: 'created', description: '' }]);
});
