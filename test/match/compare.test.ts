import { describe, expect, it } from 'vitest';
import type { RemoteCustomer } from '../../src/core/customer.js';
import type { ComparedRow } from '../../src/core/difference.js';
import { compareRow, toMissingSource } from '../../src/match/compare.js';
import { toFixupRow } from '../../src/match/fixup-row.js';

const ALL = { ignore: new Set<string>(), remoteIsText: false };

const remote: RemoteCustomer = {
  uid: '11111111-1111-4111-8111-111111111111',
  externalId: 'E1',
  name: 'Their Name',
  email: 'a@example.com',
  phone: null,
  description: null,
  address: null,
  metaData: null,
  createdAt: null,
  updatedAt: null,
  deletedAt: null,
};

/** A row that matches and differs in nothing. */
const row: ComparedRow = {
  rowNumber: 3,
  line: 5,
  state: 'unchanged',
  keys: { externalId: 'E1', email: 'a@example.com' },
  wish: {
    customer: {
      externalId: 'E1',
      name: 'Our Name',
      email: 'A@example.com',
      address: { city: 'London' },
      metaData: { plan: '5', tags: ['a'], score: 7 },
    },
    blank: ['phone'],
    textMetaData: ['plan'],
  },
  uid: remote.uid,
  matchedBy: 'externalId',
  remote,
  changes: [],
  code: '',
  message: '',
  hasAddress: undefined,
};

const changed: ComparedRow = {
  ...row,
  state: 'planned_update',
  changes: [
    { field: 'name', before: 'Their Name', after: 'Our Name' },
    { field: 'address.city', before: null, after: 'London' },
    { field: 'metaData.plan', before: 4, after: '5' },
    { field: 'metaData.score', before: '7', after: 7 },
  ],
};

describe('compareRow', () => {
  it('has nothing to say of a row that is in step', () => {
    expect(compareRow(row, ALL)).toEqual({ status: 'same', differences: [] });
  });

  it('has a line for each field that differs, with what both sides say', () => {
    const { status, differences } = compareRow(changed, ALL);
    expect(status).toBe('changed');
    expect(differences.map(({ field, source, remote: theirs }) => [field, source, theirs])).toEqual([
      ['name', 'Our Name', 'Their Name'],
      ['address.city', 'London', ''],
      ['metaData.plan', '5', '4'],
      ['metaData.score', '7', '7'],
    ]);
    expect(differences[0]).toMatchObject({ key: 'E1', rowNumber: 3, line: 5, isFixable: true });
  });

  it('leaves out fields by their name or their group', () => {
    const ignore = new Set(['address', 'metaData', 'name']);
    expect(compareRow(changed, { ...ALL, ignore })).toEqual({ status: 'same', differences: [] });
    const some = compareRow(changed, { ...ALL, ignore: new Set(['metaData.plan', 'address.city']) });
    expect(some.differences.map(({ field }) => field)).toEqual(['name', 'metaData.score']);
  });

  it('takes a number and its text for the same where the remote was read from a table', () => {
    const { differences } = compareRow(changed, { ...ALL, remoteIsText: true });
    expect(differences.map(({ field }) => field)).toEqual(['name', 'address.city', 'metaData.plan']);
  });

  it.each([
    ['invalid', 'invalid', false],
    ['skipped', 'skipped', false],
    ['conflict', 'ambiguous', false],
    ['planned_create', 'missing_remote', true],
    ['failed', 'missing_remote', false],
  ] as const)('of a row that is %s says %s', (state, status, isFixable) => {
    const found = compareRow({ ...row, state, code: 'not_found', message: 'why' }, ALL);
    expect(found.status).toBe(status);
    expect(found.differences).toMatchObject([{ status, isFixable, code: 'not_found', message: 'why' }]);
  });

  it('reports a missing address in addition to what differs, unless the row wants none', () => {
    expect(compareRow({ ...row, hasAddress: false }, ALL).status).toBe('address_missing');
    expect(compareRow({ ...row, hasAddress: true }, ALL).status).toBe('same');
    const both = compareRow({ ...changed, hasAddress: false }, ALL);
    expect(both.status).toBe('changed');
    expect(both.differences.at(-1)?.status).toBe('address_missing');
    const wish = row.wish && { ...row.wish, provisionAddress: false };
    expect(compareRow({ ...row, wish, hasAddress: false }, ALL).status).toBe('same');
  });

  it('knows an invalid row by the keys that it has', () => {
    const { differences } = compareRow({ ...row, state: 'invalid', wish: undefined, keys: {} }, ALL);
    expect(differences[0]?.key).toBe('');
  });

  it('knows a customer that no row names by its externalId, else its email, else its uid', () => {
    const keys = [remote, { ...remote, externalId: null }, { ...remote, externalId: null, email: null }];
    expect(keys.map((one) => toMissingSource(one).key)).toEqual(['E1', 'a@example.com', remote.uid]);
  });
});

describe('toFixupRow', () => {
  const fix = (one: ComparedRow, options = ALL) => {
    const cells = toFixupRow(one, compareRow(one, options), options);
    return cells === undefined ? undefined : Object.fromEntries(cells);
  };

  it('names a changed customer by its uid, and only the fields that differ, in their types', () => {
    expect(fix(changed)).toEqual({
      bulk_row: '3',
      bulk_status: 'changed',
      uid: remote.uid,
      name: 'Our Name',
      'address.city': 'London',
      'metaData.plan': '5',
      metaData: '{"score":7}',
    });
  });

  it('keeps the name that is there where names are ignored', () => {
    expect(fix(changed, { ...ALL, ignore: new Set(['name', 'metaData']) })).toEqual({
      bulk_row: '3',
      bulk_status: 'changed',
      uid: remote.uid,
      name: 'Their Name',
      'address.city': 'London',
    });
  });

  it('tells all of a customer that is missing, but no uid', () => {
    expect(fix({ ...row, state: 'planned_create', uid: '', remote: undefined })).toEqual({
      bulk_row: '3',
      bulk_status: 'missing_remote',
      externalId: 'E1',
      name: 'Our Name',
      email: 'A@example.com',
      'address.city': 'London',
      'metaData.plan': '5',
      metaData: '{"tags":["a"],"score":7}',
    });
  });

  it('asks for an address where one is missing', () => {
    const wish = row.wish && { ...row.wish, subAccountId: 's-1' };
    expect(fix({ ...row, wish, hasAddress: false })).toEqual({
      bulk_row: '3',
      bulk_status: 'address_missing',
      uid: remote.uid,
      name: 'Our Name',
      provisionAddress: 'yes',
      subAccountId: 's-1',
    });
  });

  it('has nothing for what an import can not fix, or need not', () => {
    for (const state of ['invalid', 'skipped', 'conflict', 'failed', 'unchanged'] as const) {
      expect(fix({ ...row, state })).toBeUndefined();
    }
  });
});
