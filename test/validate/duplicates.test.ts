import { describe, expect, it } from 'vitest';
import { keysThatMustBeUnique, toDuplicateIssue } from '../../src/validate/duplicates.js';
import { validateFixture } from './support.js';

describe('keysThatMustBeUnique', () => {
  it('has uid and externalId with any options', () => {
    expect(keysThatMustBeUnique({ emailUnique: false, match: ['externalId'] })).toEqual([
      'uid',
      'externalId',
    ]);
    expect(keysThatMustBeUnique({ emailUnique: false, match: [] })).toEqual(['uid', 'externalId']);
  });

  it('has email where it is sent as unique or matched by', () => {
    const all = ['uid', 'externalId', 'email'];
    expect(keysThatMustBeUnique({ emailUnique: true, match: ['externalId'] })).toEqual(all);
    expect(keysThatMustBeUnique({ emailUnique: false, match: ['uid', 'email'] })).toEqual(all);
  });
});

describe('toDuplicateIssue', () => {
  const at = { rowNumber: 7, line: 9 };

  it.each([
    ['uid', 'UID', 'duplicate_uid'],
    ['externalId', 'Customer ID', 'duplicate_external_id'],
    ['email', 'E-mail', 'duplicate_email'],
  ] as const)('of %s stands at the column %s and names the other row', (key, column, code) => {
    expect(
      toDuplicateIssue({ ...at, column, value: 'Jane@Example.com' }, key, { rowNumber: 3, line: 5 }),
    ).toEqual({
      rowNumber: 7,
      line: 9,
      column,
      severity: 'error',
      code,
      value: 'Jane@Example.com',
      message: `${column}: expected a value that no other row has, found \`Jane@Example.com\` in row 3 (line 5) too.`,
      hint: 'Keep one of the rows, or pass --duplicates first or last.',
    });
  });
});

it('rows that share an externalId have the same key, and no issue of their own', () => {
  const { validated } = validateFixture('validation/duplicate-external-id.csv');
  expect(validated.map(({ keys, issues }) => [keys, issues])).toEqual([
    [{ externalId: 'C-1' }, []],
    [{ externalId: 'C-1' }, []],
  ]);
});
