import { describe, expect, it } from 'vitest';
import { toParts, zip } from '../read/xlsx/zip.js';
import { checkSource } from './check-source.js';

const HEADER = 'externalId,name,email';
const ROWS = ['K1,Uma Hale,uma@example.com', 'K2,Vic Moss,vic@example.com'];
const CUSTOMERS = ['K1 Uma Hale', 'K2 Vic Moss'];

const toText = (...lines: readonly string[]): string => lines.map((line) => `${line}\r\n`).join('');

describe('lines that are no customers', () => {
  it.each([
    'Total,2 records,',
    'Total,2,',
    'TOTAL:,,',
    'Grand total,2,',
    'Summe;2;'.replaceAll(';', ','),
    'Итого,2,',
    '合计,2,',
    'Total records: 2',
    'Number of customers: 2',
    '(2 rows affected)',
    '\\.',
    '(1 row affected),,',
    '2 rows selected.',
    '  2 record(s) selected.',
    '(2 rows)',
    '(2 Zeilen)',
    '2 rows in set (0.01 sec)',
    'Page 1 of 1,,',
    'Seite 1 von 1',
    'Page 1/1',
    'Printed by: A. Clerk',
    'Printed on 2026-01-02',
    'Generated at 10:11',
    '*** End of report ***',
    'End of file',
    'Completion time: 2026-01-02T03:04:05.6789012+01:00',
    'Elapsed: 00:00:00.01',
    'SQL> spool off',
    '\x1a',
    '\0\0\0',
    ',,',
    '  ,,  ',
    ',,FALSE',
    'FALSE,,',
    '---,---,---',
    HEADER,
    '"External ID",NAME,"E-mail"'.replace('"E-mail"', 'EMAIL'),
  ])('%j is left out at the end, and a note names its line', async (line) => {
    const { customers, issues, notes } = await checkSource(toText(HEADER, ...ROWS, line));
    expect(customers).toEqual(CUSTOMERS);
    expect(issues).toEqual([]);
    expect(notes.join()).toMatch(/^(Left out line 4\b|The file ends with .* padding)/);
  });

  it.each([
    ['the name Total, with an email', 'K3,Total,t@example.com', 'K3 Total'],
    ['the id Total, with an email', 'Total,Total SA,t@example.com', 'Total Total SA'],
    ['a name of dashes', 'K3,---,d@example.com', 'K3 ---'],
    ['the surname Page', 'K3,Page 1,p@example.com', 'K3 Page 1'],
    ['the name True', 'K3,True,t@example.com', 'K3 True'],
    ['the name Name', 'K3,Name,n@example.com', 'K3 Name'],
    ['the name Null', 'K3,Null,n@example.com', 'K3 Null'],
    ['the name Sum', 'K3,Sum,s@example.com', 'K3 Sum'],
    ['no email, and a name with letters', 'K3,Yan Low,', 'K3 Yan Low'],
    ['the id T, and a name with letters', 'T,Yan Low,', 'T Yan Low'],
  ])('a customer with %s stays one', async (_name, line, customer) => {
    const { customers, issues, notes } = await checkSource(toText(HEADER, ...ROWS, line));
    expect(customers).toEqual([...CUSTOMERS, customer]);
    expect(issues).toEqual([]);
    expect(notes).toEqual([]);
  });

  it('a customer with the name False stays one, with a warning', async () => {
    const { customers, issues } = await checkSource(toText(HEADER, ...ROWS, 'K3,False,f@example.com'));
    expect(customers).toEqual([...CUSTOMERS, 'K3 False']);
    expect(issues).toEqual(['4 name_is_boolean name']);
  });

  it.each([
    ['a total of a name', HEADER, ROWS, 'Total,Hale and Moss,'],
    ['only numbers', HEADER, ROWS, '15,2,'],
    ['a trailer with its count', HEADER, ROWS, 'T,2,'],
    ['a trailer with its date', HEADER, ROWS, 'TRAILER,2026-11-27,'],
    ['a report line of two cells', HEADER, ROWS, 'Printed by,A. Clerk,'],
    ['a page with its date', HEADER, ROWS, 'Page 1 of 1,,2026-01-02'],
    ['a name and a number, without emails', 'name,externalId', ['Uma,1', 'Vic,2'], 'Total,15'],
    [
      'a name and a number',
      'name,externalId,email',
      ['Uma,1,u@example.com', 'Vic,2,v@example.com'],
      'Total,15,',
    ],
  ])('%s is an error, as it may be a customer', async (_name, header, rows, line) => {
    const { customers, issues } = await checkSource(toText(header, ...rows, line));
    expect(customers).toHaveLength(2);
    expect(issues).toContain('4 row_not_customer');
  });

  it('a customer whose name is a letter stays one without other texts, too', async () => {
    const header = 'name,externalId,phone,description';
    const { customers } = await checkSource(toText(header, 'Uma,1,+12125550119,x', 'Z,2,,'));
    expect(customers).toEqual(['1 Uma', '2 Z']);
  });

  it('a customer called Total without email is one, if it is not the last row', async () => {
    const { customers } = await checkSource(toText('name,externalId', 'Uma,1', 'Total,15', 'Vic,2'));
    expect(customers).toEqual(['1 Uma', '15 Total', '2 Vic']);
  });

  it('are left out between rows too, so that files can be appended and pages have heads', async () => {
    const rule = '----------,--------,-----';
    const text = toText(
      HEADER,
      rule,
      ROWS[0] ?? '',
      '(1 row affected)',
      '',
      `\uFEFF${HEADER}`,
      rule,
      ROWS[1] ?? '',
    );
    const { customers, issues, notes } = await checkSource(text);
    expect([customers, issues]).toEqual([CUSTOMERS, []]);
    expect(notes).toHaveLength(3);
    expect(notes.join()).toContain('Left out 2 lines, because they are rules of dashes: 2 ("---');
  });

  it('a header with other columns stops the reading', async () => {
    for (const other of ['externalId,email,name', 'externalId,name,phone'])
      await expect(checkSource(toText(HEADER, ...ROWS, other, 'K3,x,y'))).rejects.toMatchObject({
        code: 'source_unreadable',
        context: { line: 4 },
      });
  });

  it('a million empty rows at the end are one note, and one among rows is a row', async () => {
    const { customers, issues, notes } = await checkSource(
      toText(HEADER, ROWS[0] ?? '', ',,', ROWS[1] ?? '') + ',,\r\n'.repeat(20_000),
    );
    expect(customers).toEqual(CUSTOMERS);
    expect(issues).toEqual(['3 name_missing name', '3 key_missing']);
    expect(notes).toEqual(['Left out 20000 lines, because all their cells are empty: 5 to 20004.']);
  });
});

describe('a rule under the header', () => {
  it.each([
    [
      'sqlplus',
      'externalId|name |town \n----------|-----|-----\n        K1|Uma  |Ulm\n        K2|Vic  |Vaduz\n\n2 rows selected.\n',
    ],
    ['sqlcmd', 'externalId,name,x\r\n----------,----,-\r\nK1,Uma,1\r\nK2,Vic,2\r\n\r\n(2 rows affected)\r\n'],
    ['markdown', '| externalId | name |\n|:-----------|-----:|\n| K1 | Uma |\n| K2 | Vic |\n'],
    ['markdown without edges', 'externalId | name\n--- | ---\nK1 | Uma\nK2 | Vic\n'],
    ['tabs', 'externalId\tname\n----------\t----\nK1\tUma\nK2\tVic\n'],
    ['equal signs', 'externalId;name\n==========;====\nK1;Uma\nK2;Vic\n'],
  ])('is left out: %s', async (_name, text) => {
    const { customers, issues, notes } = await checkSource(text);
    expect(customers).toEqual(['K1 Uma', 'K2 Vic']);
    expect(issues.filter((issue) => !/column_unknown (town|x)/.test(issue))).toEqual([]);
    expect(notes.join()).toContain('line 2');
  });
});

describe('padding at the end', () => {
  const BODY = toText(HEADER, ...ROWS);
  it.each([
    ['0x1A on a line of its own', `${BODY}\x1a`],
    ['0x1A on a line with an end', `${BODY}\x1a\r\n`],
    ['0x1A after the last cell', `${BODY.trimEnd()}\x1a`],
    ['0x1A before the last line end', `${BODY.trimEnd()}\x1a\r\n`],
    ['300 NULs', BODY + '\0'.repeat(300)],
    ['NULs after the last cell', BODY.trimEnd() + '\0'.repeat(300)],
    ['a block of both', `${BODY}\x1a${'\0'.repeat(127)}`],
  ])('%s is no row', async (_name, text) => {
    for (const chunkBytes of [5, 64 * 1024]) {
      const { customers, issues, notes } = await checkSource(text, { chunkBytes });
      expect([customers, issues]).toEqual([CUSTOMERS, []]);
      expect(notes).toHaveLength(1);
    }
  });

  it('within the file is still an error', async () => {
    const { issues } = await checkSource(BODY.replace('uma@', 'uma\x1a@').replace('Vic', 'V\0ic'));
    expect(issues).toEqual(['2 control_character email', '3 control_character name']);
  });
});

describe('empty cells at the end', () => {
  it.each([
    ['of all rows', 'externalId,name,email\nK1,Uma,u@example.com,\nK2,Vic,v@example.com,\n'],
    ['of all rows, two of them', 'externalId;name;email\nK1;Uma;u@example.com;;\nK2;Vic;v@example.com;; \n'],
    ['of the header', 'externalId,name,email,\nK1,Uma,u@example.com\nK2,Vic,v@example.com\n'],
    [
      'of the header, and of some rows',
      'externalId,name,email,,\nK1,Uma,u@example.com,,\nK2,Vic,v@example.com\n',
    ],
    ['of header and rows', 'externalId,name,email,\nK1,Uma,u@example.com,\nK2,Vic,v@example.com,\n'],
  ])('%s are no fault', async (_name, text) => {
    const { customers, issues, notes } = await checkSource(text);
    expect([customers, issues]).toEqual([['K1 Uma', 'K2 Vic'], []]);
    expect(notes).toHaveLength(1);
  });

  it.each([
    [
      'a value after them',
      'externalId,name,email\nK1,Uma,u@example.com,\nK2,Vic,v@example.com,x\nK3,Wes,w@example.com,\n',
      3,
    ],
    ['a cell that is missing', 'externalId,name,city\nK1,Uma,Ulm,\nK2,Vic,\nK3,Wes,Wels,\n', 3],
    [
      'one row that has more, and is last',
      'externalId,name,city\nK1,Uma,Ulm\nK3,Wes,Wels\nK2,Moss, Vic,\n',
      4,
    ],
    ['one row that has more', 'externalId,name,city\nK1,Uma,Ulm\nK2,Moss, Vic,\nK3,Wes,Wels\n', 3],
    ['one row that has fewer', 'externalId,name,city\nK1,Uma,Ulm\nK2,Vic\nK3,Wes,Wels\n', 3],
  ])('%s is an error of its row', async (_name, text, line) => {
    const { customers, issues } = await checkSource(text);
    expect(issues).toEqual([`${line} column_count`]);
    expect(customers).toEqual(['K1 Uma', 'K3 Wes']);
  });
});

describe('workbooks', () => {
  const TABLE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/table';
  const toRow = (line: number, cells: readonly string[], formula = ''): string =>
    `<row r="${line}">${cells.map((cell) => `<c t="str">${cell.startsWith('=') ? formula : ''}<v>${cell}</v></c>`).join('')}</row>`;
  const toBook = (rows: readonly string[], table?: string): Buffer =>
    zip(
      toParts({
        sheets: { Customers: rows.join('') },
        ...(table === undefined
          ? {}
          : {
              parts: [
                { path: 'xl/tables/table1.xml', content: table },
                {
                  path: 'xl/worksheets/_rels/sheet1.xml.rels',
                  content: `<Relationships><Relationship Id="rId1" Type="${TABLE}" Target="../tables/table1.xml"/></Relationships>`,
                },
              ],
            }),
      }),
    );
  const TOP = [HEADER, ...ROWS].map((line, at) => toRow(at + 1, line.split(',')));

  it('leave out the row of totals that a table declares', async () => {
    const book = toBook(
      [...TOP, toRow(4, ['Ergebnis', 'zwei', ''])],
      '<table ref="A1:C4" totalsRowCount="1"/>',
    );
    const { customers, issues, notes } = await checkSource(book);
    expect([customers, issues]).toEqual([CUSTOMERS, []]);
    expect(notes).toEqual(['Left out row 4 ("Ergebnis | zwei"), because it is a row of totals.']);
  });

  it('do not take the totals of another table for it', async () => {
    const book = toBook(
      [...TOP, toRow(4, ['K3', 'Wes', 'w@example.com'])],
      '<table ref="F1:G4" totalsRowCount="1"/>',
    );
    expect((await checkSource(book)).customers).toHaveLength(3);
  });

  it('leave out a row with a word and a SUBTOTAL, and refuse one that only may be totals', async () => {
    const subtotal = '<f>SUBTOTAL(103,B2:B3)</f>';
    const sum = `<row r="4"><c t="str"><v>Total</v></c><c>${subtotal}<v>7</v></c></row>`;
    expect((await checkSource(toBook([...TOP, sum]))).notes).toHaveLength(1);
    const bare = `<row r="4"><c t="str"><v>K3</v></c><c>${subtotal}<v>7</v></c></row>`;
    const { issues } = await checkSource(toBook([...TOP, bare]));
    expect(issues).toContain('4 row_not_customer');
  });

  it('find line breaks, and rows in a cell', async () => {
    const { issues } = await checkSource(
      toBook([
        TOP[0] ?? '',
        toRow(2, ['K1', 'Uma&#10;Hale', 'uma@example.com']),
        toRow(3, ['K2', 'Vic,vic@example.com&#10;K3,Wes,wes@example.com&#10;K4,Xia', 'xia@example.com']),
      ]),
    );
    expect(issues).toEqual(['2 line_break name', '3 rows_swallowed name']);
  });
});
