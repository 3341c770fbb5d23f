import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCsv, writeCsv } from '../../src/record/table/csv-writer.js';
import { listNames, makeFolder, parseTable, readMode } from './support.js';
import { bySize } from '../support/size.js';

describe('toCsv', () => {
  it('separates by comma, ends lines with LF and quotes only what needs it', () => {
    const rows = [
      ['id', 'name', 'note'],
      ['007', 'Obi, Ada', ' said "no" '],
      ['', 'two\nlines', 'a\rb'],
    ];
    expect(toCsv(rows)).toBe('id,name,note\n007,"Obi, Ada"," said ""no"" "\n,"two\nlines","a\rb"\n');
  });

  it('keeps a phone as it is and makes a formula harmless', () => {
    const text = toCsv([['+2348012345678', '=1+1']]);
    expect(text.startsWith('+2348012345678,')).toBe(true);
    expect(text).not.toContain(',=');
    expect(parseTable(text)).toEqual([['+2348012345678', '=1+1']]);
  });

  it('writes no byte order mark, and keeps one that is a part of the first cell', () => {
    expect(toCsv([['id']])).toBe('id\n');
    expect(Buffer.from(toCsv([['\uFEFFid', 'b']]))[0]).toBe('"'.charCodeAt(0));
  });

  it('keeps a row of one empty cell a row', () => {
    expect(toCsv([[''], ['']])).toBe('""\n""\n');
  });

  const cell = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.string({
      unit: fc.constantFrom(
        '=',
        '+',
        '-',
        '@',
        "'",
        '"',
        ',',
        ';',
        '\n',
        '\r',
        '\t',
        ' ',
        '\0',
        '1',
        'a',
        'é',
        '😀',
        '\uFEFF',
      ),
      maxLength: 6,
    }),
    fc.constantFrom('+2348012345678', "'=1+1", "''", '=cmd|x', '00123', '\r\n', '\u2028', '＝1'),
  );

  it('gives back any cells when read again', () => {
    const table = fc
      .integer({ min: 1, max: 6 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
      );
    fc.assert(
      fc.property(table, (rows) => {
        expect(parseTable(Buffer.from(toCsv(rows)))).toEqual(rows);
      }),
      { numRuns: bySize({ small: 200, full: 2000 }) },
    );
  });
});

describe('writeCsv', () => {
  it('writes the header once, then all batches, and counts the rows', async () => {
    const path = join(await makeFolder(), 'a.csv');
    const count = await writeCsv(
      path,
      ['a', 'b'],
      [
        [
          ['1', '2'],
          ['3', '4'],
        ],
        [],
        [['5', '6']],
      ],
    );
    expect(count).toBe(3);
    expect(await readFile(path, 'utf8')).toBe('a,b\n1,2\n3,4\n5,6\n');
    expect(await readMode(path)).toBe('0600');
  });

  it('asks for the next batch only when the one before is written', async () => {
    const path = join(await makeFolder(), 'a.csv');
    let asked = 0;
    let closed = false;
    async function* batches() {
      try {
        for (;;) {
          asked += 1;
          if (asked > 3) throw new Error('the journal can not be read');
          yield await Promise.resolve([['1']]);
        }
      } finally {
        closed = true;
      }
    }
    await writeFile(path, 'old');
    await expect(writeCsv(path, ['a'], batches())).rejects.toThrow('the journal can not be read');
    expect({ asked, closed }).toEqual({ asked: 4, closed: true });
    expect(await readFile(path, 'utf8')).toBe('old');
    expect(await listNames(join(path, '..'))).toEqual(['a.csv']);
  });
});
