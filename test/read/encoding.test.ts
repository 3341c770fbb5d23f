import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectContent, detectEncoding, detectLineEnding, detectSepLine } from '../../src/read/detect.js';
import { openSource } from '../../src/read/open.js';
import { makeUtf8Check } from '../../src/read/encoding/utf8.js';
import { catchBulkError, readRows, readTextRows, toFixturePath } from './reading.js';
import { bySize } from '../support/size.js';

describe('encoding', () => {
  it('is UTF-8 with a byte order mark, also before a quoted first name', async () => {
    const source = await openSource(toFixturePath('utf8-bom.csv'));
    expect(source.columns).toEqual(['externalId', 'name', 'email']);
    expect((await readRows(source))[0]?.cells).toEqual(['C-1', 'Chloé Ñandú 李', 'c@example.com']);
  });

  it.each([
    ['utf16le-bom.csv', 'utf-16le'],
    ['utf16be-without-bom.csv', 'utf-16be'],
  ])('of %s is %s', async (name, encoding) => {
    const source = await openSource(toFixturePath(name));
    expect(source.format.encoding).toBe(encoding);
    expect(source.columns).toEqual(['externalId', 'name', 'email']);
    expect((await readRows(source)).map((row) => row.cells)).toEqual([['C-1', 'Chloé', 'c@example.com']]);
  });

  it('of a file that is not UTF-8 is Windows-1252, and a doubt says so', async () => {
    const source = await openSource(toFixturePath('windows-1252-on-line-5.csv'));
    expect(source.format.encoding).toBe('windows-1252');
    expect(source.notes).toEqual([]);
    expect(source.doubts).toEqual([
      {
        code: 'encoding_guessed',
        line: 5,
        value: 'Chloé',
        message: expect.stringContaining('was read as Windows-1252') as string,
      },
    ]);
    expect((await readRows(source))[2]?.cells).toEqual(['C-3', 'Chloé', 'c@example.com']);
  });

  it('of a long pipe that is not UTF-8 is reported with its line and byte, and what to type', async () => {
    const file = readFileSync(toFixturePath('windows-1252-on-line-5.csv'));
    const error = await catchBulkError(readTextRows(Buffer.concat([file, Buffer.alloc(70_000, 'a,b,c\n')])));
    expect(error.code).toBe('encoding_unknown');
    expect(error.message).toContain('line 5 has the byte 0xE9, which is not utf-8');
    expect(error.hint).toContain('Pass --encoding');
  });

  it('is checked to the end of the file, not only in a sample', async () => {
    const good = Buffer.from(`name,b\n${'é,"x\ny"\n'.repeat(50_000)}`);
    const bad = Buffer.concat([good, Buffer.from('Bo,\xFF\n', 'latin1')]);
    const error = await catchBulkError(readTextRows(bad));
    expect(error.message).toContain('line 100002 has the byte 0xFF');
  });

  it('of a file that ends within a character is reported too', async () => {
    const error = await catchBulkError(readTextRows(Buffer.from('name,b\nBé,é').subarray(0, -1)));
    expect(error.message).toContain('line 2 has a character that is cut off');
  });
});

describe('makeUtf8Check', () => {
  it('agrees with a strict decoder, however the bytes are cut', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }).map((text) => Buffer.from(text)),
      fc.uint8Array({ maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.array(piece), fc.integer({ min: 1, max: 5 }), (pieces, size) => {
        const bytes = Buffer.concat(pieces);
        const check = makeUtf8Check();
        let invalid = false;
        for (let at = 0; at < bytes.length; at += size) {
          invalid ||= check(bytes.subarray(at, at + size), false) !== undefined;
        }
        invalid ||= check(Buffer.alloc(0), true) !== undefined;
        expect(invalid).toBe(!isStrictUtf8(bytes));
      }),
      { numRuns: bySize({ small: 60, full: 2000 }) },
    );
  });

  it('gives the offset of the first bad byte', () => {
    expect(makeUtf8Check()(Buffer.from([0x41, 0xc3, 0xa9, 0x42, 0xe9, 0x43]), false)).toBe(4);
  });
});

function isStrictUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

describe('what the first bytes show', () => {
  it.each([
    ['zip', Buffer.from('PK\x03\x04rest')],
    ['gzip', Buffer.from([0x1f, 0x8b, 8])],
    ['text', Buffer.from('name,email')],
    ['text', Buffer.alloc(0)],
  ])('is %s', (content, bytes) => expect(detectContent(bytes)).toBe(content));

  it('is what can be refused by its name', () => {
    expect(detectContent(Buffer.from('%PDF-1.7'))).toMatchObject({ refused: 'a PDF' });
    expect(detectContent(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]))).toMatchObject({
      refused: expect.stringContaining('protected by a password') as string,
    });
    expect(detectContent(Buffer.from([0xff, 0xfe, 0, 0, 0x41, 0, 0, 0]))).toMatchObject({
      refused: 'text in UTF-32',
    });
  });

  it('is UTF-16 by the parity of NULs only where they are many', () => {
    expect(detectEncoding(Buffer.from('name,b\n', 'utf16le')).encoding).toBe('utf-16le');
    expect(detectEncoding(Buffer.from('name\0,b\n')).encoding).toBe('utf-8');
    const withNuls = 'ext\tname\tphone\n1\tAda\t\0\n2\t\0\t\0\n'.repeat(20);
    expect(detectEncoding(Buffer.from(withNuls, 'utf16le')).encoding).toBe('utf-16le');
    expect(detectEncoding(Buffer.from(withNuls, 'utf16le').swap16()).encoding).toBe('utf-16be');
    expect(detectEncoding(Buffer.from(withNuls)).encoding).toBe('utf-8');
    expect(detectEncoding(Buffer.from('name,b\n一,一丁\n', 'utf16le')).encoding).toBe('utf-16le');
    expect(detectEncoding(Buffer.alloc(0))).toEqual({ encoding: 'utf-8', bomBytes: 0 });
  });

  it.each([
    ['sep=;\r\nname', { delimiter: ';', bytes: 7 }],
    ['SEP=\t\nname', { delimiter: '\t', bytes: 6 }],
    ['"sep=|"\nname', { delimiter: '|', bytes: 8 }],
    ['sep=;;\n', undefined],
    ['separator\n', undefined],
  ])('is the line %j', (text, expected) => expect(detectSepLine(Buffer.from(text))).toEqual(expected));

  it.each([
    ['a,b\n1,2\r', 'lf'],
    ['a,b\r\n', 'lf'],
    ['a,b\r1,2\r', 'cr'],
    ['"a\rb",c\n', 'lf'],
    ['"a\nb",c\r1', 'cr'],
    ['a,b', 'lf'],
  ])('is the line end of %j: %s', (text, expected) =>
    expect(detectLineEnding(Buffer.from(text))).toBe(expected),
  );
});
