import { describe, expect, it } from 'vitest';
import { openText, readRows, readTextRows } from './reading.js';

describe('text that is hard', () => {
  it('has a thousand columns', async () => {
    const columns = Array.from({ length: 1000 }, (_column, at) => `column ${at}`);
    const row = columns.map((_column, at) => `"a;b,${at}"`);
    const source = await openText(
      `${columns.join(';')}\n${row.join(';')}\n`.repeat(1) + `${row.join(';')}\n`,
    );
    expect(source.format.delimiter).toBe(';');
    expect(source.columns).toEqual(columns);
    const rows = await readRows(source);
    expect(rows.map(({ cells }) => cells.length)).toEqual([1000, 1000]);
    expect(rows[1]?.cells[999]).toBe('a;b,999');
  });

  it('has a cell just below the longest', async () => {
    const cell = 'é'.repeat(500 * 1024);
    expect((await readTextRows(`name,b\nAda,"${cell}"\nBo,2\n`)).map(({ cells }) => cells)).toEqual([
      ['Ada', cell],
      ['Bo', '2'],
    ]);
  });

  it('has NULs: they stay in their cells, for the validation to find', async () => {
    expect((await readTextRows('name,b\nA\0da,1\nBo,\0\n')).map(({ cells }) => cells)).toEqual([
      ['A\0da', '1'],
      ['Bo', '\0'],
    ]);
  });

  it('has a byte order mark in the middle, as joined files have: it stays in its cell', async () => {
    const rows = await readTextRows('\uFEFFname,b\nAda,1\n\uFEFFBo,2\n');
    expect(rows.map(({ cells }) => cells[0])).toEqual(['Ada', '\uFEFFBo']);
  });

  it('ends without a line end, or in many blank lines', async () => {
    expect(await readTextRows('name,b\nAda,1\nBo,2')).toHaveLength(2);
    expect(await readTextRows(`name,b\nAda,1\nBo,2${'\r\n'.repeat(1000)}`)).toHaveLength(2);
  });

  it('has delimiters of all kinds within quotes in each row', async () => {
    const row = '"a,b|c","d;e,f","g\th,,,i"\n'.replaceAll('","', '";"');
    const source = await openText(`"x,y";"z,|,";"w,,,"\n${row.repeat(60)}`);
    expect(source.format.delimiter).toBe(';');
    expect((await readRows(source))[59]?.cells).toEqual(['a,b|c', 'd;e,f', 'g\th,,,i']);
  });
});
