import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { gzipSync } from 'node:zlib';
import { writeXlsxStream } from 'hucre';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Source } from '../../src/core/types.js';
import { makeRowMapper } from '../../src/map/apply.js';
import { toMapping } from '../../src/map/mapping.js';
import { openSource } from '../../src/read/open.js';
import { makeRowValidator } from '../../src/validate/validate.js';
import { encode, type Written } from './encode.js';
import { COLUMNS, makeRows, toCsv } from './five-hundred.js';
import { readRows } from './reading.js';

/** What would be sent, as bytes. */
async function readCustomers(source: Source): Promise<string> {
  const mapping = toMapping(source.columns, { map: {}, unknownColumns: 'error' });
  const toMapped = makeRowMapper(mapping);
  const validate = makeRowValidator(mapping, { emailUnique: true, provisionAddress: false, strict: false });
  const customers = (await readRows(source)).map((row) => validate(toMapped(row)).wish?.customer);
  return JSON.stringify(customers, undefined, 1);
}

let folder: string;
let expected: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bitpowr-formats-'));
  const source = await openSource(write('customers.csv', Buffer.from(toCsv(','))));
  expect(source.columns).toEqual(COLUMNS);
  expected = await readCustomers(source);
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, bytes: Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

const DELIMITERS = { comma: ',', semicolon: ';', tab: '\t', pipe: '|' } as const;

/** As detected from a file, or as said where a file can't tell: Mac Roman, and Latin-1, which is part of Windows-1252. */
const ENCODINGS: readonly { readonly written: Written; readonly found: string; readonly said?: string }[] = [
  { written: 'utf-8', found: 'utf-8' },
  { written: 'utf-8-bom', found: 'utf-8' },
  { written: 'utf-16le', found: 'utf-16le' },
  { written: 'utf-16le-bom', found: 'utf-16le' },
  { written: 'utf-16be', found: 'utf-16be' },
  { written: 'utf-16be-bom', found: 'utf-16be' },
  { written: 'windows-1252', found: 'windows-1252' },
  { written: 'iso-8859-1', found: 'windows-1252' },
  { written: 'iso-8859-1', found: 'iso-8859-1', said: 'latin1' },
  { written: 'macintosh', found: 'macintosh', said: 'macintosh' },
];

describe('the same 500 customers', () => {
  it('are all there, and valid', () => {
    const customers = JSON.parse(expected) as { name: string; address: { zipcode: string } }[];
    expect(customers).toHaveLength(500);
    expect(customers.map(({ name }) => name)).toEqual(makeRows().map(([, name]) => name));
    expect(customers[7]?.address.zipcode).toBe('00007');
  });

  describe.each(ENCODINGS)('as CSV in $written (--encoding $said)', ({ written, found, said }) => {
    const options = said === undefined ? {} : { encoding: said };

    it.each(Object.entries(DELIMITERS))('with %s between the cells', async (name, delimiter) => {
      const path = write(`${written}-${name}.csv`, encode(toCsv(delimiter), written));
      const source = await openSource(path, options);
      expect(source.format).toEqual({ kind: 'csv', encoding: found, delimiter });
      expect(await readCustomers(source)).toBe(expected);
    });

    it('packed by gzip, in a file and through a pipe', async () => {
      const packed = gzipSync(encode(toCsv(';'), written));
      const file = await openSource(write(`${written}.csv.gz`, packed), options);
      expect(file.format).toEqual({ kind: 'csv', encoding: found, delimiter: ';', compression: 'gzip' });
      expect(await readCustomers(file)).toBe(expected);
      const encoding = said ?? found;
      const pipe = await openSource('-', { stdin: Readable.from([packed]), encoding });
      expect(await readCustomers(pipe)).toBe(expected);
    });
  });

  it('as TSV, plain and packed', async () => {
    const text = Buffer.from(toCsv('\t'));
    expect(await readCustomers(await openSource(write('customers.tsv', text)))).toBe(expected);
    expect(await readCustomers(await openSource(write('customers.tsv.gz', gzipSync(text))))).toBe(expected);
  });

  it('as a workbook of LibreOffice, in a file, packed, and through a pipe', async () => {
    const bytes = readFileSync(new URL('../../fixtures/formats/five-hundred.xlsx', import.meta.url));
    expect(await readCustomers(await openSource(write('customers.xlsx', bytes)))).toBe(expected);
    expect(await readCustomers(await openSource(write('customers.xlsx.gz', gzipSync(bytes))))).toBe(expected);
    expect(await readCustomers(await openSource('-', { stdin: Readable.from([bytes]) }))).toBe(expected);
  });

  it.each([true, false])(
    'as a workbook of another writer, its text in the cells: %s',
    async (inlineStrings) => {
      const rows = [COLUMNS, ...makeRows()];
      const path = join(folder, `inline-${String(inlineStrings)}.xlsx`);
      const written = writeXlsxStream(rows, { name: 'Customers', inlineStrings }) as ReadableStream;
      await pipeline(Readable.fromWeb(written), createWriteStream(path));
      expect(await readCustomers(await openSource(path))).toBe(expected);
    },
  );

  it('in the file that LibreOffice made its workbook from', () => {
    const text = readFileSync(new URL('../../fixtures/formats/five-hundred.csv', import.meta.url), 'utf8');
    expect(text).toBe(toCsv(','));
  });
});
