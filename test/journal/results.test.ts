import { describe, expect, it } from 'vitest';
import { ROW_STATES, type BulkStatus, type RowState } from '../../src/core/types.js';
import { addIssues, finishIngest } from '../../src/journal/duplicates.js';
import { MOST_ROWS } from '../../src/journal/batches.js';
import { Ingest } from '../../src/journal/ingest.js';
import { readIssues, readRejectedResults, readResults, toBulkStatus } from '../../src/journal/results.js';
import { isRejected } from '../../src/record/table/rejected.js';
import { makeIssue } from '../record/support.js';
import { load, loadReady, openTestJournal, readRow, takeRow, walk } from './support.js';

const STATUS: Readonly<Record<RowState, BulkStatus>> = {
  ingested: 'pending',
  invalid: 'invalid',
  ready: 'pending',
  unchanged: 'unchanged',
  exists: 'exists',
  conflict: 'conflict',
  skipped: 'skipped',
  planned_create: 'pending',
  planned_update: 'pending',
  planned_delete: 'pending',
  held_create: 'would_create',
  held_update: 'would_update',
  held_address: 'unchanged',
  sending_create: 'pending',
  sending_delete: 'pending',
  sending_update: 'pending',
  customer_done: 'pending',
  sending_sub_account: 'pending',
  sub_account_done: 'pending',
  sending_address: 'pending',
  address_made: 'pending',
  in_doubt: 'pending',
  done: 'created',
  failed: 'failed',
};

describe('status of a row', () => {
  it.each(ROW_STATES.map((state) => [state, STATUS[state]] as const))(
    'in state %s is %s',
    (state, status) => {
      expect(toBulkStatus(state, 'created')).toBe(status);
    },
  );

  it.each(['created', 'updated', 'unchanged'] as const)('that is done says what happened: %s', (outcome) => {
    expect(toBulkStatus('done', outcome)).toBe(outcome);
  });

  it('says nothing of the customer before the row is at rest', () => {
    expect(toBulkStatus('customer_done', 'created')).toBe('pending');
    expect(toBulkStatus('in_doubt', 'updated')).toBe('pending');
  });

  it('that failed after its customer was made is failed', () => {
    expect(toBulkStatus('failed', 'created')).toBe('failed');
  });
});

describe('results', () => {
  it('tell everything that happened to a row', async () => {
    const { journal, file, clock } = await openTestJournal();
    loadReady(file, [{ cells: ['Ada', ''], issues: [{ code: 'phone_invalid', severity: 'warning' }] }]);
    let row = await walk(journal, takeRow(journal, 'ready'), ['planned_create']);
    row = await journal.move(row, 'sending_create', {}, { kind: 'begin', step: 'create', body: {} });
    row = await journal.move(row, 'customer_done', { uid: 'u-1', outcome: 'created', httpStatus: 201 });
    row = await journal.move(row, 'sending_address', {}, { kind: 'begin', step: 'address', body: {} });
    await clock.advance(2000);
    await journal.move(row, 'failed', {
      matchedBy: 'externalId',
      addressStatus: 'failed',
      address: 'tb1q',
      addressUid: 'a-1',
      errorCode: 'address_failed',
      error: 'The wallet is closed.',
      warnings: ['phone_invalid', 'external_id_kept'],
      notKept: ['name', 'metaData.plan'],
      httpStatus: 422,
    });
    expect([...readResults(file)]).toEqual([
      [
        {
          rowNumber: 1,
          line: 2,
          cells: ['Ada', ''],
          status: 'failed',
          uid: 'u-1',
          matchedBy: 'externalId',
          addressStatus: 'failed',
          address: 'tb1q',
          addressUid: 'a-1',
          errorCode: 'address_failed',
          error: 'The wallet is closed.',
          warnings: ['phone_invalid', 'external_id_kept'],
          notKept: ['name', 'metaData.plan'],
          attempts: 2,
          httpStatus: 422,
          finishedAt: '2023-11-14T22:13:22.000Z',
          changes: [],
        },
      ],
    ]);
  });

  it('have a line for a row that was not processed yet', async () => {
    const { file } = await openTestJournal();
    load(file, [{ cells: ['Ada'] }]);
    const [[row] = []] = [...readResults(file)];
    expect(row).toMatchObject({
      status: 'pending',
      attempts: 0,
      httpStatus: undefined,
      finishedAt: '',
      warnings: [],
    });
  });

  it('have exactly one line for each row, in order, however many batches it takes', async () => {
    const { file } = await openTestJournal();
    const ingest = new Ingest(file);
    const rows = Array.from({ length: 2 * MOST_ROWS + 6 }, (_, at) => at + 1);
    ingest.add(
      rows.map((rowNumber) => ({
        source: { rowNumber, line: rowNumber * 2, cells: [`c ${rowNumber}`] },
        validated: { rowNumber, line: rowNumber * 2, keys: {}, issues: [] },
      })),
    );
    ingest.finish();
    const batches = [...readResults(file)];
    expect(batches.map(({ length }) => length)).toEqual([MOST_ROWS, MOST_ROWS, 6]);
    const lines = batches.flat();
    expect(lines.map(({ rowNumber }) => rowNumber)).toEqual(rows);
    expect(lines[77]).toMatchObject({ rowNumber: 78, line: 156, cells: ['c 78'] });
  });

  it('come in small batches where cells are long, and none is lost or told twice', async () => {
    const { file } = await openTestJournal();
    const sizes = [1, 3_000_000, 3_000_000, 10_000_000, 1, 1, 2_000_000];
    load(
      file,
      sizes.map((size) => ({ cells: ['x'.repeat(size)] })),
    );
    const batches = [...readResults(file)].map((batch) => batch.map(({ cells }) => cells[0]?.length));
    expect(batches).toEqual([[1, 3_000_000, 3_000_000], [10_000_000], [1, 1, 2_000_000]]);
  });

  it('leave the journal fit for use when reading ends early', async () => {
    const { journal, file } = await openTestJournal();
    loadReady(
      file,
      Array.from({ length: MOST_ROWS + 1 }, () => ({})),
    );
    for (const batch of readResults(file)) {
      expect(batch).toHaveLength(MOST_ROWS);
      break;
    }
    await walk(journal, takeRow(journal, 'ready'), ['planned_create']);
    expect(readRow(file, 1)).toMatchObject({ state: 'planned_create' });
    expect([...readResults(file)].flat()).toHaveLength(MOST_ROWS + 1);
  });

  it('are empty if the source has no rows', async () => {
    const { file } = await openTestJournal();
    expect([...readResults(file)]).toEqual([]);
    expect([...readRejectedResults(file)]).toEqual([]);
  });

  it('that may be rejected are those that rejected.csv takes, in all states', async () => {
    const { file } = await openTestJournal();
    loadReady(
      file,
      ROW_STATES.map(() => ({})),
    );
    const set = file.prepare('UPDATE rows SET state = ? WHERE row = ?');
    ROW_STATES.forEach((state, at) => set.run([state, at + 1]));
    const all = [...readResults(file)].flat();
    expect(all).toHaveLength(ROW_STATES.length);
    const rejected = [...readRejectedResults(file)].flat();
    expect(rejected).toEqual(all.filter(({ status }) => isRejected(status)));
    expect(rejected.map(({ status }) => status)).toEqual(['invalid', 'conflict', 'failed']);
  });
});

describe('issues', () => {
  it('come by row, the header first, and within a row as they were found', async () => {
    const { file } = await openTestJournal();
    load(file, [
      { issues: [{ code: 'phone_invalid', severity: 'warning' }] },
      { issues: [{ code: 'email_invalid' }, { code: 'country_unknown', severity: 'warning' }] },
    ]);
    addIssues(file, [
      makeIssue({ rowNumber: 2, code: 'duplicate_email' }),
      makeIssue({ rowNumber: 1, code: 'duplicate_uid' }),
      makeIssue({ rowNumber: 0, code: 'column_unknown', severity: 'warning' }),
    ]);
    const issues = [...readIssues(file)].flat();
    expect(issues.map(({ rowNumber, code }) => [rowNumber, code])).toEqual([
      [0, 'column_unknown'],
      [1, 'phone_invalid'],
      [1, 'duplicate_uid'],
      [2, 'email_invalid'],
      [2, 'country_unknown'],
      [2, 'duplicate_email'],
    ]);
  });

  it('keep all that was said', async () => {
    const { file } = await openTestJournal();
    const issue = makeIssue({
      rowNumber: 3,
      line: 9,
      column: 'E-mail "2"',
      severity: 'warning',
      code: 'email_invalid',
      value: ' a@\n',
      message: 'é',
      hint: 'h',
    });
    addIssues(file, [issue]);
    expect([...readIssues(file)]).toEqual([[issue]]);
  });

  it('are each returned once when the issues of one row cross the end of a batch', async () => {
    const { file } = await openTestJournal();
    const codes = ['name_missing', 'email_invalid', 'phone_invalid'] as const;
    const issues = Array.from({ length: MOST_ROWS }, (_, at) => at + 1).flatMap((rowNumber) =>
      codes.map((code) => makeIssue({ rowNumber, code })),
    );
    addIssues(file, issues);
    const batches = [...readIssues(file)];
    expect(batches.map(({ length }) => length)).toEqual([MOST_ROWS, MOST_ROWS, MOST_ROWS]);
    expect(batches.flat()).toEqual(issues);
  });

  it('leave the rows their line in the results', async () => {
    const { file } = await openTestJournal();
    load(file, [{ issues: [{ code: 'name_missing', message: 'No name.' }] }, {}]);
    finishIngest(file, 0);
    const rows = [...readResults(file)].flat();
    expect(rows.map(({ status, errorCode, error }) => [status, errorCode, error])).toEqual([
      ['invalid', 'name_missing', 'No name.'],
      ['pending', '', ''],
    ]);
  });
});
