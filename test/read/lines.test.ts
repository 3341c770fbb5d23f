import { describe, expect, it } from 'vitest';
import { openSource } from '../../src/read/open.js';
import { openText, readRows, readTextRows, toFixturePath, toLinesAndCells } from './reading.js';

async function readFixture(name: string): Promise<(string | number)[][]> {
  return toLinesAndCells(await readRows(await openSource(toFixturePath(name))));
}

describe('lines of rows', () => {
  it('are those where a record begins, after quoted newlines and blank lines', async () => {
    expect(await readFixture('quoted-newlines.csv')).toEqual([
      [2, 'C-1', 'Ada\nObi', 'ada@example.com'],
      [5, 'C-2', 'Bo "the\nBoat"\n\nLund', 'bo@example.com'],
      [11, 'C-3', 'Cy', 'cy@example.com'],
    ]);
  });

  it('count a CRLF once, within quotes and without', async () => {
    expect(await readFixture('crlf-with-quoted-crlf.csv')).toEqual([
      [2, 'C-1', 'Ada\r\nObi', 'ada@example.com'],
      [5, 'C-2', 'Bo\nLund', 'bo@example.com'],
      [7, 'C-3', 'Cy', 'cy@example.com'],
    ]);
  });

  it('are right where lines end in a lone CR', async () => {
    expect(await readFixture('lone-cr.csv')).toEqual([
      [2, 'C-1', 'Ada\nObi', 'ada@example.com'],
      [5, 'C-2', 'Bo\rLund', 'bo@example.com'],
      [7, 'C-3', 'Cy', 'cy@example.com'],
    ]);
  });

  it('are right where LF and CRLF are mixed, and no CR stays in a cell', async () => {
    expect(await readFixture('mixed-line-ends.csv')).toEqual([
      [2, 'C-1', 'Ada', 'ada@example.com'],
      [3, 'C-2', 'Bo', 'bo@example.com'],
      [4, 'C-3', 'Cy', 'cy@example.com'],
    ]);
  });

  it('count the `sep=` line', async () => {
    expect(await readFixture('sep-line.csv')).toEqual([[3, 'C-1', 'Ada']]);
  });

  it('leave a lone CR in its cell where lines end in LF', async () => {
    expect(toLinesAndCells(await readTextRows('name,b\nA\rda,1\nBo,2\n'))).toEqual([
      [2, 'A\rda', '1'],
      [3, 'Bo', '2'],
    ]);
  });

  it('skip blank lines and lines of spaces, while a row of empty cells among others is a row', async () => {
    expect(await readFixture('rows-of-empty-cells.csv')).toEqual([
      [2, '', '', ''],
      [3, 'C-1', 'Ada', 'a@example.com'],
    ]);
  });

  it('keep an empty cell in quotes as a row of a table of one column', async () => {
    expect(await readFixture('one-column.csv')).toEqual([
      [2, 'Ada'],
      [3, ''],
      [4, 'Bo Lund'],
    ]);
  });

  it('are the same however the bytes are cut into chunks', async () => {
    const text = 'name,b\r\n\r\n"A\r\n""d""a",é😀\r\n\r\n\r\nBo,"x\ny"\nCy,"z"';
    const whole = toLinesAndCells(await readTextRows(text));
    expect(whole).toEqual([
      [3, 'A\r\n"d"a', 'é😀'],
      [7, 'Bo', 'x\ny'],
      [9, 'Cy', 'z'],
    ]);
    for (const chunkBytes of [1, 2, 3, 5, 7, 11]) {
      // The sample is what comes first; beyond it the chunks reach the parser as they are.
      const padding = 'P,p\n'.repeat(17_000);
      const rows = await readRows(await openText(`name,b\n${padding}${text.slice(8)}`, { chunkBytes }));
      expect(rows.slice(17_000).map((row) => [row.line - 17_000, ...row.cells])).toEqual(whole);
    }
  });

  it('let many blank lines pass that are longer together than a record may be', async () => {
    const text = `name,b\nAda,1\n${'\r\n'.repeat(200_000)}Bo,2\n`;
    const rows = await readTextRows(text, { maxRecordBytes: 100, chunkBytes: 1001 });
    expect(toLinesAndCells(rows)).toEqual([
      [2, 'Ada', '1'],
      [200_003, 'Bo', '2'],
    ]);
  });
});
