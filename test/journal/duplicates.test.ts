import { describe, expect, it } from 'vitest';
import type { MatchKey } from '../../src/core/types.js';
import {
  addIssues,
  findSharedKeys,
  finishIngest,
  skipDuplicates,
  type SharedKey,
} from '../../src/journal/duplicates.js';
import { makeIssue } from '../record/support.js';
import { toUid } from '../support/customers.js';
import { load, openTestJournal, readRow, readStates, type TestRow } from './support.js';

const KEYS: readonly MatchKey[] = ['uid', 'externalId', 'email'];

/** Rows with these keys and nothing else that matters. */
function toRows(keys: readonly TestRow['keys'][]): TestRow[] {
  return keys.map((one) => ({ keys: one ?? {} }));
}

async function openWith(rows: readonly TestRow[]) {
  const { file, journal } = await openTestJournal();
  load(file, rows);
  return { file, journal };
}

/** `[row, other row]` of each row that shares the key. */
function pairs(shared: Iterable<SharedKey>): [number, number][] {
  return [...shared].map(({ rowNumber, otherRow }) => [rowNumber, otherRow]);
}

/** States after the duplicates were judged by this policy and the reading was ended. */
async function judge(rows: readonly TestRow[], keep: 'first' | 'last', keys = KEYS) {
  const { file } = await openWith(rows);
  skipDuplicates(file, keys, { keep, uidDecides: false }, (key, { row, line }) => ({
    code: 'duplicate_email',
    message: `${key} ${row} ${line}`,
  }));
  finishIngest(file, 1_700_000_000_000);
  return { file, states: readStates(file) };
}

describe('rows that share a key', () => {
  const TWO_CUSTOMERS = [
    { keys: { uid: toUid(1), email: 'a@x.org' } },
    { keys: { uid: toUid(2), email: 'a@x.org' } },
  ];

  it('may share an email where each names its customer by a uid, and uids decide', async () => {
    const { file } = await openWith(TWO_CUSTOMERS);
    expect(pairs(findSharedKeys(file, 'email', { uidDecides: true }))).toEqual([]);
    expect(pairs(findSharedKeys(file, 'email', { uidDecides: false }))).toEqual([
      [1, 2],
      [2, 1],
    ]);
    skipDuplicates(file, KEYS, { keep: 'first', uidDecides: true }, () => {
      throw new Error('None is skipped.');
    });
  });

  it('may not share an email with one that has no uid', async () => {
    const { file } = await openWith([...TWO_CUSTOMERS, { keys: { email: 'a@x.org' } }]);
    expect(pairs(findSharedKeys(file, 'email', { uidDecides: true }))).toEqual([
      [1, 2],
      [2, 1],
      [3, 1],
    ]);
  });

  it('each name another one, with its line', async () => {
    const { file } = await openWith([
      { keys: { email: 'a@x.org' }, cells: ['A@x.org'] },
      { keys: { email: 'b@x.org' } },
      { keys: { email: 'a@x.org' }, cells: ['a@X.org'] },
    ]);
    expect([...findSharedKeys(file, 'email', { uidDecides: false })]).toEqual([
      { key: 'email', rowNumber: 1, line: 2, cells: ['A@x.org'], otherRow: 3, otherLine: 4 },
      { key: 'email', rowNumber: 3, line: 4, cells: ['a@X.org'], otherRow: 1, otherLine: 2 },
    ]);
  });

  it('name the first of three, which itself names the second', async () => {
    const { file } = await openWith(toRows([{ uid: 'u' }, { uid: 'u' }, {}, { uid: 'u' }]));
    expect(pairs(findSharedKeys(file, 'uid', { uidDecides: false }))).toEqual([
      [1, 2],
      [2, 1],
      [4, 1],
    ]);
  });

  it('come in the order of rows, for any keys', async () => {
    const { file } = await openWith(
      toRows([{ externalId: 'z' }, { externalId: 'a' }, { externalId: 'z' }, { externalId: 'a' }]),
    );
    expect(pairs(findSharedKeys(file, 'externalId', { uidDecides: false }))).toEqual([
      [1, 3],
      [2, 4],
      [3, 1],
      [4, 2],
    ]);
  });

  it('do not exist where a key is absent, or belongs to another field', async () => {
    const { file } = await openWith(toRows([{}, {}, { externalId: 'a@x.org' }, { email: 'a@x.org' }]));
    for (const key of KEYS) expect(pairs(findSharedKeys(file, key, { uidDecides: false }))).toEqual([]);
  });

  it('are found among invalid rows too', async () => {
    const { file } = await openWith([
      { keys: { email: 'a@x.org' }, issues: [{ code: 'name_missing' }] },
      { keys: { email: 'a@x.org' } },
    ]);
    expect(pairs(findSharedKeys(file, 'email', { uidDecides: false }))).toEqual([
      [1, 2],
      [2, 1],
    ]);
  });
});

describe('issues that are found after all rows were read', () => {
  it('make their rows invalid when they are errors', async () => {
    const { file } = await openWith([{}, {}]);
    addIssues(file, [makeIssue({ rowNumber: 2, code: 'duplicate_email', message: 'Row 1 has it too.' })]);
    finishIngest(file, 0);
    expect(readStates(file)).toEqual(['ready', 'invalid']);
    expect(readRow(file, 2)).toMatchObject({ code: 'duplicate_email', error: 'Row 1 has it too.' });
  });

  it('add their code to the warnings of the row, once', async () => {
    const { file, journal } = await openWith([
      { issues: [{ code: 'phone_invalid', severity: 'warning' }] },
      {},
    ]);
    const warn = (rowNumber: number, code: 'country_unknown' | 'phone_invalid') =>
      makeIssue({ rowNumber, code, severity: 'warning' });
    addIssues(file, [
      warn(1, 'country_unknown'),
      warn(1, 'phone_invalid'),
      warn(1, 'country_unknown'),
      warn(2, 'country_unknown'),
    ]);
    const rows = journal.readRows(['ingested'], 0, 10);
    expect(rows.map(({ warnings }) => warnings)).toEqual([
      ['phone_invalid', 'country_unknown'],
      ['country_unknown'],
    ]);
  });
});

describe('duplicates that are skipped', () => {
  it('leave the first, or the last', async () => {
    const rows = toRows([{ email: 'a' }, { email: 'a' }, { email: 'b' }, { email: 'a' }]);
    expect((await judge(rows, 'first')).states).toEqual(['ready', 'skipped', 'ready', 'skipped']);
    expect((await judge(rows, 'last')).states).toEqual(['skipped', 'skipped', 'ready', 'ready']);
  });

  it('name the row that was kept instead, by the first key that they share', async () => {
    const rows = toRows([{ externalId: 'c', email: 'a' }, {}, { externalId: 'c', email: 'a' }]);
    const first = await judge(rows, 'first');
    expect(readRow(first.file, 3)).toEqual({
      state: 'skipped',
      code: 'duplicate_email',
      error: 'externalId 1 2',
      finishedAt: 1_700_000_000_000,
    });
    const last = await judge(rows, 'last');
    expect(readRow(last.file, 1)).toMatchObject({ state: 'skipped', error: 'externalId 3 4' });
  });

  it('make no other row a duplicate: the end of a chain is kept', async () => {
    // 1 and 2 share an externalId, 2 and 3 an email: once 2 is gone, 1 and 3 share nothing.
    const rows = toRows([{ externalId: 'c' }, { externalId: 'c', email: 'a' }, { email: 'a' }]);
    expect((await judge(rows, 'first')).states).toEqual(['ready', 'skipped', 'ready']);
    expect((await judge(rows, 'last')).states).toEqual(['ready', 'skipped', 'ready']);
  });

  it('are judged from the side that is kept: of a chain of four, every other row stays', async () => {
    const rows = toRows([
      { externalId: 'c' },
      { externalId: 'c', email: 'a' },
      { email: 'a', uid: 'u' },
      { uid: 'u' },
    ]);
    expect((await judge(rows, 'first')).states).toEqual(['ready', 'skipped', 'ready', 'skipped']);
    expect((await judge(rows, 'last')).states).toEqual(['skipped', 'ready', 'skipped', 'ready']);
  });

  it('are never kept out by an invalid row, which stays invalid', async () => {
    const invalid: TestRow = { keys: { email: 'a' }, issues: [{ code: 'name_missing' }] };
    const valid: TestRow = { keys: { email: 'a' } };
    expect((await judge([invalid, valid, valid], 'first')).states).toEqual(['invalid', 'ready', 'skipped']);
    expect((await judge([valid, valid, invalid], 'last')).states).toEqual(['skipped', 'ready', 'invalid']);
  });

  it('are not looked for by keys that may be shared', async () => {
    const rows = toRows([{ email: 'a' }, { email: 'a' }]);
    expect((await judge(rows, 'first', ['uid', 'externalId'])).states).toEqual(['ready', 'ready']);
  });
});
