import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { bySize } from '../../support/size.js';
import { catchBulkError, readRows } from '../reading.js';
import { openBytes } from './opening.js';
import { toParts, toSheetData, zip, type WorkbookParts } from './zip.js';

const SHEET = toSheetData([
  ['name', 'b'],
  ['Ada', '1'],
]);
const SHEET_PATH = 'xl/worksheets/sheet1.xml';

const fail = async (bytes: Buffer) => catchBulkError(openBytes(bytes).then(readRows));
const failWorkbook = (workbook: Partial<WorkbookParts>) =>
  fail(zip(toParts({ sheets: { A: SHEET }, ...workbook })));

describe('a workbook is refused', () => {
  it.each<[string, Partial<WorkbookParts>, string]>([
    ['whose sheet is missing', { without: [SHEET_PATH] }, `its part ${SHEET_PATH} is missing`],
    ['without a main part', { without: ['xl/workbook.xml'] }, 'no workbook: it has no main part'],
    ['that is another archive', { without: ['_rels/.rels'] }, 'is a ZIP archive, but no workbook'],
    ['without sheets', { sheets: {} }, 'has no sheet with cells'],
    [
      'that is a document',
      {
        parts: [
          {
            path: '_rels/.rels',
            content: '<R><Relationship Type="x/officeDocument" Target="word/document.xml"/></R>',
          },
          { path: 'word/document.xml', content: '<d/>' },
        ],
      },
      'is an Office document, but no workbook',
    ],
    [
      'whose XML ends early',
      { parts: [{ path: SHEET_PATH, content: '<worksheet><sheetData><row>' }] },
      'is damaged',
    ],
    ['whose XML is invalid', { parts: [{ path: SHEET_PATH, content: 'name,b' }] }, 'is damaged'],
    [
      'whose text is not UTF-8',
      {
        parts: [{ path: SHEET_PATH, content: Buffer.from(`<worksheet>${SHEET}\xe9</worksheet>`, 'latin1') }],
      },
      'is damaged',
    ],
    [
      'with entities of its own',
      {
        parts: [
          {
            path: SHEET_PATH,
            content:
              '<!DOCTYPE w [<!ENTITY a "aaa"><!ENTITY b "&a;&a;">]><w><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></w>',
          },
        ],
      },
      'undefined entity',
    ],
    [
      'whose rows are out of order',
      { sheets: { A: '<row r="5"/><row r="4"/>' } },
      'row 4 stands after row 5',
    ],
    [
      'whose cells are out of order',
      { sheets: { A: '<row><c r="B1"/><c r="A1"/></row>' } },
      'has a cell A1 where it',
    ],
    [
      'with a cell beyond the last column',
      { sheets: { A: '<row><c r="ZZZ1"/></row>' } },
      'has a cell ZZZ1 where it',
    ],
    [
      'that points to text it lacks',
      { sheets: { A: '<row><c t="s"><v>3</v></c></row>' } },
      'points to text 3',
    ],
    [
      'with two parts of one name',
      { parts: [{ path: 'XL/Workbook.xml', content: '<workbook/>' }] },
      'two parts that are called XL/Workbook.xml',
    ],
    [
      'with a part behind a password',
      { parts: [{ path: SHEET_PATH, content: '<w/>', isEncrypted: true }] },
      'is protected by a password',
    ],
  ])('%s', async (_what, workbook, message) => {
    const error = await failWorkbook(workbook);
    expect(error.code).toBe('source_unreadable');
    expect(error.message).toContain(message);
    expect(error.hint).not.toBe('');
  });

  it('that is cut off, wherever it is cut', async () => {
    const bytes = zip(toParts({ sheets: { A: SHEET } }));
    for (let length = 4; length < bytes.length; length += 97) {
      const error = await fail(bytes.subarray(0, length));
      expect(error.code).toBe('source_unreadable');
      expect(error.message).toContain('broken ZIP archive');
    }
  });

  it('with a changed byte never give anything else than was written', async () => {
    const bytes = zip(toParts({ sheets: { A: SHEET } }));
    const step = bySize({ small: 7, full: 1 });
    for (let at = 0; at < bytes.length; at += step) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 0x10;
      const rows = await openBytes(changed)
        .then(readRows)
        .catch((error: unknown) => error);
      // Some bytes mean nothing: dates, attributes.
      if (Array.isArray(rows)) expect(rows).toEqual([{ rowNumber: 1, line: 2, cells: ['Ada', '1'] }]);
      else expect(rows).toMatchObject({ name: 'BulkError' });
    }
  });

  it('with another checksum are refused also where --limit ends the reading before', async () => {
    // More than is unpacked at once.
    const rows = Array.from({ length: 20_000 }, (_, at) => [`Ada ${at}`, '1']);
    const parts = toParts({ sheets: { A: toSheetData([['name', 'b'], ...rows]) } });
    const bytes = zip(parts);
    const read = (all: Buffer) => openBytes(all, { limit: 2 }).then(readRows);
    expect(await read(bytes)).toHaveLength(2);
    const sheet = parts.find(({ path }) => path === SHEET_PATH)?.content ?? '';
    const written = Buffer.alloc(4);
    written.writeUInt32LE(crc32(Buffer.from(sheet)));
    // As the file says it, and as the list of files does.
    for (let at = bytes.indexOf(written); at >= 0; at = bytes.indexOf(written))
      bytes[at] = ~written.readUInt8() & 255;
    const error = await catchBulkError(read(bytes));
    expect(error.message).toContain(`its part ${SHEET_PATH} is not as it was written`);
  });
});

describe('a bomb', () => {
  const huge = (length: number, content: string): string =>
    content.repeat(Math.ceil(length / content.length));

  it('in a sheet is refused before it is unpacked', async () => {
    const content = `<worksheet><sheetData>${huge(40 * 1024 * 1024, ' '.repeat(1024))}</sheetData></worksheet>`;
    const error = await failWorkbook({ parts: [{ path: SHEET_PATH, content }] });
    expect(error.message).toContain('unpacks to far more than a table has: 40 MiB');
  });

  it('that lies about its size is stopped at it', async () => {
    const content = `<worksheet><sheetData>${huge(40 * 1024 * 1024, ' '.repeat(1024))}</sheetData></worksheet>`;
    const error = await failWorkbook({ parts: [{ path: SHEET_PATH, content, claimedBytes: 1000 }] });
    expect(error.message).toContain('is damaged');
  });

  it.each([
    ['one text', `<si><t>${huge(3_000_000, 'abcdefghijklmnop')}</t></si>`],
    ['a text of many runs', `<si>${huge(3_000_000, '<r><t>abcdefghijklmnop</t></r>')}</si>`],
    ['tags within tags', huge(10_000, '<si>')],
  ])('of %s is refused', async (_what, strings) => {
    const error = await failWorkbook({ strings });
    expect(error.code).toBe('source_unreadable');
    expect(error.message).toMatch(/too long|too deep/);
  });

  it.each([
    ['a text in a cell', `<row><c t="str"><v>${'a'.repeat(2000)}</v></c></row>`],
    ['many cells', `<row>${'<c t="str"><v>abcdefghij</v></c>'.repeat(200)}</row>`],
    ['many runs', `<row><c t="inlineStr"><is>${'<r><t>abcdefghij</t></r>'.repeat(200)}</is></c></row>`],
  ])('of %s is a row that is too long', async (_what, row) => {
    const bytes = zip(toParts({ sheets: { A: `${SHEET}${row}` } }));
    const source = openBytes(bytes, { maxRecordBytes: 1000 });
    const error = await catchBulkError(source.then(readRows));
    expect(error.code).toBe('row_too_long');
    expect(error.context).toEqual({ line: 3 });
  });
});
