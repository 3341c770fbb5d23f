/** Strict text is read as csv-parse reads it, or left to csv-parse. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openCsvParser, type RecordParser, type RecordParserOptions } from '../../src/read/record-parser.js';
import type { SourceRecord } from '../../src/read/records/record.js';
import { openRecordParser } from '../../src/read/strict-parser.js';
import { readStrictRecords } from '../../src/read/strict-records.js';
import { bySize } from '../support/size.js';

const SETTINGS = {
  name: 'customers.csv',
  delimiter: ',',
  lineEnding: 'lf',
  quotes: true,
  firstLine: 2,
  maxRecordBytes: 300,
} as const;

type Open = (options: RecordParserOptions) => RecordParser;

/** The records, and what ended the reading early. */
async function read(open: Open, text: string, { chunkBytes = 7, ...settings }: Partial<Settings> = {}) {
  const records: SourceRecord[] = [];
  const parser = open({ ...SETTINGS, ...settings, onRecord: (record) => records.push(record) });
  const bytes = Buffer.from(text);
  let failure: string | undefined;
  try {
    for (let at = 0; at < bytes.length; at += chunkBytes)
      await parser.feed(bytes.subarray(at, at + chunkBytes));
    await parser.finish();
  } catch (error) {
    failure = String(error);
  }
  parser.destroy();
  return { records, failure };
}

interface Settings {
  readonly chunkBytes: number;
  readonly quotes: boolean;
  readonly delimiter: string;
}

/** Text is made of these pieces: marks of syntax, letters of one to four bytes, and cells that are written strictly. */
const PIECES = [',', ',', ';', '"', '""', '\n', '\n', '\r\n', '\r', ' ', 'a', 'Zoë', '山', '😀', '\0'];
const CELLS = [
  'C-1',
  '',
  '"said ""hi"""',
  '"two\nlines"',
  '"a,b"',
  '""',
  '" "',
  'Łukasz',
  '"x\r\n\ny"',
  '5" pipe',
];

const piecesText = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join(''));
const linesText = fc
  .array(fc.tuple(fc.array(fc.constantFrom(...CELLS), { maxLength: 5 }), fc.constantFrom('\n', '\n', '\r\n')))
  .map((lines) => lines.map(([cells, end]) => cells.join(',') + end).join(''));

describe('readStrictRecords', () => {
  it.each([
    ['pieces', piecesText],
    ['lines of cells', linesText],
  ])('gives the same records and errors as csv-parse alone: %s', async (_name, texts) => {
    const settings = fc.record({
      chunkBytes: fc.constantFrom(1, 5, 64, 4096),
      quotes: fc.boolean(),
      delimiter: fc.constantFrom(',', ';', '||'),
    });
    await fc.assert(
      fc.asyncProperty(texts, settings, async (text, chosen) => {
        const [strict, csv] = [
          await read(openRecordParser, text, chosen),
          await read(openCsvParser, text, chosen),
        ];
        expect(strict).toEqual(csv);
      }),
      { numRuns: bySize({ small: 800, full: 50_000 }) },
    );
  });

  it('reads cells in quotes, with quotes, line ends and delimiters in them', () => {
    const text = 'C-1,"said ""hi"", twice","two\r\nlines"\n\nC-2,,""\r\nC-3,"open\n';
    expect(readStrictRecords(text, 2, SETTINGS)).toEqual({
      records: [
        { line: 2, lastLine: 3, cells: ['C-1', 'said "hi", twice', 'two\r\nlines'] },
        { line: 5, cells: ['C-2', '', ''] },
      ],
      line: 6,
      end: text.indexOf('C-3'),
    });
  });

  it.each([
    ['a quote within a cell', 'C-1,5" pipe\n'],
    ['text after a closing quote', 'C-1,"Ann" Lee,x\n'],
    ['a CR after a closing quote', 'C-1,"Ann"\rx\n'],
    ['a record that is too long', `C-1,${'x'.repeat(300)}\n`],
  ])('leaves %s to csv-parse', (_name, text) => {
    expect(readStrictRecords(text, 2, SETTINGS)).toBeUndefined();
  });
});
