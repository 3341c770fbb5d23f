/** What is read past the XML parser is what the parser reads. Byte by byte, nothing gets past it. */
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Archive } from '../../../src/read/xlsx/archive.js';
import { readSharedStrings } from '../../../src/read/xlsx/shared-strings.js';
import { readSheetRows } from '../../../src/read/xlsx/sheet-rows.js';
import { readStyles } from '../../../src/read/xlsx/styles.js';
import { bySize } from '../../support/size.js';

const SHEET = 'sheet.xml';
const STRINGS = 'strings.xml';

/** Parts that are read in chunks of this many bytes. */
function toArchive(parts: Readonly<Record<string, string>>, chunkBytes: number): Archive {
  return {
    name: 'customers.xlsx',
    has: (path) => path in parts,
    sizeOf: (path) => Buffer.byteLength(parts[path] ?? ''),
    open: (path) => {
      const bytes = Buffer.from(parts[path] ?? '');
      const count = Math.ceil(bytes.length / chunkBytes);
      const chunks = Array.from({ length: count }, (_chunk, at) =>
        bytes.subarray(at * chunkBytes, (at + 1) * chunkBytes),
      );
      return Promise.resolve(Readable.from(chunks));
    },
  };
}

/** All rows; `failed` where the workbook is refused. */
async function readAll(parts: Readonly<Record<string, string>>, chunkBytes: number): Promise<unknown> {
  const archive = toArchive(parts, chunkBytes);
  try {
    const strings = await readSharedStrings(archive, STRINGS);
    const styles = await readStyles(archive, undefined, false);
    const rows = [];
    const options = { path: SHEET, strings, styles, maxRowCharacters: 1000 };
    for await (const some of readSheetRows(archive, options)) rows.push(...some);
    return rows;
  } catch {
    return 'failed';
  }
}

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const text = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.constantFrom(
    'Zoë',
    '山田',
    '🙂',
    'a_b',
    '_x000D_',
    '_x005F_x',
    "O'Brien",
    'a\nb',
    'a\u2028b',
    ']]>',
    ' ',
  ),
);

const cell = fc.oneof(
  { weight: 4, arbitrary: fc.nat(4).map((at) => ` t="s"><v>${at}</v></c>`) },
  {
    weight: 2,
    arbitrary: fc.float({ noNaN: true, noDefaultInfinity: true }).map((at) => `><v>${at}</v></c>`),
  },
  { weight: 2, arbitrary: text.map((of) => ` t="inlineStr"><is><t>${escape(of)}</t></is></c>`) },
  fc.constantFrom(
    ' s="1"/>',
    ' s="1" t="n"><v>7</v></c>',
    ' t="b"><v>1</v></c>',
    ' t="s"><v></v></c>',
    ' t="e"><v>#REF!</v></c>',
    ' t="str"><f>A1&amp;B1</f><v>x_x000D_y</v></c>',
    '><f>SUM(A1:A9)</f><v>9</v></c>',
    ' t="inlineStr"><is><r><t>a</t></r><r><t xml:space="preserve"> b</t></r></is></c>',
    '><!-- <c r="A1"><v>1</v></c> --><v>2</v></c>',
    '><v><![CDATA[<row r="9">]]></v></c>',
  ),
);

const sheet = fc.array(fc.array(cell, { maxLength: 5 }), { maxLength: 6 }).map((rows) => {
  const lines = rows.map((cells, at) => {
    const inside = cells.map((rest, column) => `<c r="${'ABCDE'[column]}${at + 1}"${rest}`).join('');
    return `<row r="${at + 1}" spans="1:5">${inside}</row>`;
  });
  return `<worksheet><sheetData>${lines.join('')}</sheetData><rows><row r="1"><c r="A1"><v>5</v></c></row></rows></worksheet>`;
});

const strings = fc
  .array(fc.oneof(text.map(escape), fc.constant('a</t><rPh><t>b</t></rPh><t>c')), {
    minLength: 5,
    maxLength: 9,
  })
  .map((texts) => `<sst>${texts.map((of) => `<si><t>${of}</t></si>`).join('')}</sst>`);

/** Some characters taken out, or replaced. */
const some = fc.array(
  fc.record({
    at: fc.nat(),
    length: fc.nat(3),
    by: fc.constantFrom('', '<', '>', '"', ' ', '/', '&', '1', 'row', ']'),
  }),
  { minLength: 1, maxLength: 2 },
);
const damage = fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, some);

function harm(xml: string, harms: readonly { at: number; length: number; by: string }[]): string {
  return harms.reduce((whole, { at, length, by }) => {
    const from = at % whole.length;
    return whole.slice(0, from) + by + whole.slice(from + length);
  }, xml);
}

describe('markup that is read past the XML parser', () => {
  it('gives the rows that the parser gives, of sound and of damaged workbooks', async () => {
    await fc.assert(
      fc.asyncProperty(sheet, strings, damage, damage, async (rows, texts, inRows, inTexts) => {
        const parts = { [SHEET]: harm(rows, inRows), [STRINGS]: harm(texts, inTexts) };
        const parsed = await readAll(parts, 1);
        expect(await readAll(parts, 1_000_000)).toEqual(parsed);
        expect(await readAll(parts, 97)).toEqual(parsed);
      }),
      { numRuns: bySize({ small: 100, full: 1000 }) },
    );
  });
});
