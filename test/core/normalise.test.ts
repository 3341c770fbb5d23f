import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseId, normaliseLine, normaliseNumberText, normaliseText } from '../../src/core/normalise.js';
import { measureGrowth } from '../support/growth.js';
import { bySize } from '../support/size.js';

const FORMS = { normaliseId, normaliseText, normaliseLine, normaliseNumberText };

/** Text rich in what normalising touches. */
const messy = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 3 }),
      fc.constantFrom(
        ' ',
        '\u00A0',
        '\u200B',
        '\uFEFF',
        '\r',
        '\n',
        '\r\n',
        '\t',
        "'",
        '’',
        'e\u0301',
        'á',
        '\u2028',
        '\u202A',
        '\uD800',
      ),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

describe.each(Object.entries(FORMS))('%s', (_name, normalise) => {
  it('twice is once', () => {
    fc.assert(
      fc.property(messy, (text) => {
        const once = normalise(text);
        expect(normalise(once)).toBe(once);
      }),
      { numRuns: bySize({ small: 200, full: 2000 }) },
    );
  });

  it('leaves plain text without outer spaces as it is', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zA-Z0-9.@+-]([ -&(-~]*[a-zA-Z0-9.@+-])?$/), (text) => {
        expect(normalise(text)).toBe(text);
      }),
    );
  });

  it('drops spaces and invisible characters at the ends', () => {
    expect(normalise(' \u00A0\u200B\uFEFF\u2003\u200E a \u202C\t\r\n')).toBe('a');
  });

  it('takes time in proportion to a long run of spaces', () => {
    const growth = measureGrowth((size) => normalise(`a${' \u00A0'.repeat(size)}b`), 20_000);
    expect(growth).toBeLessThan(30);
  });
});

it('composes accents', () => {
  expect(normaliseText('Ade\u0301')).toBe('Adé');
});

it('keeps line breaks of a text, written one way', () => {
  expect(normaliseText('a\r\nb\rc\n\nd')).toBe('a\nb\nc\n\nd');
});

it('makes line breaks and tabs of a line one space, and leaves other spaces alone', () => {
  expect(normaliseLine('a \r\n\t b  c\u00A0d')).toBe('a b  c\u00A0d');
});

it('drops the apostrophe before an id that is a number, and changes no other id', () => {
  expect(normaliseId("'6852121231")).toBe('6852121231');
  expect(normaliseId(" '00123\u00A0")).toBe('00123');
  for (const id of ["'A1", "''12", "'", "12'", '00123', "'12'"]) expect(normaliseId(id)).toBe(id);
});

it('drops the apostrophe that a spreadsheet puts before a number', () => {
  expect(normaliseNumberText(" '+2348021234567")).toBe('+2348021234567');
  expect(normaliseNumberText("'")).toBe('');
  expect(normaliseLine("'t Hooft")).toBe("'t Hooft");
});
