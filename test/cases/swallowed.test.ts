import { describe, expect, it } from 'vitest';
import { checkSource } from './check-source.js';

/** Lines, with `\n` between them and at the end. */
const lines = (...all: readonly string[]): string => all.map((line) => `${line}\n`).join('');

describe('rows that a stray quote put into one cell', () => {
  it.each([
    ['commas', ','],
    ['semicolons', ';'],
    ['tabs', '\t'],
    ['bars', '|'],
  ])('are an error of the row, with %s', async (_name, delimiter) => {
    const text = lines(
      'externalId,name,email',
      'K1,"Uma Hale,uma@example.com',
      'K2,Vic Moss,vic@example.com',
      'K3,Wes Orr",wes@example.com',
      'K4,Xia Pell,xia@example.com',
    ).replaceAll(',', delimiter);
    const { customers, issues, messages } = await checkSource(text);
    expect(customers).toEqual(['K4 Xia Pell']);
    expect(issues).toEqual(['2 rows_swallowed name']);
    expect(messages[0]).toContain('3 rows in it (lines 2 to 4)');
  });

  it.each([
    [
      'CRLF and a BOM',
      `\uFEFF${lines('name,email,city', '"Uma,uma@example.com,Ulm', 'Vic",vic@example.com,Vaduz', 'Wes,wes@example.com,Wels').replaceAll('\n', '\r\n')}`,
      '2 rows_swallowed name',
    ],
    [
      'an email column first',
      lines(
        'email,name',
        'uma@example.com,"Uma',
        'vic@example.com,Vic',
        'wes@example.com,Wes"',
        'xia@example.com,Xia',
      ),
      '2 rows_swallowed name',
    ],
    [
      'a description, by the emails',
      lines(
        'externalId,name,description,email',
        'K1,Uma,"likes tea,uma@example.com',
        'K2,Vic,likes rye",vic@example.com',
        'K3,Wes,x,wes@example.com',
      ),
      '2 rows_swallowed description',
    ],
    [
      'a description, by keys alike',
      lines('externalId,name,description', 'K1,Uma,"likes tea', 'K2,Vic,likes rye"', 'K3,Wes,x'),
      '2 rows_swallowed description',
    ],
    [
      'the key',
      lines('externalId,name,city', '"K1,Uma,Ulm', 'K2,Vic,Vaduz', 'K3",Wes,Wels', 'K4,Xia,Xanten'),
      '2 rows_swallowed externalId',
    ],
    [
      'inch marks',
      lines(
        'externalId\tname\temail',
        'K1\tUma "U\tuma@example.com',
        'K2\t"Vic\tvic@example.com',
        'K3\tWes"\twes@example.com',
      ),
      '3 rows_swallowed name',
    ],
  ])('are found in a file with %s', async (_name, text, issue) => {
    const { issues, customers } = await checkSource(text);
    expect(issues).toContain(issue);
    expect(customers.join()).not.toMatch(/\n|K2,/);
  });

  it('are found in one line, by the email beside a delimiter', async () => {
    const text = lines(
      'externalId,name,email',
      'K1,"Uma Hale,uma@example.com",u@example.com',
      'K2,Vic,vic@example.com',
    );
    const { issues, customers } = await checkSource(text);
    expect(issues).toEqual(['2 rows_swallowed name']);
    expect(customers).toEqual(['K2 Vic']);
  });
});

describe('a line break in a field of one line', () => {
  it.each([
    'name',
    'email',
    'phone',
    'externalId',
    'uid',
    'subAccountId',
    'address.city',
    'address.state',
    'address.zipcode',
    'address.country',
  ])('is an error in %s', async (field) => {
    const others = ['name', 'externalId'].filter((name) => name !== field);
    const text = `${[field, ...others].join(',')}\n"ab\ncd",${others.map((name) => `my ${name}`).join(',')}\n`;
    const { issues, messages } = await checkSource(text);
    expect(issues).toContain(`2 line_break ${field}`);
    expect(messages.join()).toContain('begins on line 2');
  });

  it.each([
    [
      'a description',
      'description',
      'Likes tea, rye, gin\nand red, blue, green\n\nCall: Jo Orr, jo@example.org',
    ],
    ['a street', 'address.street', '12 High Street\nFlat 3, Left'],
    ['a street with a postcode', 'address.street', '12 High Street\n10001, Ulm'],
    ['metaData', 'metaData', '{\n  "a": 1,\n  "b": 2\n}'],
    ['a name with a break at its end', 'name', 'Uma Hale\n'],
  ])('is fine in %s', async (_name, field, value) => {
    const columns = ['externalId', 'name', 'email', field].filter(
      (name, at, all) => all.indexOf(name) === at,
    );
    const cell = `"${value.replaceAll('"', '""')}"`;
    const row = columns.map((name) =>
      name === field ? cell : name === 'email' ? 'u@example.com' : `${name} 1`,
    );
    const { issues, customers } = await checkSource(`${columns.join(',')}\n${row.join(',')}\n`);
    expect(issues).toEqual([]);
    expect(customers).toHaveLength(1);
  });

  it('is fine in the name of a customer that has the uid of the API', async () => {
    const { issues, customers } = await checkSource(
      'uid,name,email\n6f9619ff-8b86-4d01-b42d-00cf4fc964ff,"Uma\nHale",uma@example.com\n',
    );
    expect([issues, customers]).toEqual([[], ['Uma Hale']]);
  });
});

describe('quotes where CSV allows none', () => {
  it('a text formula, which Excel reads as its text, is no such quote', async () => {
    const { issues } = await checkSource(
      lines('externalId,name', '="00123",Uma Hale', '"=""00124""",Vic Hale'),
    );
    expect(issues).toEqual([]);
  });

  it.each([
    [String.raw`"Uma \"UH\" Hale"`, 'quote_misplaced', '--escape backslash'],
    [String.raw`"5\" pipe"`, 'quote_misplaced', '--escape backslash'],
    [String.raw`"\"Uma\" Hale"`, 'quote_misplaced', '--escape backslash'],
    ['"Uma "UH" Hale"', 'quote_misplaced', '`"Uma ""UH"" Hale"`'],
    ['"Uma" Hale', 'quote_misplaced', 'Write a quote within'],
    [' "Uma Hale"', 'quote_misplaced', 'without the space'],
    ['"Uma Hale" ', 'quote_misplaced', 'without the space'],
    ['Uma "U', 'quote_in_text', 'Check the cell'],
    ['Uma "UH" Hale', 'quote_in_text', 'Check the cell'],
  ])('%s is %s', async (cell, code, hint) => {
    const text = lines('externalId,name,email', `K1,${cell},uma@example.com`, 'K2,Vic,vic@example.com');
    const { issues, hints, customers } = await checkSource(text);
    expect(issues.filter((issue) => issue.startsWith('2 quote'))).toEqual([`2 ${code} name`]);
    expect(hints.join()).toContain(hint);
    expect(customers.length).toBe(code === 'quote_misplaced' ? 1 : 2);
  });

  it.each([
    '5" pipe',
    `6' 2" Lee`,
    '3½" bolt',
    '"Uma ""UH"" Hale"',
    '"""Uma"" Hale"',
    '""',
    "O'Neil",
    '“Uma” Hale',
  ])('%s is no doubt', async (cell) => {
    const text = lines('externalId,name,description', `K1,Uma,${cell}`, 'K2,Vic,x');
    expect((await checkSource(text)).issues).toEqual([]);
  });

  it('that span rows name the option, if one follows a backslash', async () => {
    const text = lines('externalId,name', String.raw`K1,"Uma \""`, 'K2,"Vic"');
    await expect(checkSource(text)).rejects.toMatchObject({
      code: 'source_unreadable',
      hint: expect.stringContaining('--escape backslash') as unknown,
    });
  });
});
