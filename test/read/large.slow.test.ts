/** Sources of many megabytes: too slow for `npm run test:quick`. */
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openSource } from '../../src/read/open.js';
import { catchBulkError, readRows, readTextRows } from './reading.js';

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

  it('of gzip that unpacks to a thousand times its size is refused before it fills anything', async () => {
    const packed = gzipSync(Buffer.alloc(70 * 1024 * 1024, `${'a'.repeat(30_000)},b\n`));
    const error = await catchBulkError(openSource('-', { stdin: Readable.from([packed]) }).then(readRows));
    expect(error.code).toBe('source_unreadable');
    expect(error.message).toContain('more than 400 times its size');
  });
});
