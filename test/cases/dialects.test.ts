/** Text that databases write: read with `--dialect`, `--escape` and `--null`, and reported without them. */
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { DIALECTS, type Dialect, type DialectName } from '../../src/core/dialects.js';
import { openSource } from '../../src/read/open.js';
import type { ReadOptions } from '../../src/read/options.js';
import { catchBulkError, openText, readRows, readTextRows, writeTemporary } from '../read/reading.js';

const HEADER = 'id\tname\tnote';
const BACKSLASH = '\\';

/** The cells of the only row. */
async function readRow(text: string, options: ReadOptions): Promise<readonly string[] | undefined> {
  const [row] = await readTextRows(text, options);
  return row?.cells;
}

describe('what a database wrote', () => {
  it.each<[DialectName, string, string, readonly string[]]>([
    ['postgres-text', HEADER, '1\t\\N\ta\\tb\\nc\\\\d\\r', ['1', '', 'a\tb\nc\\d\r']],
    ['postgres-text', HEADER, '1\t\\\\N\t"5" pipe"', ['1', '\\N', '"5" pipe"']],
    ['postgres-text', HEADER, '1\tNULL\tC:\\\\new\\\\table\\\\0', ['1', 'NULL', 'C:\\new\\table\\0']],
    ['mysql-batch', HEADER, '1\tNULL\tone\\ntwo\\\\n', ['1', '', 'one\ntwo\\n']],
    ['mysql-batch', HEADER, '1\t\\\\N\t\\0', ['1', '\\N', '\0']],
    ['mysql-tab', HEADER, `1\t\\N\ta${BACKSLASH}\tb`, ['1', '', 'a\tb']],
    ['mysql-tab', HEADER, `1\tAnn\tone${BACKSLASH}\ntwo`, ['1', 'Ann', 'one\ntwo']],
    [
      'mysql-outfile',
      'id,name,note',
      '1,"Ann \\"AJ\\" Lee","5\\" pipe, new"',
      ['1', 'Ann "AJ" Lee', '5" pipe, new'],
    ],
    ['mysql-outfile', 'id,name,note', '1,\\N,"ends with \\\\"', ['1', '', 'ends with \\']],
    [
      'mysql-outfile',
      'id,name,note',
      `1,"\\\\N","one${BACKSLASH}\ntwo\nthree"`,
      ['1', '\\N', 'one\ntwo\nthree'],
    ],
    ['mysql-outfile', 'id;name;note', '1;"Ann "";"" Lee";a\\;b', ['1', 'Ann ";" Lee', 'a;b']],
    ['phpmyadmin', 'id,name,note', '"1","NULL","say ""hi"""', ['1', '', 'say "hi"']],
    ['sqlcmd', 'id,name,note', '1,NULL   ,5" pipe', ['1', '', '5" pipe']],
    ['ssms', 'id,name,note', 'NULL,Ann,"a,b"', ['', 'Ann', 'a,b']],
    ['bcp', HEADER, '1\t\0\t"x', ['1', '', '"x']],
    ['sqlite-list', 'id|name|note', '1|"Ann|5" pipe', ['1', '"Ann', '5" pipe']],
    ['pandas', 'id,name,note', '1,nan,None', ['1', '', '']],
  ])('%s: %s %j is %j', async (dialect, header, line, cells) => {
    expect(await readRow(`${header}\n${line}\n`, { dialect })).toEqual(cells);
  });

  it('is read alike with a mark, with CRLF, compressed, and in chunks of any size', async () => {
    const text = `${HEADER}\n1\t\\N\ta\\\\b${BACKSLASH}\nc\n2\tAnn\t"\n`;
    const expected = [
      ['1', '', 'a\\b\nc'],
      ['2', 'Ann', '"'],
    ];
    const toCells = async (content: string | Buffer, chunkBytes = 65_536) =>
      (await readRows(await openText(content, { dialect: 'mysql-tab', chunkBytes }))).map(
        ({ cells }) => cells,
      );
    for (const chunkBytes of [1, 2, 3, 7]) expect(await toCells(text, chunkBytes)).toEqual(expected);
    expect(await toCells(`\uFEFF${text}`)).toEqual(expected);
    expect(await toCells(text.replaceAll(/(?<!\\)\n/g, '\r\n'))).toEqual(expected);
    const file = await writeTemporary(gzipSync(text), 'copy.txt.gz');
    const rows = await readRows(await openSource(file.path, { dialect: 'mysql-tab' }));
    expect(rows.map(({ cells }) => cells)).toEqual(expected);
    await file.remove();
  });

  it('keeps the lines of the file, with escaped line ends in a cell', async () => {
    const text = `${HEADER}\n1\tAnn\ta${BACKSLASH}\nb${BACKSLASH}\r\nc\n2\tBob\td\n`;
    const rows = await readTextRows(text, { dialect: 'mysql-tab' });
    expect(rows.map(({ line, cells }) => [line, cells[2]])).toEqual([
      [2, 'a\nb\r\nc'],
      [5, 'd'],
    ]);
  });

  it.each(Object.keys(DIALECTS) as DialectName[])('%s keeps a plain row', async (dialect) => {
    const { delimiter = ',' }: Partial<Dialect> = DIALECTS[dialect];
    const cells = ['1', 'Ann Null', 'R&D, 100% Cotton'.replace(',', '')];
    const text = [['id', 'name', 'note'], cells].map((row) => row.join(delimiter)).join('\n');
    expect(await readRow(text, { dialect })).toEqual(cells);
  });
});

describe('options beside a dialect', () => {
  it('override it', async () => {
    const text = 'id;name;note\n1;NULL;-\n';
    expect(await readRow(text, { dialect: 'mysql-batch', delimiter: ';' })).toEqual(['1', '', '-']);
    expect(await readRow(text, { dialect: 'mysql-batch', delimiter: ';', nulls: ['-'] })).toEqual([
      '1',
      'NULL',
      '',
    ]);
    const escaped = `${HEADER}\n1\ta\\nb\tNULL\n`;
    expect(await readRow(escaped, { dialect: 'mysql-batch', escape: 'double' })).toEqual(['1', 'a\\nb', '']);
  });

  it('work without one, too', async () => {
    const text = 'id,name,note\n1,"a \\"b\\"",\\N\n';
    expect(await readRow(text, { escape: 'backslash' })).toEqual(['1', 'a "b"', '']);
    expect(await readRow('id,name,note\n1, NULL ,nan\n', { nulls: ['NULL', 'nan'] })).toEqual(['1', '', '']);
    expect(await readRow('id,name,note\n1,Null,Nullify\n', { nulls: ['NULL'] })).toEqual([
      '1',
      'Null',
      'Nullify',
    ]);
  });
});

describe('without an option, text of a database is doubted', () => {
  it.each([
    [`${HEADER}\n1\t\\N\tx\n`, '--dialect postgres-text'],
    [`${HEADER}\r\n1\tAnn\t\\N\r\n`, '--dialect postgres-text'],
    [`${HEADER}\n1\tNULL\tone\\ntwo\n`, '--dialect mysql-batch'],
    [`${HEADER}\n1\tAnn\tC:\\\\new\\\\table\n`, '--dialect mysql-batch'],
    ['id,name,note\n1,"Ann \\"AJ\\" Lee",x\n', '--escape backslash'],
    ['id,name,note\n1,"5\\" pipe",x\n', '--escape backslash'],
    ['id;name;note\n1;"5\\" pipe";\\N\n', '--dialect mysql-outfile'],
    ['id,name,note\n1,Ann,\\N\n', '--null "\\N"'],
  ])('%j, with %s', async (text, option) => {
    const source = await openText(text);
    expect(source.doubts).toMatchObject([{ code: 'dialect_doubtful', line: 2 }]);
    expect(source.doubts[0]?.hint).toContain(option);
    await source.close();
  });

  it('and not once the option is there', async () => {
    const text = `${HEADER}\n1\t\\N\tC:\\\\new\n`;
    for (const options of [
      { dialect: 'postgres-text' },
      { escape: 'double' },
      { escape: 'backslash' },
    ] as const) {
      const source = await openText(text, options);
      expect(source.doubts).toEqual([]);
      await source.close();
    }
  });

  it('and the refusal of broken quotes names the option', async () => {
    const text = 'id,name\n1,"one\n\\"two\\" three"\n';
    const error = await catchBulkError(openText(text).then(readRows));
    expect(error.hint).toContain('--escape backslash');
  });

  it.each([
    `${HEADER}\n1\tCORP\\nadia\tC:\\temp\\new\n`,
    `${HEADER}\n1\tAnn\t\\\\server\\share\n`,
    'id,name,note\n1,"C:\\dir\\",x\n',
    'id,name,note\n1,"say ""hi""",a\\b\n',
    'id,name,note\n1,5" pipe,\\o/\n',
    'id,name,note\n1,Ann,C:\\New\n',
  ])('but %j is not', async (text) => {
    const source = await openText(text);
    expect(source.doubts).toEqual([]);
    await source.close();
  });
});
