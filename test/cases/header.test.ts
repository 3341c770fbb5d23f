import { writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { toParts, toSheetData, zip } from '../read/xlsx/zip.js';
import { openBench } from '../support/run-import.js';
import { readAsJob } from './read-as-job.js';

const TABLE = 'externalId,name,email\nK1,Ivy Moss,ivy@example.com\nK2,Max Oak,max@example.com\n';
const READ = [
  { externalId: 'K1', name: 'Ivy Moss', email: 'ivy@example.com' },
  { externalId: 'K2', name: 'Max Oak', email: 'max@example.com' },
];
const BOM = '\uFEFF';

describe('titles and comments above the header are left out, and a note names their lines', () => {
  it.each([
    ['a title with empty cells', `All people,,\n,,\n${TABLE}`, 'Lines 1 to 2 above'],
    ['a title of its own', `All people\n\n${TABLE}`, 'Lines 1 to 2 above'],
    ['a title with commas', `People, active, as of May\n${TABLE}`, 'Line 1 above'],
    ['a title with a BOM', `${BOM}All people\r\n${TABLE.replaceAll('\n', '\r\n')}`, 'Line 1 above'],
    ['a title that is a field', `Notes,,\n${TABLE}`, 'Line 1 above'],
    ['a title above semicolons', `People, all\n\n${TABLE.replaceAll(',', ';')}`, 'Lines 1 to 2 above'],
    ['a title above tabs', `People\n${TABLE.replaceAll(',', '\t')}`, 'Line 1 above'],
    ['settings of a report', `Report:,People\nBy:,Ivy\n\n${TABLE}`, 'Lines 1 to 3 above'],
    ['comments', `# made by a CRM\n# rows: 2, "all"\n${TABLE}`, 'Lines 1 to 2 above'],
    ['comments and a blank line', `# made "by a CRM\n\n${TABLE}`, 'Lines 1 to 2 above'],
    ['slashes', `// made by a CRM\n${TABLE}`, 'Line 1 above'],
    ['dashes', `-- made by a CRM\n${TABLE}`, 'Line 1 above'],
    ['comments that name fields', `# name, email, phone\n${TABLE}`, 'Line 1 above'],
    ['sep=', `sep=,\n# made by a CRM\n${TABLE}`, 'Line 2 above'],
    ['who exported it', `Exported by,jane@example.com\n${TABLE}`, 'Line 1 above'],
    ['a contact', `,,help@example.com\n${TABLE}`, 'Line 1 above'],
    ['its number and day', `Export 12,of,2026-01-05\n${TABLE}`, 'Line 1 above'],
    ['its sheet', `Customer data,Sheet1\n${TABLE}`, 'Line 1 above'],
    ['names of its columns', `Columns: name; email; phone\n${TABLE}`, 'Line 1 above'],
  ])('%s', async (_what, text, note) => {
    const read = await readAsJob(text);
    expect(read).toMatchObject({ refused: '', issues: [], rows: READ });
    expect(read.notes.join()).toContain(note);
    expect((await readAsJob(gzipSync(text))).rows).toEqual(READ);
  });

  const [NAMES = '', ...ROWS] = TABLE.trim().split('\n');
  it.each([
    ['rows with an email', `${ROWS.join('\n')}\n${NAMES}\nK9,Zoe Zed,zoe@example.com\n`, 3],
    ['one row', `K1,Ivy Moss,\n${NAMES}\nK9,Zoe Zed,zoe@example.com\n`, 2],
    ['rows of texts', 'K1,Ivy Moss,Graz\nexternalId,name,city\nK9,Zoe Zed,Bern\n', 2],
    ['rows of dates', 'Ivy,2020-01-02,K\nname,born,id\nZoe,2020-01-03,K\n', 2],
    ['a row that is not full', 'K1,Ivy Moss,,,\nexternalId,name,email,phone,city\nK9,Zoe Zed,,,\n', 2],
    ['a row of another table', `K1;Ivy Moss;ivy@example.com\n${NAMES}\nK9,Zoe Zed,zoe@example.com\n`, 2],
    ['another table', `${TABLE}externalId;name;email\nK9;Zoe Zed;zoe@example.com\n`, 4],
    ['a table of many rows', `${NAMES}\n${`${ROWS[0]}\n`.repeat(40)}id\tname\tcity\nK9\tZoe\tBern\n`, 42],
  ])('but customers above it are never left out: %s', async (what, text, line) => {
    const options = { map: { externalId: '#1' } };
    const given = what === 'rows of dates' ? { map: { externalId: 'id' } } : {};
    expect(await readAsJob(text, given)).toMatchObject({ refused: 'header_unclear' });
    const read = await readAsJob(text, { ...options, ...given, headerRow: line });
    expect(read).toMatchObject({ refused: '' });
    expect(read.rows.length).toBe(1);
    if (what.includes('table')) return;
    const rows = text
      .trim()
      .split('\n')
      .map((row) => row.split(','));
    const workbook = zip(toParts({ sheets: { A: toSheetData(rows) } }));
    expect(await readAsJob(workbook, given)).toMatchObject({ refused: 'header_unclear' });
  });

  it.each([
    ['who made it', `By,Ivy,2026\n${TABLE}`],
    [
      'names for people',
      'Kennung,Bezeichnung 1,Elektropost\nexternalId,name,email\nK1,Ivy,ivy@example.com\n',
    ],
    ['groups of columns', 'Customer,,Contact\nexternalId,name,email\nK1,Ivy,ivy@example.com\n'],
    ['a title with an address', `People of people@example.com\n${TABLE}`],
    ['a date', `Date,,2026-01-01\n${TABLE}`],
  ])('and %s is no customer', async (_what, text) => {
    expect(await readAsJob(text)).toMatchObject({ refused: '', issues: [] });
  });

  it('of names that only --map knows', async () => {
    const text =
      'Kundenliste;;\nKundennr;Kunde;Kontakt\nK1;Ivy Moss;ivy@example.com\nK2;Max Oak;max@example.com\n';
    const map = { externalId: 'Kundennr', name: 'Kunde', email: 'Kontakt' };
    expect(await readAsJob(text, { map })).toMatchObject({ refused: '', rows: READ });
  });

  it.each([
    ['#externalId,name,email\nK1,Ivy Moss,ivy@example.com\nK2,Max Oak,max@example.com\n'],
    ['# all\n# externalId\tname\temail\nK1\tIvy Moss\tivy@example.com\nK2\tMax Oak\tmax@example.com\n'],
  ])('but a header that begins as a comment is the header: %j', async (text) => {
    expect(await readAsJob(text)).toMatchObject({ refused: '', rows: READ });
  });

  it.each([
    [TABLE],
    ['name,email,town\nState,state@example.com,City\nMail,mail@example.com,Town\n'],
    ['#,externalId,name,email\n1,K1,Ivy Moss,ivy@example.com\n2,K2,Max Oak,max@example.com\n'],
    ['externalId,name\n#1001,Ivy Moss\n#1002,Max Oak\n'],
    ['name,email\nIvy Moss,ivy@example.com,a,b,c\nMax Oak,max@example.com,a,b,c\n'],
    ['name,2024,2025\nIvy Moss,5,6\n'],
    ['externalId,name,bulk_error\n1,Ivy Moss,x\n'],
  ])('nothing is left out of %j', async (text) => {
    const read = await readAsJob(text, { unknownColumns: 'ignore' });
    expect(read).toMatchObject({ refused: '', issues: [], notes: [] });
    expect(read.rows.length).toBe(text.trim().split('\n').length - 1);
  });

  it('a row that begins as those comments is an issue, until an option says what it is', async () => {
    const text = `# made by a CRM\n${TABLE}#K3,Old One,old@example.com\n`;
    expect((await readAsJob(text)).issues).toEqual(['5 row_commented']);
    expect(await readAsJob(text, { comment: '#' })).toMatchObject({ issues: [], rows: READ });
    const read = await readAsJob(text, { headerRow: 2 });
    expect(read.issues).toEqual([]);
    expect(read.rows.map(({ name }) => name)).toEqual(['Ivy Moss', 'Max Oak', 'Old One']);
  });

  it('--comment leaves lines out anywhere, and keeps the numbers of the others', async () => {
    const text = `; a\n${TABLE}; "b\n\n; c,d\r\nK3,"; not\nthis",x\nbad,row\n`;
    const read = await readAsJob(text, { comment: ';' });
    expect(read.rows.map(({ name }) => name)).toEqual(['Ivy Moss', 'Max Oak', '; not\nthis', 'row']);
  });

  it('--header-row names the line, in text and in a workbook', async () => {
    const text = `name,email,phone\nold,header,line\n${TABLE}`;
    expect((await readAsJob(text, { headerRow: 3 })).rows).toEqual(READ);
    const error = await readAsJob(text, { headerRow: 40 });
    expect(error).toMatchObject({ refused: 'config_invalid' });
    const rows = text
      .trim()
      .split('\n')
      .map((line) => line.split(','));
    const workbook = zip(toParts({ sheets: { A: toSheetData(rows) } }));
    expect((await readAsJob(workbook, { headerRow: 3 })).rows).toEqual(READ);
    expect((await readAsJob(workbook, { headerRow: 9 })).refused).toBe('config_invalid');
  });
});

describe('a source without a header', () => {
  const COPY = '1\tIvy Moss\t\\N\n2\tMax Oak\tBern\n3\tEve Elm\tRome\n';
  const MAP = { externalId: '#1', name: '#2', 'address.city': '#3' };

  it.each([
    ['copied rows, by position', COPY, MAP, 'header_missing'],
    ['numbers alone', COPY.replace('\\N', 'Graz'), MAP, 'header_missing'],
    ['words alone', 'Ivy Moss,Graz\nMax Oak,Bern\n', { name: '#1', 'address.city': '#2' }, 'header_unclear'],
    ['ids', 'K1,Ivy Moss\nK2,Max Oak\n', { externalId: '#1', name: '#2' }, 'header_unclear'],
    ['a word that is a field', '1,Ivy Moss,Mail\n2,Max Oak,Mobile\n', { name: '#2' }, 'header_unclear'],
    ['dates', 'Ivy Moss,2020-01-02\nMax Oak,2020-01-03\n', { name: '#1' }, 'header_missing'],
    ['without --map', COPY, {}, 'header_missing'],
    ['emails', 'K1,Ivy Moss,ivy@example.com\n', {}, 'header_missing'],
    ['a title by position', 'People;;\nNr;Kunde;Ort\nK1;Ivy Moss;Graz\n', MAP, 'header_unclear'],
  ])('is refused: %s', async (_what, text, map, code) => {
    const read = await readAsJob(text, { map });
    expect(read.refused).toBe(code);
    expect(read.hint).toContain('--no-header');
    expect(read.hint).toContain('--map name=#');
    expect(read.hint).not.toMatch(/Ivy|example\.com/);
  });

  it('is read with --no-header: all rows are data', async () => {
    const read = await readAsJob(COPY, { header: false, map: MAP, dialect: 'postgres-text' });
    expect(read).toMatchObject({ refused: '', issues: [] });
    expect(read.rows.map(({ name }) => name)).toEqual(['Ivy Moss', 'Max Oak', 'Eve Elm']);
    const workbook = zip(
      toParts({
        sheets: {
          A: toSheetData([
            ['1', 'Ivy Moss'],
            ['2', 'Max Oak'],
          ]),
        },
      }),
    );
    const rows = (await readAsJob(workbook, { header: false, map: { externalId: '#1', name: '#2' } })).rows;
    expect(rows.map(({ name }) => name)).toEqual(['Ivy Moss', 'Max Oak']);
  });

  it('calls its columns by their position', async () => {
    const read = await readAsJob('1,Ivy Moss,a,b\n', {
      header: false,
      map: { externalId: '#1', name: '#2' },
    });
    expect(read.issues).toEqual(['0 column_unknown']);
    expect(await readAsJob('1,Ivy\n', { header: false })).toMatchObject({ refused: 'header_missing' });
  });

  it('the remedy works as it is printed', async () => {
    const text = '7,Ivy Moss,ivy@example.com,+41446681800\n8,Max Oak,max@example.com,+41446681801\n';
    const { hint } = await readAsJob(text);
    const map = Object.fromEntries(
      [...hint.matchAll(/--map (\w+)=(#\d)/g)].map(([, field = '', at = '']) => [field, at] as const),
    );
    expect(map).toEqual({ externalId: '#1', name: '#2', email: '#3', phone: '#4' });
    expect((await readAsJob(text, { header: false, map })).rows.length).toBe(2);
    const line = /before it \(([^)]*)\)/.exec(hint)?.[1] ?? '';
    expect((await readAsJob(`${line}\n${text}`)).rows.length).toBe(2);
  });

  it.each([
    ['a header of other words', 'Nr,Kunde,Ort\n1,Ivy Moss,Graz\n2,Max Oak,Bern\n'],
    ['with --header-row', 'Kunde,Ort\nIvy Moss,Graz\nMax Oak,Bern\n'],
  ])('is not suspected of %s', async (what, text) => {
    const at = what.startsWith('with') ? { headerRow: 1, map: { name: '#1' } } : { map: { name: '#2' } };
    const read = await readAsJob(text, { ...at, unknownColumns: 'ignore' });
    expect(read).toMatchObject({ refused: '', issues: [] });
    expect(read.rows.length).toBe(2);
  });

  it('its rejected rows can be imported again, with --no-header or without', async () => {
    const text = '#1,#2,#3,bulk_error_code\n1,Ivy Moss,Graz,x\n';
    for (const header of [true, false])
      expect((await readAsJob(text, { header, map: MAP })).rows.map(({ name }) => name)).toEqual([
        'Ivy Moss',
      ]);
  });
});

describe('lines that are quoted as a whole', () => {
  it('a cell of several lines is no such line: nothing of it is lost', async () => {
    const { rows } = await readAsJob('name,description\n",\na"\n');
    expect(rows).toMatchObject([{ name: ',\na' }]);
  });

  it('a quote that is not closed within such a line leaves the cell as it is', async () => {
    const { rows } = await readAsJob('name,description\n""",Ann"\n');
    expect(rows).toMatchObject([{ name: '",Ann' }]);
  });

  it.each([
    [
      'each line',
      '"externalId,name,email"\n"K1,Ivy Moss,ivy@example.com"\n"K2,""Oak, Max"",max@example.com"\n',
    ],
    [
      'with semicolons',
      '"externalId;name;email"\r\n"K1;Ivy Moss;ivy@example.com"\r\n"K2;Oak, Max;max@example.com"\r\n',
    ],
    [
      'with empty cells after',
      '"externalId,name,email",,\n"K1,Ivy Moss,ivy@example.com",,\n"K2,""Oak, Max"",max@example.com",,\n',
    ],
  ])('are read, with an issue: %s', async (_what, text) => {
    for (const delimiter of [undefined, text.includes(';') ? ';' : ','])
      expect(await readAsJob(text, { delimiter })).toMatchObject({
        refused: '',
        issues: ['1 line_quoted'],
        rows: [READ[0], { externalId: 'K2', name: 'Oak, Max', email: 'max@example.com' }],
      });
  });

  it('are read where only some are quoted', async () => {
    const text = 'externalId,name,email\nK1,Ivy Moss,ivy@example.com\n"K2,""Oak, Max"",max@example.com"\n';
    const read = await readAsJob(text);
    expect(read.issues).toEqual(['3 line_quoted']);
    expect(read.rows[1]).toEqual({ externalId: 'K2', name: 'Oak, Max', email: 'max@example.com' });
  });
});

describe('a workbook', () => {
  const CUSTOMERS = toSheetData(
    TABLE.trim()
      .split('\n')
      .map((line) => line.split(',')),
  );
  const SUMMARY = toSheetData([
    ['This file was made by a program.', ''],
    ['Sheet Name', 'Table', 'Link'],
    ['People', 'Table 1', 'People'],
  ]);
  const toBook = (sheets: Readonly<Record<string, string>>) => zip(toParts({ sheets }));

  it('is read from the sheet whose header names fields', async () => {
    const read = await readAsJob(toBook({ Summary: SUMMARY, People: CUSTOMERS }));
    expect(read).toMatchObject({ refused: '', issues: [], rows: READ });
    expect(read.notes.join()).toContain('1 "Summary", 2 "People"');
  });

  it('with customers in two sheets has a doubt, until --sheet chooses', async () => {
    const book = toBook({ North: CUSTOMERS, South: CUSTOMERS });
    expect((await readAsJob(book)).issues).toEqual(['1 sheet_unread']);
    expect((await readAsJob(book, { sheet: 'South' })).issues).toEqual([]);
  });

  it('with more customers in a sheet without a header has the same doubt, and not for an address to write to', async () => {
    const rest = toSheetData([
      ['K3', 'Una Fir', 'una@example.com'],
      ['K4', 'Wim Elm', 'wim@example.com'],
    ]);
    const contact = toSheetData([
      ['Questions', 'help@example.com'],
      ['Version', '3'],
    ]);
    expect((await readAsJob(toBook({ North: CUSTOMERS, Rest: rest }))).issues).toEqual(['1 sheet_unread']);
    expect((await readAsJob(toBook({ North: CUSTOMERS, About: contact }))).issues).toEqual([]);
  });

  it('with customers in a hidden sheet alone names that sheet', async () => {
    const book = toBook({ About: toSheetData([['Hello']]), '!People': CUSTOMERS });
    const read = await readAsJob(book);
    expect(read).toMatchObject({ refused: 'source_empty' });
    expect(read.hint).toContain('1 "About", 2 "People": --sheet chooses one');
  });

  it('with a hidden column has a doubt if the column is sent', async () => {
    const data = toSheetData([
      ['externalId', 'name', 'notes', 'colour', ''],
      ['K1', 'Ivy Moss', 'owes us', 'red', ''],
    ]);
    const cols =
      '<cols><col min="1" max="2" width="9"/><col min="3" max="16384" hidden="1"/></cols><sheetData>';
    const toColumns = (xml: string): Buffer =>
      zip(
        toParts({ sheets: { People: data } }).map((part) => ({
          ...part,
          content: String(part.content).replace('<sheetData>', xml),
        })),
      );
    const read = await readAsJob(toColumns(cols));
    expect(read.issues.filter((issue) => issue.includes('hidden'))).toEqual(['1 column_hidden']);
    const narrow = await readAsJob(toColumns(cols.replace('hidden="1"', "width='0' customWidth='1'")));
    expect(narrow.issues.filter((issue) => issue.includes('hidden'))).toEqual(['1 column_hidden']);
    const all = await readAsJob(toColumns(cols), { unknownColumns: 'metadata' });
    expect(all.issues.filter((issue) => issue.includes('hidden'))).toHaveLength(2);
    expect(
      (await readAsJob(toColumns(cols.replace('hidden="1"', 'hidden="0"')))).issues.join(),
    ).not.toContain('hidden');
  });

  it('without a name lists its sheets, and no option of texts', async () => {
    const read = await readAsJob(toBook({ Summary: SUMMARY, Empty: '' }));
    expect(read).toMatchObject({ refused: 'header_missing' });
    expect(read.hint).toContain('1 "Summary", 2 "Empty": --sheet chooses one');
    expect(read.hint).not.toContain('--delimiter');
  });
});

describe('the names of columns', () => {
  it.each([
    'External ID*',
    '*External ID',
    'External ID (required)',
    'External ID [text]',
    'External ID :',
    '# External ID',
    '• External ID',
    'External ID (Pflichtfeld)',
    'External ID（必須）',
    'External ID *required',
    '"External ID"',
    '`externalId`',
    '[externalId]',
    'External ID ★',
    '1. External ID',
    'Customer #',
    'Customer ID (varchar(20))',
    'External ID ＊',
    '¿External ID?',
  ])('are read without their marks: %s', async (column) => {
    const read = await readAsJob(
      `${column.includes('"') ? `"${column.replaceAll('"', '""')}"` : column}\tname\nK1\tIvy Moss\n`,
    );
    expect(read).toMatchObject({ refused: '', issues: [], rows: [{ externalId: 'K1', name: 'Ivy Moss' }] });
  });

  it.each([
    ['Extrnal ID', 'externalId'],
    ['Ext. ID', 'externalId'],
    ['id', 'externalId'],
    ['user_id', 'externalId'],
    ['cust_no', 'externalId'],
    ['Kundennummer', 'externalId'],
    ['client ref', 'externalId'],
    ['customer uuid', 'externalId'],
    ['E-mail adress', 'email'],
    ['emial', 'email'],
    ['e_mail_addr', 'email'],
    ['Work Email', 'email'],
    ['Correo electrónico', 'email'],
    ['bitpowr customer id', 'uid'],
  ])('that are nearly a key stop the run: %s', async (column, field) => {
    const key = field === 'externalId' ? 'email' : 'externalId';
    const text = `${column};name;${key}\n1;Ivy Moss;k@example.com\n`;
    const read = await readAsJob(text);
    expect(read.refused).toBe('key_column_unclear');
    expect(read.message).toContain(field);
    for (const [, target = '', quoted = ''] of read.hint.matchAll(/--map (?:'([^']*)'|([^\s,]+))/g)) {
      const [to = '', from = ''] = (target || quoted).split('=');
      expect(await readAsJob(text, { map: { [to]: from } })).toMatchObject({ refused: '' });
    }
    expect(await readAsJob(text, { unknownColumns: 'ignore' })).toMatchObject({ refused: '', issues: [] });
    expect((await readAsJob(text, { unknownColumns: 'metadata' })).refused).toBe('key_column_unclear');
  });

  it.each([
    'Customer',
    'Client',
    'Customer Note',
    'Customer City',
    'Main',
    'Email Opt In',
    'email_verified',
    'Mailing Address',
    'Male',
    'Ext. No',
    'Source Code',
    'Phone (home)',
    'Gender',
    'Valid',
    'Paid',
    'Reference',
    'Balance',
    'Created',
    'Status',
    'Notified',
    'Guidance',
    'Code',
    'Kids',
    'Account Manager',
    'Mailings',
    'Detail',
  ])('that are no key are no error: %s', async (column) => {
    const read = await readAsJob(`${column};name\n1;Ivy Moss\n`);
    expect(read).toMatchObject({ refused: '', issues: ['1 column_unknown'] });
  });

  it('that then mean the same are header_duplicate', async () => {
    expect((await readAsJob('Email *,name,Email (required)\na,b,c\n')).refused).toBe('header_duplicate');
  });
});

it('an import with a doubt about the header sends nothing', async () => {
  const bench = await openBench([]);
  await writeFile(bench.source, 'Extrnal ID,name\nK1,Ivy Moss\n');
  await expect(bench.run()).rejects.toMatchObject({ code: 'key_column_unclear' });
  await writeFile(bench.source, `# made by a CRM\n${TABLE}#K3,Old One,old@example.com\n`);
  const { rows } = await bench.run();
  expect(rows.map((row) => row['bulk_status'])).toEqual(['created', 'created', 'invalid']);
});
