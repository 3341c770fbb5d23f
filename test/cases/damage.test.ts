/** Damage by programs that write a value in another form, and what looks like it and is right. */
import { describe, expect, it } from 'vitest';
import { makeRowMapper } from '../../src/map/apply.js';
import { ColumnNorms } from '../../src/validate/norms/column-norms.js';
import { codesOf, toMapping, toRow, toWish, validate } from '../validate/support.js';

const toIssues = (column: string, cell: string) =>
  validate({ externalId: 'C-1', name: 'Jane Doe', [column]: cell }).issues;

describe('a formula that is only a text', () => {
  it.each([
    ['="00123"', '00123'],
    ['= "00123"', '00123'],
    ['=T("00123")', '00123'],
    [' ="+49 30 1"', '+49 30 1'],
    ['="say ""hi"""', 'say "hi"'],
    ['="=""00123"""', '00123'],
    ['=1+1', '=1+1'],
    ['="a"&"b"', '="a"&"b"'],
    ['00123', '00123'],
  ])('%s means %s', (cell, text) => {
    const toMapped = makeRowMapper(toMapping(['externalId', 'metaData.plan']));
    const { fields, metaData } = toMapped({ rowNumber: 1, line: 2, cells: [cell, cell] });
    expect([fields.externalId, metaData.get('plan')]).toEqual([text, text]);
  });
});

describe('whole numbers as decimal numbers', () => {
  const judge = (ids: readonly string[]) => {
    const norms = new ColumnNorms(toMapping(['externalId', 'name']));
    const rows = ids.map((externalId, at) => toRow({ externalId, name: 'Jane' }, at + 1));
    for (const row of rows) norms.add(row);
    const toDepartures = norms.toJudge();
    return rows.flatMap((row) => toDepartures?.(row) ?? []);
  };

  it.each([
    [
      ['1001.0', '1002.0', '1003.0'],
      ['1001', '1002', '1003'],
    ],
    [['1001,0', '1002', 'X-1'], ['1001']],
    [
      ['1001.00', '1002.00'],
      ['1001', '1002'],
    ],
  ])('%j as ids are errors', (ids, meant) => {
    const issues = judge(ids);
    expect(issues.map(({ suggestion }) => suggestion)).toEqual(meant);
    expect(issues[0]).toMatchObject({ code: 'id_is_float', severity: 'error', column: 'externalId' });
  });

  it.each([[['1.0', '1.1', '2.0']], [['1001', '1002']], [['v1.0', 'v2.0']], [['10.0.0', '10.0.1']]])(
    '%j as ids are not',
    (ids) => {
      expect(judge(ids)).toEqual([]);
    },
  );

  it.each([
    ['phone', '2348031234567.0', '+2348031234567'],
    ['phone', '2348031234567,0', '+2348031234567'],
    ['phone', '+2348031234567.0', '+2348031234567'],
    ['address.zipcode', '10115.0', '10115'],
  ])('the %s %s was %s', (column, cell, suggestion) => {
    const [issue, ...more] = toIssues(column, cell);
    expect(issue).toMatchObject({ code: 'number_is_float', severity: 'warning', suggestion });
    expect(issue?.hint).toContain(suggestion);
    expect(more).toEqual([]);
  });
});

describe('escapes that no program has read', () => {
  it.each([
    ['Smith &amp; Sons', 'Smith & Sons'],
    ['Smith &amp;amp; Sons', 'Smith & Sons'],
    ['Pat O&#39;Brien', "Pat O'Brien"],
    ['Pat O&#x27;Brien', "Pat O'Brien"],
    ['M&uuml;nchen', 'München'],
    ['K&#246;ln', 'Köln'],
    ['Caf&eacute;&nbsp;Ole', 'Café Ole'],
    ['Jos\\u00e9 P\\u00e9rez', 'José Pérez'],
    ['\\ud83c\\udf89 Party', '🎉 Party'],
    ["O\\'Neil", "O'Neil"],
    ['"Ann \\"AJ\\" Lee"', '"Ann "AJ" Lee"'],
    ['and\\/or', 'and/or'],
    ['=?UTF-8?Q?Jos=C3=A9_P?=', 'José P'],
    ['=?utf-8?B?Sm9zw6k=?=', 'José'],
    ['=?iso-8859-1?q?M=FCller?= Ann', 'Müller Ann'],
    ['Jos=C3=A9', 'José'],
    ['Jane%20Doe', 'Jane Doe'],
    ['Jos%C3%A9', 'José'],
    ['<b>Jane</b>', 'Jane'],
    ['12 Main St<br>Flat 2', '12 Main St\nFlat 2'],
    ['12 Main St<BR />Flat 2', '12 Main St\nFlat 2'],
    ['line one\\nline two', 'line one\nline two'],
    ['Flat 2\\r\\nMain', 'Flat 2\nMain'],
    ['C:\\\\new\\\\table', 'C:\\new\\table'],
    ['Zoë &amp; Söhne', 'Zoë & Söhne'],
  ])('%s means %j', (cell, suggestion) => {
    expect(toIssues('description', cell)).toMatchObject([
      { code: 'escaped_text', severity: 'warning', suggestion },
    ]);
    expect(toWish({ externalId: 'C-1', name: cell }).customer.name).toBe(cell);
  });

  it('names the address that an email means', () => {
    expect(toIssues('email', 'e%40example.com')).toMatchObject([
      { code: 'email_invalid', suggestion: 'e@example.com' },
    ]);
    expect(toIssues('email', 'a&#64;example.com')).toMatchObject([{ suggestion: 'a@example.com' }]);
  });

  it.each([
    'AT&T',
    'R&D',
    'A&B; C',
    'Q&A; P&L;',
    '100% Cotton',
    '50%',
    '50%de descuento',
    '5%20',
    "O'Neil",
    'C:\\new',
    'C:\\temp\\new folder',
    '\\\\server\\new share 2',
    'CORP\\nadia',
    '=?',
    'a = b',
    'x=AB',
    '1 < 2 > 0',
    'Ann <3',
    'I <heart> NY',
    'https://example.com/a%20b?c=1&amp;d',
    '\\xdeadbeef',
    'ends with \\',
    '¯\\_(ツ)_/¯',
  ])('%s has none', (cell) => {
    expect(codesOf('description', cell)).toEqual([]);
    expect(codesOf('metaData.note', cell)).toEqual([]);
  });

  it('is JSON in the metaData column, and may be data in others', () => {
    expect(codesOf('metaData', '{"a":"Jos\\u00e9 &amp; \\"x\\""}')).toEqual([]);
    expect(codesOf('metaData.note', '["a\\n b 1"]')).toEqual([]);
  });
});

describe('letters that became question marks', () => {
  it.each([
    ['name', '?ukasz Nov?k'],
    ['name', 'Jos?'],
    ['name', 'Ada ? Okafor'],
    ['name', '??? ??'],
    ['address.city', 'Krak?w'],
    ['address.city', '??'],
    ['address.state', 'M?laga'],
    ['address.street', 'M?llerstr. 5'],
    ['address.street', 'ul. ?wi?tokrzyska 1'],
  ])('in the %s %s', (column, cell) => {
    expect(codesOf(column, cell)).toEqual(['letters_lost']);
  });

  it.each([
    ['description', 'Called back? Yes.'],
    ['description', 'M?ller'],
    ['metaData.note', 'why?'],
    ['address.street', 'Flat 5?'],
    ['externalId', 'a?b'],
  ])('but not in the %s %s', (column, cell) => {
    expect(codesOf(column, cell)).toEqual([]);
  });
});

describe('dates that mean no date', () => {
  it.each([
    '0000-00-00',
    '0000-00-00 00:00:00',
    '1900-01-00',
    '0001-01-01T00:00:00',
    '1899-12-30',
    '01/00/1900',
    'infinity',
    '-infinity',
  ])('%s', (cell) => {
    expect(codesOf('metaData.born_on', cell)).toEqual(['empty_date']);
  });

  it.each([
    ['metaData.plan', 'infinity'],
    ['metaData.born_on', '1980-02-02'],
    ['metaData.born_on', '2000-01-01'],
    ['metaData.born_on', '9999-12-31'],
    ['metaData.plan', 'Infinity Plus'],
  ])('but not the %s %s', (column, cell) => {
    expect(codesOf(column, cell)).toEqual([]);
  });
});

describe('booleans of databases', () => {
  const toAnswer = (provisionAddress: string) =>
    toWish({ externalId: 'C-1', name: 'J', provisionAddress }, { accountId: 'w' }).provisionAddress;

  it.each(['t', 'T', '-1', 'on', 'ON', '1.0', 'Y', '\u0001', "b'1'"])('%j is yes', (cell) => {
    expect(toAnswer(cell)).toBe(true);
  });

  it.each(['f', 'F', 'off', '0.0', 'N', '\0', '\\0', "b'0'"])('%j is no', (cell) => {
    expect(toAnswer(cell)).toBe(false);
  });

  it('in metaData, the BIT of MySQL is reported with what to export', () => {
    expect(toIssues('metaData.a', '\u0001')).toMatchObject([{ code: 'control_character' }]);
    expect(toIssues('metaData.a', '\u0001')[0]?.hint).toContain('active+0');
    expect(toIssues('metaData.a', '\\0')).toMatchObject([{ code: 'escaped_text', suggestion: '0' }]);
  });
});
