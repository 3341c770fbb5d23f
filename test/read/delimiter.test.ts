import { describe, expect, it } from 'vitest';
import { detectDelimiter } from '../../src/read/detect-delimiter.js';
import { openSource } from '../../src/read/open.js';
import { readRows, toFixturePath } from './reading.js';

const detect = (text: string, options = {}) =>
  detectDelimiter(Buffer.from(text), { lineEnding: 'lf', complete: true, ...options });

describe('delimiter', () => {
  it.each([
    ['semicolon-with-commas.csv', ';', ['C-1', 'Lund, Bo', 'one, two, three']],
    ['comma-with-quoted-semicolons.csv', ',', ['C-1', 'Lund; Bo']],
    ['tab.tsv', '\t', ['C-1', 'Lund, Bo', 'bo@example.com']],
    ['pipe.txt', '|', ['C-1', 'Lund, Bo', 'bo@example.com']],
    ['sep-line.csv', ';', ['C-1', 'Ada']],
    ['one-column.csv', ',', ['Ada']],
  ])('of %s is %j', async (name, delimiter, cells) => {
    const source = await openSource(toFixturePath(name));
    expect(source.format.delimiter).toBe(delimiter);
    expect((await readRows(source))[0]?.cells).toEqual(cells);
  });

  it('is the one that makes the rows fit the header, even if one row is odd', () => {
    expect(detect('a;b;c\n1;2;3\n1;2\n4,4;5,5;6,6\n')).toBe(';');
  });

  it('is the one with more columns, where two agree', () => {
    expect(detect('a;b;c,d\n1;2;3,4\n')).toBe(';');
  });

  it('is found in a sample that ends in the middle of a record, or of a quoted cell', () => {
    expect(detect('a;b;c\n1;2;3\n1', { complete: false })).toBe(';');
    expect(detect('a;b;c\n1;2;3\n1;"2', { complete: false })).toBe(';');
  });

  it('is the usual one for one column', () => {
    expect(detect('name\nAda\n')).toBe(',');
    expect(detect('name\nAda\n', { usual: '\t' })).toBe('\t');
  });

  it('is found in a file of lone CRs', () => {
    expect(detect('a|b\r1,2|3\r', { lineEnding: 'cr' })).toBe('|');
  });
});
