import { describe, expect, it } from 'vitest';
import { finishIngest } from '../../src/journal/duplicates.js';
import { Ingest } from '../../src/journal/ingest.js';
import { makeIssue } from '../record/support.js';
import { makeWish, toUid } from '../support/customers.js';
import { load, openSecond, openTestJournal, readRow, readStates, toIngested } from './support.js';

describe('ingest', () => {
  it('keeps cells to the character', async () => {
    const { journal, file } = await openTestJournal();
    const cells = ['=1+1', ' 007 ', '', 'a\r\nb', 'e\u0301 🦊 "\\', '\u0000'];
    load(file, [{ cells }]);
    expect(journal.readRows(['ingested'], 0, 1)).toHaveLength(1);
    const { cells: kept } = file.prepare('SELECT cells FROM source_rows').get<{ cells: string }>([]) ?? {};
    expect(JSON.parse(kept ?? '')).toEqual(cells);
  });

  it('takes batches without rows, first and last', async () => {
    const { file } = await openTestJournal();
    const writer = new Ingest(file);
    writer.add([]);
    writer.add([toIngested({}, 1)]);
    writer.add([]);
    writer.finish();
    finishIngest(file, 0);
    expect(readStates(file)).toEqual(['ready']);
  });

  it('gives back what a row asks for, and the place where it stands', async () => {
    const { journal, file } = await openTestJournal();
    const wish = makeWish(
      {
        uid: toUid(7),
        email: 'Ada@Example.com',
        address: { city: 'Lagos' },
        metaData: { tags: ['a', 1, null, { b: false }] },
      },
      {
        blank: ['phone', 'address.street'],
        textMetaData: ['plan'],
        provisionAddress: false,
        subAccountId: 's',
      },
    );
    load(file, [{}, { wish }]);
    const [row] = journal.readRows(['ingested'], 1, 10);
    expect(row).toMatchObject({ rowNumber: 2, state: 'ingested', attempts: 0, uid: '', warnings: [] });
    expect(row?.wish).toEqual(wish);
    expect(file.prepare('SELECT line FROM source_rows WHERE row = 2').get([])).toEqual({ line: 3 });
  });

  it('notes each warning once by its code, and no error among them', async () => {
    const { journal, file } = await openTestJournal();
    load(file, [
      {
        issues: [
          { code: 'phone_invalid', severity: 'warning' },
          { code: 'country_unknown', severity: 'warning' },
          { code: 'phone_invalid', severity: 'warning' },
        ],
      },
    ]);
    expect(journal.readRows(['ingested'], 0, 1)[0]?.warnings).toEqual(['phone_invalid', 'country_unknown']);
  });

  it('keeps findings about the header under row 0', async () => {
    const { file } = await openTestJournal();
    const issue = makeIssue({ rowNumber: 0, line: 1, code: 'column_unknown', column: 'Shoe size' });
    new Ingest(file).addMapping({ columns: ['Shoe size'], uses: [{ kind: 'ignored' }], issues: [issue] });
    expect(file.prepare('SELECT row, line, column_name AS name FROM issues').all([])).toEqual([
      { row: 0, line: 1, name: 'Shoe size' },
    ]);
  });

  it('commits as it goes, and the rest at the end', async () => {
    const { file, path } = await openTestJournal();
    const second = openSecond(path);
    const count = (): number => readStates(second).length;
    const ingest = new Ingest(file);
    const rows = Array.from({ length: 2100 }, (_, index) => toIngested({}, index));
    ingest.add(rows.slice(0, 1000));
    expect(count()).toBe(0);
    ingest.add(rows.slice(1000, 2050));
    expect(count()).toBe(2050);
    ingest.add(rows.slice(2050));
    expect(count()).toBe(2050);
    ingest.finish();
    expect(count()).toBe(2100);
  });

  it('builds the indexes over the keys only at the end', async () => {
    const { file } = await openTestJournal();
    const list = (): string[] =>
      file
        .prepare(`SELECT name FROM sqlite_master WHERE type = 'index' AND name LIKE 'rows_%' ORDER BY name`)
        .all<{ name: string }>([])
        .map(({ name }) => name);
    const ingest = new Ingest(file);
    ingest.add([toIngested({}, 0)]);
    expect(list()).toEqual([]);
    ingest.finish();
    expect(list()).toEqual(['rows_address', 'rows_email', 'rows_external_id', 'rows_uid']);
  });

  it('ends well for a source without rows', async () => {
    const { file } = await openTestJournal();
    new Ingest(file).finish();
    expect(readStates(file)).toEqual([]);
  });
});

describe('settling what was ingested', () => {
  it('makes rows without an error ready and the others invalid, with their first code and all their words', async () => {
    const { file } = await openTestJournal();
    load(file, [
      {},
      {
        issues: [
          { code: 'phone_invalid', severity: 'warning', message: 'Odd phone.' },
          { code: 'email_invalid', message: 'Bad email.' },
          { code: 'name_missing', message: 'No name.' },
        ],
      },
      { issues: [{ code: 'phone_invalid', severity: 'warning' }] },
    ]);
    finishIngest(file, 1_700_000_000_000);
    expect(readStates(file)).toEqual(['ready', 'invalid', 'ready']);
    expect(readRow(file, 2)).toEqual({
      state: 'invalid',
      code: 'email_invalid',
      error: 'Bad email. No name.',
      finishedAt: 1_700_000_000_000,
    });
    expect(readRow(file, 3)).toEqual({ state: 'ready', code: '', error: '', finishedAt: null });
  });

  it('makes no row invalid for what is wrong with the header', async () => {
    const { file } = await openTestJournal();
    const issue = makeIssue({ rowNumber: 0, code: 'column_unknown', severity: 'error' });
    const ingest = new Ingest(file);
    ingest.addMapping({ columns: [], uses: [], issues: [issue] });
    ingest.add([toIngested({}, 0)]);
    ingest.finish();
    finishIngest(file, 0);
    expect(readStates(file)).toEqual(['ready']);
  });
});
