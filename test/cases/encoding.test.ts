import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { openBench } from '../support/run-import.js';
import { catchBulkError } from '../read/reading.js';
import { validateBytes } from '../support/run-validate.js';
import { writeFileSync } from 'node:fs';

/** Two customers, as a shop in each country has them. */
const SHOPS = {
  gbk: ['王小明', '李秀英', '北京'],
  big5: ['陳志明', '林淑芬', '台北'],
  shift_jis: ['佐藤 太郎', '鈴木 花子', '東京'],
  'euc-kr': ['김민준', '이서연', '서울'],
  'windows-1251': ['Иван Петров', 'Анна Смирнова', 'Казань'],
  'windows-1253': ['Μαρία Γεωργίου', 'Νίκος Μακρής', 'Πάτρα'],
  'windows-1254': ['Işık Yağmur Şahin', 'Ayşe Kılıç', 'İzmir'],
  'windows-1255': ['דוד כהן', 'שרה לוי', 'חיפה'],
  'windows-1256': ['محمد حسين', 'فاطمة العلي', 'دمشق'],
  'windows-1257': ['Šarūnas Žemaitis', 'Rūta Vaičiūnė', 'Panevėžys'],
  'windows-1250': ['Jiří Dvořák', 'Věra Němcová', 'Plzeň'],
  'koi8-r': ['Иван Петров', 'Анна Смирнова', 'Казань'],
  macintosh: ['José Núñez', 'Zoë Müller', 'Köln'],
  cp850: ['José Núñez', 'Zoë Müller', 'Köln'],
} as const;

function toTable([first, second, town]: readonly [string, string, string], delimiter = ','): string {
  const rows = [
    ['externalId', 'name', 'email', 'address.city'],
    ['A-1', first, 'one@example.com', town],
    ['A-2', second, 'two@example.com', town],
  ];
  return rows.map((cells) => `${cells.join(delimiter)}\r\n`).join('');
}

describe.each(Object.entries(SHOPS))('a file in %s', (encoding, shop) => {
  const table = toTable(shop);

  it.each([
    ['as CSV', iconv.encode(table, encoding), 'customers.csv'],
    ['with semicolons', iconv.encode(toTable(shop, ';'), encoding), 'customers.txt'],
    ['with tabs', iconv.encode(toTable(shop, '\t'), encoding), 'customers.tsv'],
    ['compressed', gzipSync(iconv.encode(table, encoding)), 'customers.csv.gz'],
  ])('is refused %s', async (_how, bytes, name) => {
    const error = await catchBulkError(validateBytes(bytes, {}, name));
    expect(error.code).toBe('encoding_unclear');
    expect(error.message).toContain('line 2 has');
  });

  it('is read with the encoding, and the server gets the names as they are', async () => {
    const bench = await openBench([]);
    writeFileSync(bench.source, iconv.encode(table, encoding));
    const { summary, rows } = await bench.run({ encoding, strict: true });
    expect(summary.counts).toMatchObject({ created: 2, invalid: 0 });
    expect(rows.map((row) => row['name'])).toEqual(shop.slice(0, 2));
    expect(bench.sandbox.stats().customers).toBe(2);
  });
});

describe('Turkish whose letters are those of Icelandic in Windows-1252', () => {
  const names = ['Işık Yağmur Şahin', 'Doğan Aydın', 'Şebnem Yıldız', 'İpek Tığlı', 'Aslı Kırış', 'Ağırdağ'];

  it.each([1, 2, 4, 6, 60])('is refused in a file of %i rows', async (count) => {
    const rows = Array.from(
      { length: count },
      (_, at) => `T-${at},${names[at % names.length] ?? ''},İzmir\n`,
    );
    const bytes = iconv.encode(`externalId,name,address.city\n${rows.join('')}`, 'windows-1254');
    expect((await catchBulkError(validateBytes(bytes))).code).toBe('encoding_unclear');
  });

  it('is refused beside a few names of other countries', async () => {
    const others = ['José García', 'Şahin-Muñoz José', 'Zoé Aydın'];
    const rows = Array.from({ length: 40 }, (_, at) => `T-${at},${names[at % 6] ?? ''},İzmir\n`);
    const more = others.map((name, at) => `O-${at},${name},Ankara\n`);
    const bytes = iconv.encode(
      `externalId,name,address.city\n${[...more, ...rows].join('')}`,
      'windows-1254',
    );
    expect((await catchBulkError(validateBytes(bytes))).code).toBe('encoding_unclear');
  });

  it('and Icelandic is read', async () => {
    const people = ['Þórður Sæmundsson', 'Guðrún Þráinsdóttir', 'Sigríður Jónsdóttir', 'Ýmir Örn Gíslason'];
    const rows = Array.from({ length: 12 }, (_, at) => `I-${at},${people[at % 4] ?? ''},Ísafjörður\n`);
    const bytes = iconv.encode(`externalId,name,address.city\n${rows.join('')}`, 'windows-1252');
    expect((await validateBytes(bytes)).summary.exitCode).toBe(0);
  });
});

describe('a Western file that is not UTF-8', () => {
  const table = iconv.encode(toTable(['José Núñez', 'Zoë Müller', 'Köln']), 'windows-1252');

  it('is read, with a warning that has the first line', async () => {
    const { summary, issues } = await validateBytes(table);
    expect(summary.exitCode).toBe(0);
    expect(issues).toMatchObject([
      { row: '0', line: '2', severity: 'warning', code: 'encoding_guessed', value: 'José Núñez Köln' },
    ]);
  });

  it('is refused with --strict, and read as it is with --encoding', async () => {
    expect((await validateBytes(table, { strict: true })).summary.exitCode).toBe(1);
    const { summary, issues } = await validateBytes(table, { strict: true, encoding: 'windows-1252' });
    expect(summary.exitCode).toBe(0);
    expect(issues).toEqual([]);
  });

  it('is not imported with --strict', async () => {
    const bench = await openBench([]);
    writeFileSync(bench.source, table);
    const error = await catchBulkError(bench.run({ strict: true }));
    expect(error.code).toBe('encoding_guessed');
    expect(bench.sandbox.stats().customers).toBe(0);
  });
});

describe('letters that are written with ASCII characters', () => {
  it.each([
    ['HZ', 'externalId,name\nA-1,~{Nb~}\n', 'iconv -f HZ -t UTF-8'],
    ['UTF-7', 'externalId,name\nA-1,Jos+AOk- N+APoA8Q-ez\n', 'iconv -f UTF-7 -t UTF-8'],
    ['ISO-2022-JP', 'externalId,name\nA-1,\x1b$B:4F#\x1b(B\n', '--encoding iso-2022-jp'],
  ])('are noticed: %s', async (name, table, remedy) => {
    const error = await catchBulkError(validateBytes(table));
    expect(error).toMatchObject({ code: 'encoding_unclear' });
    expect(error.message).toContain(name);
    expect(error.hint).toContain(remedy);
  });

  it('may be meant as they are', async () => {
    const { summary } = await validateBytes('externalId,name\nA-1,~{Nb~}\n', { encoding: 'utf-8' });
    expect(summary.exitCode).toBe(0);
  });
});

describe('UTF-16 without a mark', () => {
  const table =
    'externalId\tname\temail\tphone\r\nA-1\tZoë\ta@example.com\t\0\r\nA-2\tBo\tb@example.com\t\0\r\n';

  it.each([
    ['utf-16le', Buffer.from(table, 'utf16le')],
    ['utf-16be', Buffer.from(table, 'utf16le').swap16()],
  ])('is found with NULs for empty cells: %s', async (encoding, bytes) => {
    const { summary } = await validateBytes(bytes);
    expect(summary.source.format?.encoding).toBe(encoding);
    expect(summary.source.rows).toBe(2);
  });
});
