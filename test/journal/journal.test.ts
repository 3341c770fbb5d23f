import { describe, expect, it, onTestFinished } from 'vitest';
import type { Plan } from '../../src/core/journal-port.js';
import type { RowState } from '../../src/core/types.js';
import { Journal } from '../../src/journal/journal.js';
import { doubtUnfinished } from '../../src/journal/reopen.js';
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
  const plan: Plan = {
    remote: makeRemote({ metaData: { a: [1, { b: null }] } }),
    body: { name: 'Ada', email: null, address: { zipcode: '00100' } },
    changes: [{ field: 'email', before: 'a@x.org', after: null }],
  };

  it('are given back as they were written, before they are on disk and after', async () => {
    const { journal, path, clock } = await openTestJournal();
    journal.writePlan(4, { ...plan, changes: [] });
    journal.writePlan(4, plan);
    expect(journal.readPlan(4)).toEqual(plan);
    expect(journal.readPlan(5)).toBeUndefined();
    journal.close();
    const again = Journal.open(path, { create: false, clock });
    onTestFinished(() => again.close());
    expect(again.readPlan(4)).toEqual(plan);
  });

  it('are on disk with the move that they belong to', async () => {
    const { journal, path } = await openReady(2);
    const second = openSecond(path);
    const listRows = () => second.prepare('SELECT row FROM plans ORDER BY row').all([]);
    const [one, two] = [takeRow(journal, 'ready'), takeRow(journal, 'ready', 1)];
    journal.writePlan(1, plan);
    expect(listRows()).toEqual([]);
    await journal.move(one, 'planned_update');
    expect(listRows()).toEqual([{ row: 1 }]);
    journal.moveAll([{ row: two, to: 'planned_update', patch: {}, plan }]);
    expect(listRows()).toEqual([{ row: 1 }, { row: 2 }]);
    expect(journal.readPlan(2)).toEqual(plan);
  });

  it('are not written where their move is refused', async () => {
    const { journal } = await openReady(1);
    const stale = takeRow(journal, 'ready');
    await journal.move(stale, 'conflict');
    expect(() => journal.moveAll([{ row: stale, to: 'planned_update', patch: {}, plan }])).toThrow(
      'Row 1 was thought to be ready, and is not.',
    );
    expect(journal.readPlan(1)).toBeUndefined();
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
    doubtUnfinished(journal.file);
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
    doubtUnfinished(journal.file);
    expect(takeRow(journal, 'in_doubt').doubt).toBe('update');
  });
});

describe('failed rows that are reopened', () => {
  it('continue at the address if their customer is done, and are decided again if it is not', async () => {
    const { journal, file } = await openReady(4);
    await journal.move(takeRow(journal, 'ready'), 'failed', { errorCode: 'api_rejected', error: 'no' });
    const done = await walk(journal, takeRow(journal, 'ready', 1), ['planned_create', 'sending_create']);
    const sending = await journal.move(
      await journal.move(done, 'customer_done', { uid: 'u-2', outcome: 'created' }),
      'sending_address',
      { addressTriedAt: 5 },
      { kind: 'begin', step: 'address', body: {} },
    );
    await journal.move(sending, 'failed', {
      addressStatus: 'failed',
      errorCode: 'address_failed',
      error: 'no',
    });
    await walk(journal, takeRow(journal, 'ready', 2), ['conflict']);

    expect(journal.reopenFailed({ asPlanned: false })).toBe(1);
    expect(readStates(file)).toEqual(['ready', 'customer_done', 'conflict', 'ready']);
    const clean = { errorCode: '', error: '', addressStatus: '', finishedAt: undefined };
    expect(takeRow(journal, 'ready')).toMatchObject({ ...clean, rowNumber: 1, uid: '', matchedBy: '' });
    // That an address was asked for before is not forgotten: it is looked for first.
    expect(takeRow(journal, 'customer_done')).toMatchObject({
      ...clean,
      uid: 'u-2',
      outcome: 'created',
      attempts: 1,
      addressTriedAt: 5,
    });
    expect(journal.reopenFailed({ asPlanned: false })).toBe(0);
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
