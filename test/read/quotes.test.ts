import { describe, expect, it } from 'vitest';
import { openSource } from '../../src/read/open.js';
import { catchBulkError, readRows, readTextRows, toFixturePath, toLinesAndCells } from './reading.js';

const readFixture = async (name: string) => readRows(await openSource(toFixturePath(name)));

describe('quotes', () => {
  it('that stray within a line stay in the text, and no other row is touched', async () => {
    expect(toLinesAndCells(await readFixture('stray-quotes.csv'))).toEqual([
      [2, 'C-1', '5" pipe', 'a@example.com'],
      [3, 'C-2', '"Ann "Joy" Lee"', 'b@example.com'],
      [4, 'C-3', 'Bo\nLund', 'c@example.com'],
    ]);
  });

  it('that are never closed, but meet the quote of a later row, end the reading instead of swallowing rows', async () => {
    const error = await catchBulkError(readFixture('never-closed-quote.csv'));
    expect(error.code).toBe('source_unreadable');
    expect(error.message).toContain('a quote in the record that begins on line 4 is not closed');
  });

  it('that are never closed at all end the reading with the line of their record', async () => {
    const error = await catchBulkError(readFixture('never-closed-quote-at-the-end.csv'));
    expect(error.code).toBe('source_unreadable');
    expect(error.message).toContain('begins on line 3');
  });

  it('that swallow rows in the very last record are reported too', async () => {
    const error = await catchBulkError(readTextRows('name,b\nAda,1\n"Bo,2\n"Cy"x,3'));
    expect(error.message).toContain('begins on line 3 is not closed');
  });

  it('may hold cells of many lines that begin and end with quotes of their own', async () => {
    const cell = '"quoted"\n, said "she"';
    const rows = await readTextRows(`name,b\n"${cell.replaceAll('"', '""')}",1\n`);
    expect(rows.map((row) => row.cells)).toEqual([[cell, '1']]);
  });
});

describe('maxRecordBytes', () => {
  it.each([
    ['one long cell', `name,b\nAda,1\nBo,${'x'.repeat(200)}\n`],
    ['many empty cells', `name,b\nAda,1\nBo${','.repeat(200)}\n`],
    ['a last record without line end', `name,b\nAda,1\n${'y'.repeat(200)},2`],
  ])('refuses %s, however the bytes are cut', async (_name, text) => {
    for (const chunkBytes of [7, 64, 65_536]) {
      const error = await catchBulkError(readTextRows(text, { maxRecordBytes: 100, chunkBytes }));
      expect(error.code).toBe('row_too_long');
      expect(error.context).toEqual({ line: 3 });
    }
  });

  it('lets a record pass that is just as long, blank lines before it not counted', async () => {
    const record = `Bo,${'x'.repeat(96)}\n`;
    // The sample, 64 KB, comes first in one piece; beyond it the chunks end anywhere in a record.
    const count = 800;
    const text = `name,b\n\n\n\n${record.repeat(count)}`;
    for (const chunkBytes of [1, 50, 101, 103, 65_536]) {
      const rows = await readTextRows(text, { maxRecordBytes: 100, chunkBytes });
      expect([rows.length, rows[0]?.line]).toEqual([count, 5]);
    }
    await expect(readTextRows(`name,b\n${record}`, { maxRecordBytes: 99 })).rejects.toThrow('line 2');
  });
});
