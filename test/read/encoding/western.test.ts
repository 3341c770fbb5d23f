import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { isBulkError } from '../../../src/core/errors.js';
import { toSourceBytes } from '../../../src/read/bytes.js';
import { chooseEncoding } from '../../../src/read/encoding/choose.js';
import { readAs } from '../../../src/read/encoding/likely.js';
import { findEncoding } from '../../../src/read/encoding/find-encoding.js';
import { ENCODINGS_OF, OTHER_WESTERN, OTHERS, WESTERN, type Language } from './names.js';

/** The same customers each time. */
function makeRandom(): (below: number) => number {
  let seed = 1;
  return (below) => {
    seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
    return (seed >> 8) % below;
  };
}

const random = makeRandom();

function makeTable({ given, family, towns }: Language, count: number): string {
  const pick = (words: readonly string[]): string => words[random(words.length)] ?? '';
  const rows = Array.from(
    { length: count },
    (_row, at) => `C-${at},${pick(given)} ${pick(family)},c${at}@example.com,${pick(towns)}\n`,
  );
  return `externalId,name,email,address.city\n${rows.join('')}`;
}

/** What becomes of a file: its text as it is read, or the remedy of the refusal. */
async function read(bytes: Buffer): Promise<{ text: string | undefined; hint: string }> {
  try {
    const source = toSourceBytes('customers.csv', [bytes]);
    const chosen = await chooseEncoding(source, { bytes, complete: true }, undefined);
    return { text: readAs(chosen, bytes), hint: '' };
  } catch (error) {
    if (!isBulkError(error) || error.code !== 'encoding_unclear') throw error;
    return { text: undefined, hint: error.hint };
  }
}

/** How many of the encodings that the remedy names read the file right. */
async function countRight(hint: string, bytes: Buffer, right: string): Promise<number> {
  const names = Array.from(hint.matchAll(/--encoding ([\w-]+)/g), ([, name = '']) => name);
  const texts = await Promise.all(names.map(async (name) => readAs(await findEncoding(name), bytes)));
  return texts.filter((text) => text === right).length;
}

const FOREIGN: readonly (readonly [string, Language, string])[] = [
  ...Object.entries(OTHERS).flatMap(([name, language]) =>
    ENCODINGS_OF[name as keyof typeof OTHERS].map((encoding) => [name, language, encoding] as const),
  ),
  ...Object.entries(WESTERN).flatMap(([name, language]) =>
    OTHER_WESTERN.map((encoding) => [name, language, encoding] as const),
  ),
].filter(([, , encoding]) => iconv.encodingExists(encoding));

describe('three hundred customers without an encoding', () => {
  it.each(Object.entries(WESTERN))('are read if they are Western: %s', async (_name, language) => {
    const table = makeTable(language, 300);
    for (const encoding of ['windows-1252', 'iso-8859-1']) {
      const bytes = iconv.encode(table, encoding);
      expect((await read(bytes)).text).toBe(iconv.decode(bytes, 'windows-1252'));
    }
  });

  it.each(FOREIGN)('are refused if they are %s (%#, %s), and the right encoding is named', async (...one) => {
    const [, language, encoding] = one;
    const bytes = iconv.encode(makeTable(language, 300), encoding);
    const { text, hint } = await read(bytes);
    expect(text).toBeUndefined();
    expect(await countRight(hint, bytes, iconv.decode(bytes, encoding))).toBe(1);
  });
});

describe('five customers without an encoding', () => {
  it('are hardly ever read wrongly, and Western ones hardly ever refused', async () => {
    let [wrong, files] = [0, 0];
    for (const [, language, encoding] of FOREIGN) {
      const bytes = iconv.encode(makeTable(language, 5), encoding);
      const { text } = await read(bytes);
      files += 1;
      if (text !== undefined && text !== iconv.decode(bytes, encoding)) wrong += 1;
    }
    expect(files).toBeGreaterThan(80);
    expect(wrong).toBeLessThanOrEqual(1);
    let refused = 0;
    for (const language of Object.values(WESTERN)) {
      for (let time = 0; time < 4; time += 1)
        if ((await read(iconv.encode(makeTable(language, 5), 'windows-1252'))).text === undefined)
          refused += 1;
    }
    expect(refused).toBeLessThanOrEqual(3);
  });
});

describe('a Western file', () => {
  it.each([
    'O’Brien,D’Angelo,dell’Arte,L’Haÿ',
    '“José” – Núñez,€ 5,5 €,20 °C,½ price,3½,1º,Mª José,Nº 7',
    '«Café»,¿Qué?,¡Hola!,Company™,Brand®,© 2020,§ 5,£10,Paris–Lyon',
    'Anna\u00a0Maria,Rue\u00a0de\u00a0la Forêt,prix\u00a0: 5\u00a0€',
    'MÜLLER,MüLLER,STRAßE,Straße,Größe,Füße',
    'McÉvoy,Ó’Súilleabháin,nÉireann,Œuvre,Lætitia,Lœtitia,Bœuf',
    'Øystein,Frøya,Ærø,Åge,Bø,Ås,Öl,Ü,Île,Ève Dupont,Poème Crème',
    'Muñoz,Peña,ñandú,Begoña,Íñigo,pingüino,col·legi',
    'João,Conceição,Guimarães,Simões,irmãs,Tânia',
    'Škoda,Žižka,Tomáš,Beneš,Zoë,Raphaël,Anaïs,naïve',
    '…and more,• point,100 µm,5 × 3,m²,30 m³',
  ])('is read: %s', async (line) => {
    const bytes = iconv.encode(`name,city\n${line}\n`, 'windows-1252');
    expect(await read(bytes)).toEqual({ text: iconv.decode(bytes, 'windows-1252'), hint: '' });
  });

  it('may have a few words that were typed wrongly', async () => {
    const line = 'José Núñez,Málaga\n'.repeat(100);
    const bytes = iconv.encode(`name,city\n${line}JosÉ,Zürich\n`, 'windows-1252');
    expect((await read(bytes)).text).toContain('JosÉ,Zürich');
  });

  it('with the euro and œ of ISO-8859-15 is not read as Windows-1252, which has ¤ and ½ there', async () => {
    const bytes = iconv.encode('name,fee\nCœur Bœuf,¤ 5\nŒuvre,6\n'.replaceAll('¤', '€'), 'iso-8859-15');
    expect((await read(bytes)).text).toBeUndefined();
  });
});
