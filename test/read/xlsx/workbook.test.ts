import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openSource } from '../../../src/read/open.js';
import { catchBulkError, readRows, toLinesAndCells } from '../reading.js';
import { openBytes, openWorkbook, readCells } from './opening.js';
import { toSheetData } from './zip.js';

const SHAPES = fileURLToPath(new URL('../../../fixtures/formats/shapes.xlsx', import.meta.url));

const ROWS = [
  [
    5,
    '0012',
    'José Núñez 李😀',
    '29/02/2024',
    '2026-11-22 17:40',
    '12.5%',
    '1,234,567.50',
    '00501',
    '2348012345678',
    'TRUE',
    '0012-TRUE',
  ],
  [7, '0013', ' Hidden & <Row> \ntwo lines', '', '', '0.1', '0.3', '', '#DIV/0!', 'FALSE', ''],
];

describe('a workbook of LibreOffice', () => {
  it('gives its cells as they are displayed, with the rows of the spreadsheet, hidden ones too', async () => {
    const source = await openSource(SHAPES);
    expect(source.columns).toEqual('externalId name since seen share spent zip phone vip label'.split(' '));
    expect(toLinesAndCells(await readRows(source))).toEqual(ROWS);
    expect(source.sha256()).toBe(createHash('sha256').update(readFileSync(SHAPES)).digest('hex'));
  });

  it('is read below its title, from the first sheet with a table, and notes say so', async () => {
    const source = await openSource(SHAPES);
    expect(source.format).toEqual({
      kind: 'xlsx',
      encoding: 'utf-8',
      delimiter: '',
      sheet: 'Customers 2026',
    });
    expect(source.headerLine).toBe(4);
    expect(source.notes).toEqual([
      `Of 3 sheets (1 "Read me", 2 "Internal", 3 "Customers 2026"), the sheet "Customers 2026" of ${SHAPES} is read; --sheet chooses another.`,
      `Row 4 of the sheet "Customers 2026" of ${SHAPES} is taken for its header. The 2 rows above it are not read.`,
    ]);
    await source.close();
  });

  it('is the same through a pipe, and packed by gzip', async () => {
    const bytes = readFileSync(SHAPES);
    expect(toLinesAndCells(await readRows(await openBytes(bytes)))).toEqual(ROWS);
    const source = await openBytes(gzipSync(bytes));
    expect(source.format).toMatchObject({ kind: 'xlsx', compression: 'gzip' });
    expect(toLinesAndCells(await readRows(source))).toEqual(ROWS);
    expect(source.sha256()).toBe(createHash('sha256').update(gzipSync(bytes)).digest('hex'));
  });

  it.each(['shapes.ods', 'shapes.xls'])('of another kind is refused, with what to do: %s', async (name) => {
    const error = await catchBulkError(openSource(SHAPES.replace('shapes.xlsx', name)));
    expect(error.code).toBe('source_unreadable');
    expect(error.message).toMatch(/OpenDocument file \(\.ods\)|old kind \(\.xls\)/);
    expect(error.hint).toContain('.xlsx');
  });

  it('behind a password is refused, with what to do', async () => {
    const error = await catchBulkError(openSource(SHAPES.replace('shapes.xlsx', 'behind-a-password.xlsx')));
    expect(error.code).toBe('source_unreadable');
    expect(error.message).toContain('is a workbook that is protected by a password');
    expect(error.hint).toContain('Take the password away');
  });
});

describe('the sheet', () => {
  const sheets = {
    Notes: toSheetData([['Only text']]),
    '!Secret': toSheetData([
      ['name', 'b'],
      ['Hidden', '1'],
    ]),
    Empty: '',
    Main: toSheetData([
      ['name', 'b'],
      ['Ada', '1'],
    ]),
    '04': toSheetData([
      ['name', 'b'],
      ['Two', '1'],
    ]),
  };

  it.each([
    [undefined, 'Ada'],
    ['Main', 'Ada'],
    ['main', 'Ada'],
    ['4', 'Ada'],
    ['Secret', 'Hidden'],
    // A name goes before a number.
    ['04', 'Two'],
  ])('%s is the one with %s', async (sheet, name) => {
    const cells = await readCells({ sheets }, sheet === undefined ? {} : { sheet });
    expect(cells).toEqual([[name, '1']]);
  });

  it('that does not exist is reported with the list of those that do', async () => {
    const error = await catchBulkError(openWorkbook({ sheets }, { sheet: 'Other' }));
    expect(error.code).toBe('config_invalid');
    expect(error.message).toContain(
      'has no sheet "Other"; it has 1 "Notes", 2 "Secret", 3 "Empty", 4 "Main", 5 "04".',
    );
  });

  it.each([
    [{ A: '', '!B': toSheetData([['name'], ['Ada']]) }, 'has no rows in "A"'],
    [{ A: toSheetData([['name', 'b']]) }, 'has a header on line 1, but no row below it'],
    [{ '!A': toSheetData([['name'], ['Ada']]) }, 'has no visible sheet'],
  ])('without rows is empty: %#', async (made, message) => {
    const error = await catchBulkError(openWorkbook({ sheets: made }));
    expect(error.code).toBe('source_empty');
    expect(error.message).toContain(message);
  });

  it.each(['delimiter', 'encoding'])('has no %s', async (option) => {
    const error = await catchBulkError(openWorkbook({ sheets }, { [option]: ';' }));
    expect(error.code).toBe('config_invalid');
    expect(error.message).toContain(`is a workbook, and --${option} does not apply to workbooks`);
  });
});

describe('the header', () => {
  it.each([
    [
      'below title and date',
      [
        ['Customers'],
        [],
        ['As of', 'today'],
        [],
        ['name', 'b', 'c', 'd'],
        ['Ada', '1', '2', '3'],
        ['Bo', '1'],
      ],
      5,
    ],
    [
      'in the first row, though a note is next to a row',
      [
        ['name', 'b', 'c'],
        ['Ada', '1', '2'],
        ['Bo', '1', '2'],
        ['Cy', '1', '2', '', 'x', 'y', 'z', 'z', 'z', 'z'],
      ],
      1,
    ],
    [
      'below five lines of text, with one row below it',
      [['A'], ['B'], ['C'], ['D'], ['E'], ['name', 'b', 'c'], ['Ada', '1', '2']],
      6,
    ],
    [
      'below a list of two columns',
      [
        ['By', 'Ada'],
        ['On', 'Monday'],
        ['name', 'b', 'c'],
        ['Ada', '1', '2'],
        ['Bo', '1', '2'],
      ],
      3,
    ],
    ['of one column', [['name'], ['Ada'], ['Bo']], 1],
    [
      'with more names than the rows have cells',
      [
        ['name', 'b', 'c', 'd', 'e', 'f'],
        ['Ada', '1'],
        ['Bo', '2'],
        ['Cy', '3'],
      ],
      1,
    ],
  ])('is found %s', async (_where, rows, line) => {
    const source = await openWorkbook({ sheets: { A: toSheetData(rows) } });
    expect(source.columns).toEqual(rows[line - 1]);
    expect((await readRows(source))[0]?.line).toBe(line + 1);
  });

  it('that is invalid is reported with its row', async () => {
    const rows = [
      ['Ada', 'ada@example.com'],
      ['Bo', 'bo@example.com'],
    ];
    const error = await catchBulkError(openWorkbook({ sheets: { A: toSheetData(rows) } }));
    expect(error.code).toBe('header_missing');
    expect(error.message).toContain('line 1 should be a header');
  });
});

describe('rows', () => {
  it('are filled up to the header, and keep what stands beyond it', async () => {
    const rows = [['name', 'b', 'c'], ['Ada'], ['', 'Bo'], ['Cy', '1', '2', '3']];
    expect(await readCells({ sheets: { A: toSheetData(rows) } })).toEqual([
      ['Ada', '', ''],
      ['', 'Bo', ''],
      ['Cy', '1', '2', '3'],
    ]);
  });

  it('that are empty, or only formatted, do not count, and the others keep their numbers', async () => {
    const sheet =
      '<row r="2"><c r="B2" t="str"><v>name</v></c><c r="D2" t="str"><v>d</v></c></row>' +
      '<row r="3"><c r="B3" s="0"/></row>' +
      '<row r="7"><c r="B7" t="str"><v>Ada</v></c><c r="C7" t="str"><v> </v></c></row>' +
      '<row r="9"><c r="B9" t="str"><v> </v></c><c r="D9" t="str"><f>""</f><v></v></c></row>' +
      '<row r="1048576"><c r="XFD1048576" s="0"/></row>';
    const source = await openWorkbook({ sheets: { A: sheet } });
    expect(source.columns).toEqual(['', 'name', '', 'd']);
    expect(await readRows(source)).toEqual([{ rowNumber: 1, line: 7, cells: ['', 'Ada', ' ', ''] }]);
  });

  it('come in batches, up to the limit', async () => {
    const sheet = toSheetData([
      ['name', 'b'],
      ...Array.from({ length: 1000 }, (_r, at) => [`Ada ${at}`, '1']),
    ]);
    const sizes: number[] = [];
    for await (const batch of (await openWorkbook({ sheets: { A: sheet } }, { limit: 600 })).batches())
      sizes.push(batch.length);
    expect(sizes).toEqual([...Array.from({ length: 9 }, () => 64), 24]);
  });

  it('of a file of this tool are given without the escapes of formulas', async () => {
    const rows = [
      ['name', 'note', 'bulk_status'],
      ['Ada', "'=1+1", 'failed'],
    ];
    expect(await readCells({ sheets: { A: toSheetData(rows) } })).toEqual([['Ada', '=1+1', 'failed']]);
  });
});

describe('a cell', () => {
  const read = async (cell: string, more = {}): Promise<string | undefined> => {
    const sheet = `${toSheetData([['name', 'b']])}<row><c t="str"><v>Ada</v></c>${cell}</row>`;
    return (await readCells({ sheets: { A: sheet }, ...more }))[0]?.[1];
  };

  it.each([
    ['<c t="b"><v>1</v></c>', 'TRUE'],
    ['<c t="e"><v>#REF!</v></c>', '#REF!'],
    ['<c t="d"><v>2024-02-29</v></c>', '2024-02-29'],
    ['<c t="n"><v>7</v></c>', '7'],
    ['<c><v>0.1</v></c>', '0.1'],
    ['<c t="str"><f>A1&amp;"x"</f><v>result</v></c>', 'result'],
    ['<c><f>1+1</f><v>2</v></c>', '2'],
    // Made by a program that can't calculate: an error of the cell, not silence.
    ['<c><f>1+1</f></c>', '#CALC!'],
    ['<c><f>1+1</f><v/></c>', '#CALC!'],
    [
      '<c t="inlineStr"><is><r><t xml:space="preserve">Jo </t></r><r><rPr><b/></rPr><t>Bo</t></r></is></c>',
      'Jo Bo',
    ],
    ['<c t="inlineStr"><is><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></is></c>', '東京'],
    ['<c t="inlineStr"><is><t>a_x000D_b_x005F_x000D_</t></is></c>', 'a\rb_x000D_'],
    ['<c t="inlineStr"><is><t><![CDATA[<b>]]> &#x41;&amp;</t></is></c>', '<b> A&'],
    ['<x:c xmlns:x="x" t="str"><x:v>prefixed</x:v></x:c>', 'prefixed'],
    ['<c t="s"><v>1</v></c>', ' two  runs'],
    ['<c t="s"><v>2</v></c>', ''],
  ])('%s is %j', async (cell, text) => {
    const strings =
      '<si><t>zero</t></si><si><r><t xml:space="preserve"> two </t></r><r><t xml:space="preserve"> runs</t></r></si><si><t/></si>';
    expect(await read(cell, { strings })).toBe(text);
  });

  it('has the format of its style', async () => {
    const styles =
      '<numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>' +
      '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/><xf numFmtId="10"/></cellXfs>';
    expect(await read('<c s="1"><v>45351</v></c>', { styles })).toBe('2024-02-29');
    expect(await read('<c s="2"><v>45351</v></c>', { styles })).toBe('2024-02-29');
    expect(await read('<c s="3"><v>0.125</v></c>', { styles })).toBe('12.50%');
    const workbookPr = '<workbookPr date1904="1"/>';
    expect(await read('<c s="1"><v>43889</v></c>', { styles, workbookPr })).toBe('2024-02-29');
  });
});
