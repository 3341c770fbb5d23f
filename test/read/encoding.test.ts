import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectBinary, detectEncoding, detectLineEnding, detectSepLine } from '../../src/read/detect.js';
import { openSource } from '../../src/read/open.js';
import { makeUtf8Check } from '../../src/read/utf8.js';
import { catchBulkError, readRows, readTextRows, toFixturePath } from './reading.js';

const readFixture = async (name: string) => readRows(await openSource(toFixturePath(name)));

describe('encoding', () => {
  it('is UTF-8 with a byte order mark, also before a quoted first name', async () => {
    const source = await openSource(toFixturePath('utf8-bom.csv'));
    expect(source.columns).toEqual(['externalId', 'name', 'email']);
    expect((await readRows(source))[0]?.cells).toEqual(['C-1', 'Chloé Ñandú 李', 'c@example.com']);
  });

  it.each([
    ['utf16le-bom.csv', 'UTF-16LE'],
    ['utf16be-without-bom.csv', 'UTF-16BE'],
  ])('of %s is recognised and refused', async (name, label) => {
    const error = await catchBulkError(readFixture(name));
    expect(error.code).toBe('encoding_unknown');
    expect(error.message).toContain(`is ${label} text; expected UTF-8`);
    expect(error.hint).toContain(`iconv -f ${label}`);
  });

  it('that is not UTF-8 is told with its line and byte', async () => {
    const error = await catchBulkError(readFixture('windows-1252-on-line-5.csv'));
    expect(error.code).toBe('encoding_unknown');
    expect(error.message).toContain('line 5 has the byte 0xE9, which is not UTF-8');
    expect(error.hint).toContain('Save the file as UTF-8');
  });

  it('is checked to the end of the file, not only in a sample', async () => {
    const good = Buffer.from(`name,b\n${'é,"x\ny"\n'.repeat(50_000)}`);
    const bad = Buffer.concat([good, Buffer.from('Bo,\xFF\n', 'latin1')]);
    const error = await catchBulkError(readTextRows(bad));
    expect(error.message).toContain('line 100002 has the byte 0xFF');
  });

  it('of a file that ends within a character is told too', async () => {
    const error = await catchBulkError(readTextRows(Buffer.from('name,b\nBo,é').subarray(0, -1)));
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
      { numRuns: 2000 },
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
    ['a ZIP archive, such as .xlsx', Buffer.from('PK\x03\x04rest')],
    ['compressed with gzip', Buffer.from([0x1f, 0x8b, 8])],
    ['a PDF', Buffer.from('%PDF-1.7')],
    [undefined, Buffer.from('name,email')],
    [undefined, Buffer.alloc(0)],
  ])('is %s', (kind, bytes) => expect(detectBinary(bytes)).toBe(kind));

  it('is UTF-16 by the parity of NULs only where they are many', () => {
    expect(detectEncoding(Buffer.from('name,b\n', 'utf16le')).encoding).toBe('utf-16le');
    expect(detectEncoding(Buffer.from('name\0,b\n')).encoding).toBe('utf-8');
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
