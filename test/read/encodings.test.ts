import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeDecode } from '../../src/read/encoding/decode.js';
import { ENCODINGS, parseEncoding, type Encoding } from '../../src/read/encoding/names.js';
import { openSource } from '../../src/read/open.js';
import { encode, type Written } from './encode.js';
import {
  catchBulkError,
  openText,
  readRows,
  readTextRows,
  toFixturePath,
  writeTemporary,
} from './reading.js';

/** The text of bytes that are decoded in chunks of `size`, and the first fault. */
function decode(bytes: Buffer, encoding: Encoding, size = 1000): { text: string; fault: string | undefined } {
  const next = makeDecode(encoding);
  const parts: Buffer[] = [];
  for (let at = 0; at <= bytes.length; at += size) {
    const { utf8, fault } = next(bytes.subarray(at, at + size), at + size > bytes.length);
    parts.push(Buffer.from(utf8));
    if (fault !== undefined) return { text: Buffer.concat(parts).toString(), fault };
  }
  return { text: Buffer.concat(parts).toString(), fault: undefined };
}

describe('an encoding', () => {
  it.each([
    ['windows-1252', '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ ¡ÿ'],
    ['iso-8859-1', ' ¡Ãÿ\u0080\u009f'],
    ['macintosh', 'ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™€ﬁﬂˇ'],
  ] as const)('%s has all its characters', (encoding, text) => {
    expect(decode(encode(text, encoding), encoding)).toEqual({ text, fault: undefined });
  });

  it.each([
    ['windows-1250', [0x9a, 0xb3], 'šł'],
    ['windows-1251', [0xc0, 0xff], 'Ая'],
    ['iso-8859-2', [0xb1, 0xb3], 'ął'],
    ['iso-8859-15', [0xa4, 0xbd], '€œ'],
  ] as const)('%s has its own', (encoding, bytes, text) => {
    expect(decode(Buffer.from(bytes), encoding).text).toBe(text);
  });

  it.each([
    ['windows-1252', [0x41, 0x81, 0x42], 'the byte 0x81'],
    ['windows-1252', [0x41, 0x9d], 'the byte 0x9D'],
    ['utf-8', [0x41, 0xe9, 0x41], 'the byte 0xE9'],
    ['utf-8', [0x41, 0xc3], 'the byte 0xC3'],
    ['utf-16le', [0x41, 0, 0x42], 'a character that is cut off'],
    ['utf-16le', [0x41, 0, 0x00, 0xdc, 0x42, 0], 'half a character (0xDC00)'],
    ['utf-16be', [0, 0x41, 0xd8, 0x00, 0, 0x42], 'half a character (0xD800)'],
    ['utf-16be', [0, 0x41, 0xd8, 0x00], 'half a character (0xD800)'],
  ] as const)('%s does not take %j: %s', (encoding, bytes, fault) => {
    expect(decode(Buffer.from(bytes), encoding)).toEqual({ text: 'A', fault });
    for (const size of [1, 2, 3]) expect(decode(Buffer.from(bytes), encoding, size).fault).toBeDefined();
  });

  it.each(['utf-8', 'utf-16le', 'utf-16be'] as const)('%s is read back, however it is cut', (encoding) => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 5 }), (text, size) => {
        expect(decode(encode(text, encoding), encoding, size)).toEqual({ text, fault: undefined });
      }),
    );
  });

  it.each(['windows-1252', 'iso-8859-1', 'macintosh'] as const)(
    '%s keeps rows and lines',
    async (encoding) => {
      const text = `name,b\n${'José,"two\nlines"\n'.repeat(20_000)}Zoë,1\n`;
      const rows = await readTextRows(encode(text, encoding), { encoding, chunkBytes: 1001 });
      expect(rows.at(-1)).toEqual({ rowNumber: 20_001, line: 40_002, cells: ['Zoë', '1'] });
    },
  );
});

describe('the name of an encoding', () => {
  it.each([
    ['UTF8', 'utf-8'],
    ['us-ascii', 'utf-8'],
    ['latin1', 'iso-8859-1'],
    ['ISO_8859-1', 'iso-8859-1'],
    ['CP1252', 'windows-1252'],
    ['Windows 1252', 'windows-1252'],
    ['MacRoman', 'macintosh'],
    ['utf-16', 'utf-16le'],
  ])('%s is %s', (name, encoding) => expect(parseEncoding(name)).toBe(encoding));

  it('that is unknown is refused with the list of known ones', async () => {
    const error = await catchBulkError(openText('name\nAda\n', { encoding: 'ebcdic' }));
    expect(error.code).toBe('encoding_unknown');
    for (const name of ENCODINGS) expect(error.message).toContain(name);
  });

  it('that the byte order mark contradicts is refused', async () => {
    const text = encode('name\nAda\n', 'utf-8-bom');
    const error = await catchBulkError(openText(text, { encoding: 'windows-1252' }));
    expect(error.message).toContain(
      'begins with the byte order mark of utf-8, but --encoding says windows-1252',
    );
  });

  it('utf-16 lets the byte order mark decide', async () => {
    const source = await openText(encode('name\nZoë\n', 'utf-16be-bom'), { encoding: 'utf-16' });
    expect(source.format.encoding).toBe('utf-16be');
    expect((await readRows(source))[0]?.cells).toEqual(['Zoë']);
  });
});

describe('a file that is not UTF-8', () => {
  it('is Windows-1252 with its quotes, dashes and letters', async () => {
    const source = await openSource(toFixturePath('windows-1252-quotes.csv'));
    expect(source.format.encoding).toBe('windows-1252');
    expect((await readRows(source))[0]?.cells[1]).toBe('“José” O’Brien – Núñez €');
  });

  it('is Windows-1252 also where its first such letter stands far down', async () => {
    const text = `name,b\n${'Ada,1\n'.repeat(50_000)}José,2\n`;
    const { path, remove } = await writeTemporary(encode(text, 'windows-1252'));
    const source = await openSource(path);
    expect(source.format.encoding).toBe('windows-1252');
    expect((await readRows(source)).at(-1)?.cells).toEqual(['José', '2']);
    await remove();
  });

  it.each([
    ['mac-roman.csv', 2, '0x8E'],
    ['utf8-damaged-on-line-4.csv', 4, '0xE9'],
  ])('but can hardly be Windows-1252 is refused: %s', async (name, line, byte) => {
    const error = await catchBulkError(openSource(toFixturePath(name)).then(readRows));
    expect(error.code).toBe('encoding_unknown');
    expect(error.message).toContain(`line ${line} has the byte ${byte}, which is not utf-8`);
    expect(error.hint).toContain('such as windows-1252 or macintosh');
  });

  it('is read as --encoding says', async () => {
    const source = await openSource(toFixturePath('mac-roman.csv'), { encoding: 'macintosh' });
    expect((await readRows(source)).map(({ cells }) => cells[1])).toEqual(['José Núñez', 'Zoë Müller']);
  });

  it.each(['windows-1252', 'macintosh'] satisfies Written[])(
    'and comes through a pipe needs --encoding %s',
    async (encoding) => {
      const text = encode('name,b\nJosé,2\n', encoding);
      expect((await catchBulkError(readTextRows(text))).message).toContain('line 2 has the byte');
      expect((await readTextRows(text, { encoding }))[0]?.cells).toEqual(['José', '2']);
    },
  );
});
