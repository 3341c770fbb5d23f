/** Records as long as the usual limit and longer. `quotes.test.ts` has the same limit at a hundred bytes. */
import { describe, expect, it } from 'vitest';
import { catchBulkError, readTextRows } from './reading.js';

describe('a large source', () => {
  it('with a cell of 10 MB: read whole', async () => {
    const cell = 'x'.repeat(10 * 1024 * 1024);
    const rows = await readTextRows(`name,b\nAda,1\nBo,"${cell}"\nCy,2\n`);
    expect(rows.map(({ cells }) => cells[0])).toEqual(['Ada', 'Bo', 'Cy']);
    expect(rows[1]?.cells[1] === cell).toBe(true);
  });

  it('with a cell of 20 MB: refused with its line, and not held', async () => {
    const text = `name,b\nAda,1\nBo,"${'x'.repeat(20 * 1024 * 1024)}"\nCy,2\n`;
    const error = await catchBulkError(readTextRows(text));
    expect(error.code).toBe('row_too_long');
    expect(error.context).toEqual({ line: 3 });
  });

  it('with quotes that are never closed are recognised by the length of the record, at its line', async () => {
    const text = `name,b\nAda,1\n\nBo,"2\n${'Cy,3\n'.repeat(4_000_000)}`;
    const error = await catchBulkError(readTextRows(text));
    expect(error.code).toBe('row_too_long');
    expect(error.message).toContain('begins on line 4 is longer than 16777216 bytes');
  });
});
