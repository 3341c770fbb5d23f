import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { catchBulkError, openText, readRows, readTextRows } from './reading.js';

const HEADER = 'externalId,name,email\n';

describe('openCsv', () => {
  it('gives the header, the rows with their numbers and lines, and the format', async () => {
    const source = await openText(`${HEADER}C-1,Ada,a@x.io\nC-2,Bo,b@x.io\n`);
    expect(source.columns).toEqual(['externalId', 'name', 'email']);
    expect(source.format).toEqual({ kind: 'csv', encoding: 'utf-8', delimiter: ',' });
    expect(await readRows(source)).toEqual([
      { rowNumber: 1, line: 2, cells: ['C-1', 'Ada', 'a@x.io'] },
      { rowNumber: 2, line: 3, cells: ['C-2', 'Bo', 'b@x.io'] },
    ]);
  });

  // The cases of csv-spectrum, made by hand.
  it.each([
    [
      'a comma in quotes',
      'name,city\nJohn,"120 any st., Anytown, WW"\n',
      [['John', '120 any st., Anytown, WW']],
    ],
    [
      'empty cells',
      'name,b,c\n1,"",""\n2,3,4\n',
      [
        ['1', '', ''],
        ['2', '3', '4'],
      ],
    ],
    [
      'empty cells with CRLF',
      'name,b,c\r\n1,"",""\r\n2,3,4\r\n',
      [
        ['1', '', ''],
        ['2', '3', '4'],
      ],
    ],
    [
      'escaped quotes',
      'name,b\n1,"ha ""ha"" ha"\n3,4\n',
      [
        ['1', 'ha "ha" ha'],
        ['3', '4'],
      ],
    ],
    ['JSON in quotes', 'name,b\n1,"{""type"": ""Point""}"\n', [['1', '{"type": "Point"}']]],
    ['newlines in quotes', 'name,b\n"Once upon \na time",5\n', [['Once upon \na time', '5']]],
    [
      'newlines in quotes with CRLF',
      'name,b\r\n"Once upon \r\na time",5\r\n',
      [['Once upon \r\na time', '5']],
    ],
    [
      'quotes and newlines',
      'name,b\n1,"ha \n""ha"" \nha"\n3,4\n',
      [
        ['1', 'ha \n"ha" \nha'],
        ['3', '4'],
      ],
    ],
    ['no line end at the end', 'name,b\n1,2', [['1', '2']]],
    [
      'UTF-8',
      'name,b\n1,ʤ\n4,李😀\n',
      [
        ['1', 'ʤ'],
        ['4', '李😀'],
      ],
    ],
    [
      'an empty last cell',
      'name,b\n1,\n2,',
      [
        ['1', ''],
        ['2', ''],
      ],
    ],
    ['spaces around cells', 'name,b\n 1 , 2\n', [[' 1 ', ' 2']]],
  ])('reads %s', async (_name, text, cells) => {
    expect((await readTextRows(text)).map((row) => row.cells)).toEqual(cells);
  });

  it('leaves text as text: no numbers, no dates, no lost zeros', async () => {
    const rows = await readTextRows('name,zip\n0012,01/02/2024\n1e5,true\n');
    expect(rows.map((row) => row.cells)).toEqual([
      ['0012', '01/02/2024'],
      ['1e5', 'true'],
    ]);
  });

  it('gives batches of bounded size, the last one with what is left', async () => {
    const text = `${HEADER}${'C,Ada,a\n'.repeat(1000)}`;
    const sizes: number[] = [];
    for await (const batch of (await openText(text)).batches()) sizes.push(batch.length);
    expect(sizes).toEqual([...Array.from({ length: 15 }, () => 64), 40]);
  });

  it('stops after `limit` rows, but hashes the whole source', async () => {
    const text = `${HEADER}${'C,Ada,a@x.io\n'.repeat(20_000)}`;
    const source = await openText(text, { limit: 3, chunkBytes: 1000 });
    expect((await readRows(source)).map((row) => row.line)).toEqual([2, 3, 4]);
    expect(source.sha256()).toBe(createHash('sha256').update(text).digest('hex'));
  });

  it('hashes the bytes as they are stored, byte order mark and `sep=` line included', async () => {
    const text = `\uFEFFsep=;\r\nname;b\r\n${'Ada;1\r\n'.repeat(20_000)}`;
    const source = await openText(text);
    expect(() => source.sha256()).toThrow('has not been read to its end');
    await readRows(source);
    expect(source.sha256()).toBe(createHash('sha256').update(text).digest('hex'));
  });

  it('gives its rows only once', async () => {
    const source = await openText(`${HEADER}C-1,Ada,a@x.io\n`);
    await readRows(source);
    await expect(readRows(source)).rejects.toThrow('only once');
  });

  it.each(['', '\n', '\r\n \r\n\r\n', '\uFEFF', '\uFEFF\n', 'sep=;\n'])('calls %j empty', async (text) => {
    expect((await catchBulkError(openText(text))).code).toBe('source_empty');
  });

  it('calls a header without rows empty, and says where the header is', async () => {
    const error = await catchBulkError(openText(`\n\n${HEADER}\n`));
    expect(error.code).toBe('source_empty');
    expect(error.message).toBe('customers.csv has a header on line 3, but no row below it.');
  });

  it.each([
    [';', 'a;b\n'],
    ['tab', 'a\tb\n'],
    [String.raw`\t`, 'a\tb\n'],
    ['¦', 'a¦b\n'],
  ])('takes the delimiter %j as the user says', async (delimiter, row) => {
    const source = await openText(`name,x${row}${row}`, { delimiter });
    expect((await readRows(source))[0]?.cells).toEqual(['a', 'b']);
  });

  it.each(['', ',,', '"', '\n'])('refuses %j as a delimiter', async (delimiter) => {
    const error = await catchBulkError(openText(`${HEADER}1,2,3\n`, { delimiter }));
    expect(error.code).toBe('config_invalid');
    expect(error.message).toContain('Expected `delimiter` to be one character');
  });
});
