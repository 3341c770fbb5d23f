import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findEncoding } from '../../src/read/encoding/find-encoding.js';
import { OLD_ENCODINGS, STANDARD_ENCODINGS } from '../../src/read/encoding/names.js';
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
async function decode(
  bytes: Buffer,
  encoding: string,
  size = 1000,
): Promise<{ text: string; fault: string | undefined }> {
  const next = (await findEncoding(encoding)).makeDecode();
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
  ] as const)('%s has all its characters', async (encoding, text) => {
    expect(await decode(encode(text, encoding), encoding)).toEqual({ text, fault: undefined });
  });

  it.each([
    ['windows-1250', [0x9a, 0xb3], 'šł'],
    ['windows-1251', [0xc0, 0xff], 'Ая'],
    ['iso-8859-2', [0xb1, 0xb3], 'ął'],
    ['iso-8859-15', [0xa4, 0xbd], '€œ'],
    ['windows-1253', [0xc1, 0xe1], 'Αα'],
    ['windows-1254', [0xde, 0xfd], 'Şı'],
    ['windows-1255', [0xe0, 0xfa], 'את'],
    ['windows-1256', [0xc7, 0xed], 'اي'],
    ['windows-1257', [0xd0, 0xe8], 'Šč'],
    ['windows-874', [0xa1, 0xcf], 'กฯ'],
    ['iso-8859-16', [0xaa, 0xba], 'Șș'],
    ['koi8-r', [0xc1, 0xe1], 'аА'],
    ['x-mac-cyrillic', [0x80, 0xdf], 'Ая'],
    ['gbk', [0xcd, 0xf5, 0x41], '王A'],
    ['gb18030', [0xcd, 0xf5, 0x94, 0x39, 0xda, 0x33], '王💩'],
    ['big5', [0xb3, 0xaf], '陳'],
    ['shift_jis', [0x8d, 0xb2, 0x93, 0xa1, 0x5c, 0x7e], '佐藤\\~'],
    ['euc-jp', [0xba, 0xb4], '佐'],
    ['iso-2022-jp', [0x1b, 0x24, 0x42, 0x3a, 0x34, 0x1b, 0x28, 0x42, 0x41], '佐A'],
    ['euc-kr', [0xb1, 0xe8], '김'],
    ['cp437', [0x82, 0x9b], 'é¢'],
    ['cp850', [0x82, 0x9b], 'éø'],
    ['cp852', [0x86, 0xfd], 'ćř'],
    ['cp858', [0xd5], '€'],
    ['cp866', [0x80, 0xef], 'Ая'],
    ['maccenteuro', [0x88, 0xde], 'ąř'],
  ] as const)('%s has its own', async (encoding, bytes, text) => {
    for (const size of [1, 2, 1000])
      expect(await decode(Buffer.from(bytes), encoding, size)).toEqual({ text, fault: undefined });
  });

  it.each([...STANDARD_ENCODINGS, ...OLD_ENCODINGS])('%s keeps ASCII as it is', async (encoding) => {
    const ascii = Buffer.from(Array.from({ length: 95 }, (_byte, at) => 0x20 + at));
    const text = ascii.toString('latin1');
    const bytes = encoding.startsWith('utf-16') ? encode(text, encoding as Written) : ascii;
    expect(await decode(bytes, encoding)).toEqual({ text, fault: undefined });
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
    ['windows-1253', [0x41, 0xd2], 'the byte 0xD2'],
    ['gbk', [0x41, 0xff, 0x42], 'a sequence of bytes'],
    ['big5', [0x41, 0xff, 0x42], 'a sequence of bytes'],
    ['euc-kr', [0x41, 0xfe, 0xfe], 'a sequence of bytes'],
    ['shift_jis', [0x41, 0xa0, 0x42], 'a sequence of bytes'],
  ] as const)('%s does not take %j: %s', async (encoding, bytes, fault) => {
    expect(await decode(Buffer.from(bytes), encoding)).toEqual({ text: 'A', fault });
    for (const size of [1, 2, 3])
      expect((await decode(Buffer.from(bytes), encoding, size)).fault).toBeDefined();
  });

  it.each(['utf-8', 'utf-16le', 'utf-16be'] as const)(
    '%s is read back, however it is cut',
    async (encoding) => {
      await fc.assert(
        fc.asyncProperty(
          fc.string({ unit: 'grapheme' }),
          fc.integer({ min: 1, max: 5 }),
          async (text, size) => {
            expect(await decode(encode(text, encoding), encoding, size)).toEqual({ text, fault: undefined });
          },
        ),
      );
    },
  );

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
    ['cp-1251', 'windows-1251'],
    ['1257', 'windows-1257'],
    ['win1253', 'windows-1253'],
    ['850', 'cp850'],
    ['IBM852', 'cp852'],
    ['cp932', 'shift_jis'],
    ['x-sjis', 'shift_jis'],
    ['GB2312', 'gbk'],
    ['ks_c_5601-1987', 'euc-kr'],
    ['koi8r', 'koi8-r'],
    ['latin2', 'iso-8859-2'],
    ['iso-8859-9', 'windows-1254'],
    ['tis-620', 'windows-874'],
    ['ibm866', 'cp866'],
    ['cp1125', 'cp1125'],
  ])('%s is %s', async (name, encoding) => expect((await findEncoding(name)).name).toBe(encoding));

  it.each(['ebcdic', 'utf-7', 'utf-32', 'base64', 'replacement', ''])(
    '%j is refused with the known ones',
    async (name) => {
      const error = await catchBulkError(openText('name\nAda\n', { encoding: name }));
      expect(error.code).toBe('encoding_unknown');
      for (const known of [...STANDARD_ENCODINGS, ...OLD_ENCODINGS]) expect(error.message).toContain(known);
    },
  );

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

  it('but damaged UTF-8 is refused with its line and byte', async () => {
    const error = await catchBulkError(
      openSource(toFixturePath('utf8-damaged-on-line-4.csv')).then(readRows),
    );
    expect(error.code).toBe('encoding_unknown');
    expect(error.message).toContain('line 4 has the byte 0xE9, which is not utf-8');
    expect(error.hint).toContain('such as windows-1252 or macintosh');
  });

  it('and can hardly be Windows-1252 is refused, with how it looks in other encodings', async () => {
    const error = await catchBulkError(openSource(toFixturePath('mac-roman.csv')));
    expect(error.code).toBe('encoding_unclear');
    expect(error.message).toContain('as Windows-1252, line 2 has "JosŽ Nœ–ez"');
    expect(error.hint).toContain('--encoding macintosh ("José Núñez")');
    expect(error.hint).toContain('--encoding windows-1252 if "JosŽ Nœ–ez" is right');
  });

  it('is read as --encoding says', async () => {
    const source = await openSource(toFixturePath('mac-roman.csv'), { encoding: 'macintosh' });
    expect((await readRows(source)).map(({ cells }) => cells[1])).toEqual(['José Núñez', 'Zoë Müller']);
  });

  it.each(['windows-1252', 'macintosh'] satisfies Written[])(
    'and comes through a long pipe needs --encoding %s',
    async (encoding) => {
      const text = encode(`name,b\nJosé,2\n${'Ada,1\n'.repeat(20_000)}`, encoding);
      expect((await catchBulkError(readTextRows(text))).message).toContain('line 2 has the byte');
      expect((await readTextRows(text, { encoding }))[0]?.cells).toEqual(['José', '2']);
    },
  );

  it('is guessed too where it comes through a pipe and is short', async () => {
    const source = await openText(encode('name,b\nJosé,2\n', 'windows-1252'));
    expect(source.doubts).toMatchObject([{ code: 'encoding_guessed', line: 2, value: 'José' }]);
    expect((await readRows(source))[0]?.cells).toEqual(['José', '2']);
  });
});
