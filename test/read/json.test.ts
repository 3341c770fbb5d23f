import { gzipSync } from 'node:zlib';
import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished, test } from 'vitest';
import type { Code } from '../../src/core/codes.js';
import type { Source } from '../../src/core/types.js';
import { openSource } from '../../src/read/open.js';
import type { ReadOptions } from '../../src/read/options.js';
import { catchBulkError, readRows, writeTemporary } from './reading.js';

async function open(
  bytes: Buffer | string,
  options: ReadOptions = {},
  name = 'customers.json',
): Promise<Source> {
  const { path, remove } = await writeTemporary(bytes, name);
  onTestFinished(remove);
  const source = await openSource(path, options);
  onTestFinished(() => source.close());
  return source;
}

/** The records as objects without their empty cells, and the lines where they begin. */
async function read(bytes: Buffer | string, options: ReadOptions = {}) {
  const source = await open(bytes, options);
  const rows = await readRows(source);
  const records = rows.map(({ cells }) =>
    Object.fromEntries(
      source.columns.flatMap((column, at) => (cells[at] === '' ? [] : [[column, cells[at]]])),
    ),
  );
  return { source, rows, records, lines: rows.map(({ line }) => line) };
}

const ANN = { externalId: 'C1', name: 'Ann Lee' };
const BEN = { externalId: 'C2', name: 'Ben Eze' };
const [ann, ben] = [JSON.stringify(ANN), JSON.stringify(BEN)];
const pretty = (value: unknown): string => JSON.stringify(value, undefined, 2);

describe('every form of the same two records', () => {
  test.each<[form: string, bytes: Buffer | string, kind: string, lines: number[]]>([
    ['one object to a line', `${ann}\n${ben}\n`, 'ndjson', [1, 2]],
    ['CRLF, blank lines, no last line end', `\r\n${ann}\r\n\r\n${ben}`, 'ndjson', [2, 4]],
    ['an array on one line', `[${ann},${ben}]`, 'json', [1, 1]],
    ['an array, one record to a line', `[${ann},\n${ben}]\n`, 'json', [1, 2]],
    ['a pretty array', pretty([ANN, BEN]), 'json', [2, 6]],
    ['pretty objects, one after the other', `${pretty(ANN)}\n${pretty(BEN)}\n`, 'json', [1, 5]],
    ['objects without anything between', `${ann}${ben}`, 'ndjson', [1, 1]],
    ['arrays, one after the other', `[${ann}]\n[${ben}]\n`, 'json', [1, 2]],
    ['an array under a key', `{"ok":true,"data":[${ann},${ben}],"next":null}`, 'json', [1, 1]],
    ['an array two keys deep', pretty({ meta: { total: 2 }, result: { rows: [ANN, BEN] } }), 'json', [7, 11]],
    [
      'a list of results with columns and items',
      `{"results":[{"columns":[{"name":"ID","type":"NUMBER"}],"items":\n[\n${ann}\n,${ben}\n]}]}`,
      'json',
      [3, 4],
    ],
    ['a byte order mark', `\uFEFF${ann}\n${ben}\n`, 'ndjson', [1, 2]],
    ['a byte order mark on each line', `\uFEFF${ann}\n\uFEFF${ben}\n`, 'ndjson', [1, 2]],
    ['UTF-16 with a mark', Buffer.from(`\uFEFF[${ann},${ben}]`, 'utf16le'), 'json', [1, 1]],
    ['UTF-16 without one', Buffer.from(`${ann}\n${ben}\n`, 'utf16le').swap16(), 'ndjson', [1, 2]],
    ['gzip', gzipSync(`${ann}\n${ben}\n`), 'ndjson', [1, 2]],
  ])('%s', async (_form, bytes, kind, lines) => {
    const found = await read(bytes);
    expect(found.records).toEqual([ANN, BEN]);
    expect(found.lines).toEqual(lines);
    expect(found.source.format).toMatchObject({ kind, delimiter: '' });
    expect(found.rows.flatMap(({ doubts = [] }) => doubts)).toEqual([]);
  });

  test.each(['customers.csv', 'customers', 'export.txt'])('no name decides: %s', async (name) => {
    expect((await open(`${ann}\n`, {}, name)).format.kind).toBe('ndjson');
  });

  it('comes through a pipe, also compressed', async () => {
    for (const bytes of [Buffer.from(`${ann}\n${ben}\n`), gzipSync(`[${ann},${ben}]`)]) {
      const stdin = new PassThrough();
      stdin.end(bytes);
      const source = await openSource('-', { stdin });
      expect((await readRows(source)).map(({ cells }) => cells)).toEqual([
        ['C1', 'Ann Lee'],
        ['C2', 'Ben Eze'],
      ]);
      expect(source.sha256()).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  it('any records, in chunks of any size: each value is what JSON.parse says', async () => {
    const value = fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean());
    const record = fc.dictionary(fc.constantFrom('name', 'b', 'é', 'a b', '"'), value, { minKeys: 1 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { minLength: 1 }),
        fc.integer({ min: 1, max: 40 }),
        async (all, size) => {
          const bytes = Buffer.from(all.map((one) => JSON.stringify(one)).join('\n'));
          const stdin = new PassThrough();
          for (let at = 0; at < bytes.length; at += size) stdin.write(bytes.subarray(at, at + size));
          stdin.end();
          const source = await openSource('-', { stdin });
          const rows = await readRows(source);
          const found = rows.map(({ cells }) =>
            Object.fromEntries(source.columns.map((name, at) => [name, cells[at]])),
          );
          expect(found).toEqual(
            all.map((one) =>
              Object.fromEntries(source.columns.map((name) => [name, String(one[name] ?? '')])),
            ),
          );
        },
      ),
      { numRuns: 50 },
    );
  });

  it('a header that begins with a bracket is no JSON', async () => {
    for (const text of ['[id],[name]\n1,Ann\n', '{id},{name}\n1,Ann\n'])
      expect((await open(text, {}, 'customers.csv')).format.kind).toBe('csv');
  });
});

describe('values', () => {
  test.each<[what: string, record: string, cells: Record<string, string>]>([
    [
      'numbers keep their text',
      '{"a":0.10,"b":1e21,"c":12345678901234567890,"d":-0}',
      { a: '0.10', b: '1e21', c: '12345678901234567890', d: '-0' },
    ],
    ['true and false; null is empty', '{"a":true,"b":false,"c":null}', { a: 'true', b: 'false' }],
    [
      'nested keys',
      '{"address":{"city":"Lagos","geo":{"lat":1.50}}}',
      { 'address.city': 'Lagos', 'address.geo.lat': '1.50' },
    ],
    [
      'flat and nested agree',
      '{"address":{"city":"Lagos"},"address.city":"Lagos"}',
      { 'address.city': 'Lagos' },
    ],
    [
      'metaData keeps its types',
      '{"metaData":{"tier":1,"ok":true,"list":["a",{"b":null}]}}',
      { metaData: '{"tier":1,"ok":true,"list":["a",{"b":null}]}' },
    ],
    [
      'flat metaData with a type, too',
      '{"metaData.tier":1.50,"metaData.plan":"gold","metaData.tags":["a"]}',
      { 'metaData.plan': 'gold', metaData: '{"tier":1.50,"tags":["a"]}' },
    ],
    ['metaData as a text of JSON', '{"metaData":"{\\"tier\\":1}"}', { metaData: '{"tier":1}' }],
    ['escapes', '{"name":"Zo\\u00eb \\ud83d\\ude00 \\"x\\" \\\\ \\n"}', { name: 'Zoë 😀 "x" \\ \n' }],
    ['an empty list or object is empty', '{"a":[],"b":{},"c":"x"}', { c: 'x' }],
    [
      'what MongoDB wraps',
      '{"_id":{"$oid":"5f00"},"a":{"$date":"2015-03-02T10:15:30Z"},"b":{"$date":{"$numberLong":"1425291330000"}},"c":{"$numberDecimal":"1.10"},"d":{"$numberLong":"9007199254740993"},"e":{"$numberInt":"5"},"f":{"$undefined":true}}',
      {
        _id: '5f00',
        a: '2015-03-02T10:15:30Z',
        b: '2015-03-02T10:15:30.000Z',
        c: '1.10',
        d: '9007199254740993',
        e: '5',
      },
    ],
    [
      'what MongoDB wraps within metaData',
      '{"metaData":{"a":{"$numberDecimal":"1.10"},"b":{"$numberLong":"7"},"c":{"$numberLong":"9007199254740993"}}}',
      { metaData: '{"a":"1.10","b":7,"c":"9007199254740993"}' },
    ],
  ])('%s', async (_what, record, cells) => {
    const { records, rows } = await read(`${record}\n`);
    expect(records).toEqual([cells]);
    expect(rows[0]?.doubts).toBeUndefined();
  });

  it('a key that appears late has its column', async () => {
    const { records, source } = await read(`${ann}\n{"externalId":"C2","phone":"+1"}\n`);
    expect(source.columns).toEqual(['externalId', 'name', 'phone']);
    expect(records[1]).toEqual({ externalId: 'C2', phone: '+1' });
  });

  it('an address that is null is no column beside address.city', async () => {
    const { source } = await read(
      '{"name":"Ann","address":null}\n{"name":"Ben","address":{"city":"Lagos"}}\n',
    );
    expect(source.columns).toEqual(['name', 'address.city']);
  });

  test.each<[what: string, record: string, code: Code, onlyIfSent: boolean]>([
    ['a key twice', '{"name":"Ann","name":"Ben"}', 'key_twice', false],
    ['flat and nested disagree', '{"address":{"city":"Lagos"},"address.city":"Abuja"}', 'key_twice', false],
    ['a key twice in metaData', '{"metaData":{"a":1,"a":2}}', 'key_twice', false],
    ['a list', '{"phone":["+1","+2"]}', 'list_value', true],
    ['binary data', '{"photo":{"$binary":{"base64":"AA==","subType":"00"}}}', 'binary_value', true],
    ['half of a character', '{"name":"Ann \\ud83d"}', 'control_character', false],
    [
      'digits that JSON readers drop',
      '{"metaData":{"rate":0.12345678901234567890}}',
      'metadata_invalid',
      false,
    ],
  ])('%s is a doubt', async (_what, record, code, onlyIfSent) => {
    const { rows } = await read(`${record}\n`);
    expect(rows[0]?.doubts).toMatchObject([{ code, line: 1, ...(onlyIfSent ? { onlyIfSent } : {}) }]);
  });

  it('the same value twice is no doubt', async () => {
    const { rows } = await read('{"name":"Ann","name":"Ann"}\n');
    expect(rows[0]?.doubts).toBeUndefined();
  });
});

describe('refused, with the line', () => {
  const X = 'source_unreadable';
  test.each<[what: string, text: string, code: Code, words: RegExp]>([
    ['cut off in a text', `[${ann},\n{"externalId":"C2","na`, X, /cut off.* line 2/],
    ['cut off before the bracket', `[${ann},\n${ben}\n`, X, /cut off/],
    ['a comma after the last record', `[${ann},\n${ben},\n]`, X, /line 3 .*comma before a closing bracket/],
    [
      'a comma after each object',
      `${ann},\n${ben},\n`,
      X,
      /line 1 .*comma between objects that are not in a list/,
    ],
    [
      'a comma between two objects',
      `${ann},${ben}`,
      X,
      /line 1 .*comma between objects that are not in a list/,
    ],
    ['a comma after the last key', '{"name":"Ann",}\n', X, /line 1 .*comma before a closing bracket/],
    ['no comma', `[${ann}\n${ben}]`, X, /line 2 .*without a comma/],
    ['single quotes', "[{'name': 'Ann'}]", X, /single quote/],
    ['None', '[{"name": "None: Ann", "x": None}]', X, /None, True or False of Python/],
    ['NaN', '[{"name": "NaN: Ann", "x": NaN}]', X, /line 1 .*NaN/],
    ['keys without quotes', '[{name: "Ann"}]', X, /key without quotes/],
    ['a MongoDB shell', '{ "_id" : ObjectId("5f"), "name" : "Ann" }', X, /MongoDB shell/],
    ['a comment', '/* 1 */\n{ "name" : "Ann" }', X, /comment/],
    ['a line break in a text', '[{"name":"Ann\nLee"}]', X, /line 1 .*line break/],
    ['a single backslash', '[{"name":"C:\\dir"}]', X, /backslash/],
    ['backslashes that COPY doubled', '{"name":"Ann \\\\"Joy\\\\" Lee"}\n', X, /line 1 .*doubled/],
    ['a footer', `${ann}\n(1 row)\n`, X, /line 2 .*footer/],
    ['a leading zero', '[{"zip":00501}]', X, /007/],
    ['a number among the records', `${ann}\n42\n`, X, /line 2 has a number/],
    ['a list of lists', '[["id","name"],["1","Ann"]]', X, /line 1 has a list where a record/],
    ['a list of numbers', '[1,2]', X, /line 1 has a number/],
    ['one text', '"hello"', X, /one value of JSON/],
    ['an object beside a list', `[${ann}]\n${ben}\n`, X, /line 2 has an object beside/],
    [
      'two lists',
      `{"users":[${ann}],"orders":[{"id":1}]}`,
      X,
      /more than one list.*\.users\[\].*\.orders\[\]/,
    ],
    ['an object of objects', `{"c1":{"full":"Ann"},"c2":{"full":"Ben"}}`, X, /one object of 2 objects/],
    [
      'an export of phpMyAdmin',
      `[{"type":"header","comment":"Export to JSON plugin for PHPMyAdmin"},{"type":"table","name":"t","data":[${ann}]}]`,
      X,
      /phpMyAdmin/,
    ],
    ['nothing in the list', '[]', 'source_empty', /no records/],
    ['nothing in the list under a key', '{"data":[]}', 'source_empty', /no records in \.data/],
    ['too many levels', `[{"a":${'['.repeat(200)}${']'.repeat(200)}}]`, X, /100 levels/],
  ])('%s', async (_what, text, code, words) => {
    const error = await catchBulkError(open(text));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(words);
  });

  it('a byte that is not UTF-8 in a pipe, if the text can not be Windows-1252 either: the encoding is unclear', async () => {
    const bytes = Buffer.concat([Buffer.from(`${ann}\n{"name":"`), Buffer.from([0x81]), Buffer.from('"}\n')]);
    const error = await catchBulkError(open(bytes));
    expect(error).toMatchObject({ code: 'encoding_unclear', context: { line: 2 } });
  });

  it('a record that is too long, and too many keys', async () => {
    const long = await catchBulkError(
      open(`${ann}\n{"name":"${'x'.repeat(500)}"}\n`, { maxRecordBytes: 100 }).then(readRows),
    );
    expect(long).toMatchObject({ code: 'row_too_long', context: { line: 2 } });
    const keys = Object.fromEntries(Array.from({ length: 2100 }, (_key, at) => [`k${at}`, at]));
    expect((await catchBulkError(open(JSON.stringify(keys)))).message).toMatch(/2000 different keys/);
  });

  test.each<ReadOptions>([
    { delimiter: ';' },
    { sheet: '1' },
    { query: 'SELECT 1' },
    { dialect: 'ssms' },
    { escape: 'backslash' },
  ])('an option of others: %o', async (options) => {
    expect((await catchBulkError(open(`${ann}\n`, options))).code).toBe('config_invalid');
  });
});

it('reads no more than the limit, and hashes all', async () => {
  const { records, source } = await read(`${ann}\n${ben}\n`, { limit: 1 });
  expect(records).toEqual([ANN]);
  expect(source.sha256()).toMatch(/^[0-9a-f]{64}$/);
});

it('says that the records are within the file', async () => {
  const source = await open(`{"ok":true,"data":[${ann}]}`);
  expect(source.notes).toEqual([expect.stringContaining('the records are in .data[]')]);
  await source.close();
});

it('words for "no value" become empty cells, and nothing else', async () => {
  const { records } = await read('{"name":"Ann NULL","city":"NULL","id":7,"metaData":{"a":"NULL"}}', {
    nulls: ['NULL', '7'],
  });
  expect(records).toEqual([{ name: 'Ann NULL', metaData: '{"a":"NULL"}' }]);
});

describe('one page of several', () => {
  const page = (beside: string): string => `{"data":[${ann},${ben}],${beside}}`;

  test.each([
    ['"totalPages":5', '.totalPages is 5'],
    ['"meta":{"current_page":2,"last_page":3}', '.meta.last_page is 3'],
    ['"has_more":true', '.has_more is true'],
    ['"pagination":{"hasNextPage":true}', '.pagination.hasNextPage is true'],
    [
      '"next":"https://api.example.com/customers?page=2"',
      '.next is https://api.example.com/customers?page=2',
    ],
    ['"paging":{"next":2}', '.paging.next is 2'],
    ['"@odata.nextLink":"https://api.example.com/c?skip=2"', '."@odata.nextLink" is https'],
    ['"meta":{"page":1,"total":500}', '.meta.total is 500'],
  ])('is a doubt of the source: %s', async (beside, found) => {
    const { source, rows } = await read(page(beside));
    expect(rows).toHaveLength(2);
    expect(source.doubts).toMatchObject([{ code: 'pages_unread', line: 1 }]);
    expect(source.doubts[0]?.message).toContain(`found 2, and ${found}`);
  });

  test.each([
    '"totalPages":1',
    '"has_more":false',
    '"next":null',
    '"next":""',
    '"meta":{"total":2,"totalPages":2}',
    '"total":2',
    '"order":{"lines":{"a":{"b":{"total":900}}}}',
    '"subtotal":500',
  ])('is not said by %s', async (beside) => {
    expect((await read(page(beside))).source.doubts).toEqual([]);
  });

  it('is not judged where a limit ends the reading', async () => {
    expect((await read(page('"total":500'), { limit: 1 })).source.doubts).toEqual([]);
  });
});
