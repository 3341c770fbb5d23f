import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/core/journal-port.js';
import type { RowState } from '../../src/core/types.js';
import { makeRemote, makeWish } from '../support/customers.js';
import { loadReady, openSecond, openTestJournal, readStates, takeRow, walk } from './support.js';

async function openReady(count: number) {
  const bench = await openTestJournal();
  loadReady(
    bench.file,
    Array.from({ length: count }, () => ({})),
  );
  return bench;
}

describe('facts about a run', () => {
  it('are given back as they were written, the last word counting', async () => {
    const { journal } = await openTestJournal();
    expect(journal.info.get('options')).toBeUndefined();
    journal.info.set('options', { mode: 'upsert', match: ['uid'] });
    journal.info.set('account', null);
    journal.info.set('options', { mode: 'create', match: [] });
    expect(journal.info.get('options')).toEqual({ mode: 'create', match: [] });
    expect(journal.info.get('account')).toBeNull();
  });
});

describe('plans', () => {
  it('are given back as they were written, the last one counting', async () => {
    const { journal } = await openTestJournal();
    const plan: Plan = {
      remote: makeRemote({ metaData: { a: [1, { b: null }] } }),
      body: { name: 'Ada', email: null, address: { zipcode: '00100' } },
      changes: [{ field: 'email', before: 'a@x.org', after: null }],
    };
    journal.writePlan(4, { ...plan, changes: [] });
    journal.writePlan(4, plan);
    expect(journal.readPlan(4)).toEqual(plan);
    expect(journal.readPlan(5)).toBeUndefined();
  });
});

describe('a journal that a dead process left', () => {
  it('has rows in doubt about the request that was under way, and no others', async () => {
    const { journal, path, file } = await openReady(6);
    const lives: readonly (readonly RowState[])[] = [
      ['planned_create', 'sending_create'],
      ['planned_update', 'sending_update'],
      ['customer_done', 'sending_sub_account'],
      ['customer_done', 'sending_address'],
      ['planned_create'],
      ['conflict'],
    ];
    for (const [at, life] of lives.entries()) await walk(journal, takeRow(journal, 'ready', at), life);
    journal.doubtUnfinished();
    expect(readStates(file)).toEqual([
      'in_doubt',
      'in_doubt',
      'in_doubt',
      'in_doubt',
      'planned_create',
      'conflict',
    ]);
    expect(journal.readRows(['in_doubt'], 0, 10).map(({ doubt }) => doubt)).toEqual([
      'create',
      'update',
      'sub_account',
      'address',
    ]);
    expect(readStates(openSecond(path))).toEqual(readStates(file));
  });

  it('keeps the doubt of rows that were in doubt before', async () => {
    const { journal } = await openReady(1);
    const sending = await walk(journal, takeRow(journal, 'ready'), ['planned_update', 'sending_update']);
    await journal.move(sending, 'in_doubt', { doubt: 'update' });
    journal.doubtUnfinished();
    expect(takeRow(journal, 'in_doubt').doubt).toBe('update');
  });
});

describe('owners', () => {
  it('of an address are known from the moment on at which it is about to be written', async () => {
    const { journal } = await openReady(2);
    const row = await walk(journal, takeRow(journal, 'ready', 1), ['customer_done', 'sending_address']);
    expect(journal.findRowWithAddress('tb1q')).toBeUndefined();
    const move = journal.move(row, 'done', { address: 'tb1q' });
    expect(journal.findRowWithAddress('tb1q')).toBe(2);
    await move;
    expect(journal.findRowWithAddress('tb1q')).toBe(2);
    expect(journal.findRowWithAddress('')).toBeUndefined();
  });

  it('of a customer are known with moves that are not committed yet', async () => {
    const { journal } = await openReady(2);
    const move = journal.move(takeRow(journal, 'ready', 1), 'exists', { uid: 'u-1' });
    expect(journal.findRowWithUid('u-1')).toBe(2);
    expect(journal.findRowWithUid('u-2')).toBeUndefined();
    expect(journal.findRowWithUid('')).toBeUndefined();
    await move;
  });

  it('of an email are counted while their create is unsettled, this row left out', async () => {
    const { journal, file } = await openTestJournal();
    const wish = makeWish({ email: 'Ada@X.org' });
    loadReady(file, [{ wish }, { wish }, { wish }, { wish }, {}]);
    const sending = await walk(journal, takeRow(journal, 'ready'), ['planned_create', 'sending_create']);
    const doubtful = await walk(journal, takeRow(journal, 'ready', 1), ['planned_create', 'sending_create']);
    await journal.move(doubtful, 'in_doubt', { doubt: 'create' });
    await walk(journal, takeRow(journal, 'ready', 2), ['planned_create']);
    expect(journal.countUnsettledWithEmail('ada@x.org', 4)).toBe(2);
    expect(journal.countUnsettledWithEmail('ada@x.org', 1)).toBe(1);
    expect(journal.countUnsettledWithEmail('eve@x.org', 4)).toBe(0);
    await journal.move(sending, 'done', { uid: 'u-1', outcome: 'created' });
    expect(journal.countUnsettledWithEmail('ada@x.org', 4)).toBe(1);
  });
});

describe('closing a journal', () => {
  it('commits what has gathered', async () => {
    const { journal, path } = await openReady(1);
    const move = journal.move(takeRow(journal, 'ready'), 'planned_create');
    journal.close();
    await move;
    expect(readStates(openSecond(path))).toEqual(['planned_create']);
  });
});
