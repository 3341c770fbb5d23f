import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RowPatch } from '../../src/core/journal-port.js';
import { MATCH_KEYS, STEPS } from '../../src/core/types.js';
import { readRowRecord } from '../../src/journal/row-record.js';
import { makeWish } from '../support/customers.js';
import { loadReady, openSecond, openTestJournal, readStates, takeRow, walk } from './support.js';
import { bySize } from '../support/size.js';

/** A journal with N ready rows. */
async function openReady(count: number) {
  const bench = await openTestJournal();
  loadReady(
    bench.file,
    Array.from({ length: count }, () => ({})),
  );
  return bench;
}

describe('rows on their way', () => {
  it('are read in the order of the source, a batch after the other', async () => {
    const { journal } = await openReady(5);
    const read = (after: number): number[] =>
      journal.readRows(['ready'], after, 2).map((row) => row.rowNumber);
    expect(read(0)).toEqual([1, 2]);
    expect(read(2)).toEqual([3, 4]);
    expect(read(4)).toEqual([5]);
    expect(read(5)).toEqual([]);
  });

  it('are read by any of several states', async () => {
    const { journal } = await openReady(4);
    await walk(journal, takeRow(journal, 'ready', 1), ['planned_create']);
    await walk(journal, takeRow(journal, 'ready', 2), ['planned_update']);
    const read = (...states: Parameters<typeof journal.readRows>[0]): number[] =>
      journal.readRows(states, 0, 10).map((row) => row.rowNumber);
    expect(read('planned_create')).toEqual([2]);
    expect(read('planned_update', 'planned_create')).toEqual([2, 3]);
    expect(read('ready', 'planned_update')).toEqual([1, 3, 4]);
    expect(read('done')).toEqual([]);
    expect(journal.countStates()).toEqual({ ready: 2, planned_create: 1, planned_update: 1 });
  });

  it('are seen with moves that are not committed yet', async () => {
    const { journal } = await openReady(1);
    const move = journal.move(takeRow(journal, 'ready'), 'planned_create');
    expect(journal.readRows(['planned_create'], 0, 1)).toHaveLength(1);
    await move;
  });

  it('have their move on disk once it resolved', async () => {
    const { journal, path } = await openReady(2);
    const second = openSecond(path);
    const moved = await journal.move(takeRow(journal, 'ready'), 'planned_create');
    expect(moved.state).toBe('planned_create');
    expect(readStates(second)).toEqual(['planned_create', 'ready']);
  });

  it('are stamped when they come to rest, and not before', async () => {
    const { journal, clock } = await openReady(1);
    const sending = await walk(journal, takeRow(journal, 'ready'), ['planned_create', 'sending_create']);
    expect(sending.finishedAt).toBeUndefined();
    await clock.advance(1500);
    const failed = await journal.move(sending, 'failed', { errorCode: 'api_rejected', error: 'no' });
    expect(failed.finishedAt).toBe(1_700_000_001_500);
    expect(takeRow(journal, 'failed')).toEqual(failed);
    const again = await journal.move(failed, 'ready');
    expect(again.finishedAt).toBeUndefined();
    expect(takeRow(journal, 'ready')).toEqual(again);
  });

  it('give back every field as it was moved', async () => {
    const { journal } = await openReady(300);
    // Any text but NUL, at which the driver ends a text when it reads.
    const text = fc.string({ unit: 'binary', maxLength: 20 }).map((one) => one.replaceAll('\0', ''));
    const time = fc.option(fc.nat({ max: 4_102_444_800_000 }), { nil: undefined });
    const patch: fc.Arbitrary<RowPatch> = fc.record({
      doubt: fc.constantFrom('', ...STEPS),
      uid: text,
      matchedBy: fc.constantFrom('', ...MATCH_KEYS),
      outcome: fc.constantFrom('', 'created', 'updated', 'unchanged'),
      subAccountUid: text,
      addressStatus: fc.constantFrom('', 'created', 'existing', 'failed'),
      address: text,
      addressUid: text,
      errorCode: fc.constantFrom('', 'api_rejected', 'address_failed'),
      error: text,
      warnings: fc.subarray(['phone_invalid', 'country_unknown', 'external_id_kept']),
      httpStatus: fc.option(fc.integer({ min: 100, max: 599 }), { nil: undefined }),
      createTriedAt: time,
      addressTriedAt: time,
    });
    await fc.assert(
      fc.asyncProperty(patch, async (one) => {
        const row = takeRow(journal, 'ready');
        const planned = await journal.move(row, 'planned_create', one);
        expect(planned).toEqual({ ...row, ...one, state: 'planned_create' });
        expect(takeRow(journal, 'planned_create')).toEqual(planned);
        const sending = await journal.move(planned, 'sending_create');
        expect(takeRow(journal, 'sending_create', row.rowNumber - 1)).toEqual(sending);
        expect(sending).toEqual({ ...planned, state: 'sending_create' });
      }),
      { numRuns: bySize({ small: 10, full: 60 }) },
    );
  });

  it('lose the time of a create that the caller took back in the row', async () => {
    const { journal } = await openReady(1);
    const planned = await journal.move(takeRow(journal, 'ready'), 'planned_create');
    const sending = await journal.move(planned, 'sending_create', { createTriedAt: 1_700_000_000_000 });
    await journal.move({ ...sending, createTriedAt: undefined }, 'failed', { errorCode: 'api_rejected' });
    expect(takeRow(journal, 'failed').createTriedAt).toBeUndefined();
  });

  it('keep what a patch does not name', async () => {
    const { journal } = await openReady(1);
    const named = await journal.move(takeRow(journal, 'ready'), 'planned_update', {
      uid: 'u-1',
      matchedBy: 'email',
      warnings: ['external_id_kept'],
    });
    const later = await journal.move(named, 'sending_update', { httpStatus: 200 });
    expect(later).toMatchObject({
      uid: 'u-1',
      matchedBy: 'email',
      warnings: ['external_id_kept'],
      httpStatus: 200,
    });
    expect(takeRow(journal, 'sending_update')).toEqual(later);
  });
});

describe('a move', () => {
  it('that does not exist is refused before anything is written', async () => {
    const { journal, file } = await openReady(1);
    await expect(journal.move(takeRow(journal, 'ready'), 'sending_create')).rejects.toThrow(
      'A row can not move from ready to sending_create.',
    );
    expect(readStates(file)).toEqual(['ready']);
  });

  it('of a row that has been moved since is refused, and every later one too', async () => {
    const { journal, file } = await openReady(2);
    const stale = takeRow(journal, 'ready');
    const other = takeRow(journal, 'ready', 1);
    await journal.move(stale, 'planned_create');
    const message = 'Row 1 was thought to be ready, and is not.';
    await expect(journal.move(stale, 'conflict')).rejects.toThrow(message);
    await expect(journal.move(other, 'conflict')).rejects.toThrow(message);
    expect(readStates(file)).toEqual(['planned_create', 'ready']);
  });

  it('twice at the same time from one state takes neither: one of them would be wrong', async () => {
    const { journal, file } = await openReady(1);
    const row = takeRow(journal, 'ready');
    const moves = await Promise.allSettled([
      journal.move(row, 'planned_create'),
      journal.move(row, 'conflict'),
    ]);
    expect(moves.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(readStates(file)).toEqual(['ready']);
  });

  it('of many rows at once is one transaction: all of them, or none', async () => {
    const { journal, file, clock } = await openReady(3);
    const rows = journal.readRows(['ready'], 0, 3);
    await clock.advance(7);
    journal.moveAll(
      rows.slice(0, 2).map((row) => ({ row, to: 'exists', patch: { uid: `u-${row.rowNumber}` } })),
    );
    expect(readStates(file)).toEqual(['exists', 'exists', 'ready']);
    expect(takeRow(journal, 'exists', 1)).toMatchObject({ uid: 'u-2', finishedAt: 1_700_000_000_007 });
    const stale = [...rows].reverse().map((row) => ({ row, to: 'conflict', patch: {} }) as const);
    expect(() => journal.moveAll(stale)).toThrow('was thought to be ready, and is not.');
    expect(readStates(file)).toEqual(['exists', 'exists', 'ready']);
  });
});

describe('attempts of a row', () => {
  it('are numbered in the order of its life, with looks between, and each answer goes to its request', async () => {
    const { journal, file, clock } = await openReady(2);
    const body = { name: 'Ada Obi', email: 'ada@example.com' };
    let row = await walk(journal, takeRow(journal, 'ready'), ['planned_create']);
    row = await journal.move(row, 'sending_create', {}, { kind: 'begin', step: 'create', body });
    await clock.advance(100);
    row = await journal.move(
      row,
      'in_doubt',
      { doubt: 'create' },
      { kind: 'end', httpStatus: undefined, result: 'unsure', message: 'The connection was cut.' },
    );
    await clock.advance(50);
    row = await journal.move(row, 'planned_create', {}, { kind: 'look', result: 'not there' });
    row = await journal.move(row, 'sending_create', {}, { kind: 'begin', step: 'create', body });
    await clock.advance(30);
    row = await journal.move(
      row,
      'done',
      { outcome: 'created' },
      {
        kind: 'end',
        httpStatus: 201,
        result: 'ok',
        message: '',
      },
    );
    expect(row.attempts).toBe(2);
    expect(takeRow(journal, 'done').attempts).toBe(2);

    const at = 1_700_000_000_000;
    expect(readRowRecord(file, 1)?.attempts).toEqual([
      {
        step: 'create',
        startedAt: at,
        body,
        endedAt: at + 100,
        httpStatus: null,
        result: 'unsure',
        message: 'The connection was cut.',
      },
      {
        step: 'look',
        startedAt: at + 150,
        body: null,
        endedAt: at + 150,
        httpStatus: null,
        result: 'not there',
        message: '',
      },
      {
        step: 'create',
        startedAt: at + 150,
        body,
        endedAt: at + 180,
        httpStatus: 201,
        result: 'ok',
        message: '',
      },
    ]);
    expect(readRowRecord(file, 2)?.attempts).toEqual([]);
  });

  it('take the answer to a request even when a look was taken before it', async () => {
    const { journal, file } = await openReady(1);
    let row = await walk(journal, takeRow(journal, 'ready'), ['customer_done']);
    row = await journal.move(row, 'sending_address', {}, { kind: 'begin', step: 'address', body: {} });
    row = await journal.move(row, 'in_doubt', {}, { kind: 'look', result: 'unavailable' });
    await journal.move(row, 'failed', {}, { kind: 'end', httpStatus: 500, result: 'unsure', message: 'm' });
    const attempts = readRowRecord(file, 1)?.attempts ?? [];
    expect(attempts.map(({ step, httpStatus, result }) => [step, httpStatus, result])).toEqual([
      ['address', 500, 'unsure'],
      ['look', null, 'unavailable'],
    ]);
  });

  it('stay open where no answer was recorded', async () => {
    const { journal, file } = await openReady(1);
    const row = await walk(journal, takeRow(journal, 'ready'), ['planned_create']);
    await journal.move(row, 'sending_create', {}, { kind: 'begin', step: 'create', body: {} });
    expect(readRowRecord(file, 1)?.attempts[0]).toMatchObject({
      endedAt: null,
      httpStatus: null,
      result: '',
    });
  });
});

describe('the record of a row', () => {
  it('is all that the journal has about it', async () => {
    const { journal, file } = await openTestJournal();
    loadReady(file, [
      {},
      {
        cells: ['Ada', '12'],
        wish: makeWish({ email: 'ada@example.com' }),
        issues: [{ code: 'phone_invalid', severity: 'warning', message: 'Odd phone.' }],
      },
    ]);
    await walk(journal, takeRow(journal, 'ready', 1), ['exists']);
    expect(readRowRecord(file, 2)).toEqual({
      line: 3,
      cells: ['Ada', '12'],
      state: 'exists',
      status: 'exists',
      uid: '',
      address: '',
      error: '',
      issues: [{ severity: 'warning', code: 'phone_invalid', message: 'Odd phone.' }],
      attempts: [],
    });
  });

  it('is not there for a row that the source has not', async () => {
    const { file } = await openReady(1);
    expect(readRowRecord(file, 2)).toBeUndefined();
  });
});
