import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromFormulaSafe, isRisky, toFormulaSafe } from '../../src/core/formula.js';
import { bySize } from '../support/size.js';

/** Text with many of the characters that matter. */
const cell = fc.oneof(
  fc.string({
    unit: fc.constantFrom(
      "'",
      '=',
      '+',
      '-',
      '@',
      '\t',
      '\r',
      '\n',
      '0',
      '1',
      ' ',
      '\u00A0',
      '\uFEFF',
      '\u200B',
      '\u0000',
      '(',
      'a',
      'é',
      '＝',
      '＋',
      '－',
      '＠',
      '１',
    ),
  }),
  fc.string({ unit: 'binary' }),
);

describe('formula escape', () => {
  it.each([
    '=1+1',
    '+cmd|calc',
    '-2+3+cmd',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    "'=1",
    "''@x",
    '=',
    '-',
    '+',
    '＝1+1',
    '＋cmd|calc',
    '－2+3',
    '＠SUM(A1)',
    "'＝1",
    // What spreadsheets trim, or do not show, hides no formula.
    ' =1',
    '   @SUM(A1)',
    '\u00A0=1',
    '\uFEFF=1',
    '\u200B+cmd|calc',
    '\u200E\u2060-2+3',
    '\u00AD=1',
    '\u0000=1',
    '\u0000text',
    '\u001F=1',
    '\u0085=1',
    ' \t\u200B＝1',
    "' =1",
    // Only a plain + is what a phone begins with.
    '＋2348012345678',
  ])('puts an apostrophe before %j', (risky) => {
    expect(isRisky(risky)).toBe(true);
    expect(toFormulaSafe(risky)).toBe(`'${risky}`);
  });

  it.each([
    '',
    'Ada',
    '+2348012345678',
    '+234 (80) 123-45.67',
    '-12.5',
    '12',
    "'",
    "'s-Hertogenbosch",
    "O'Neil",
    ' Ada',
    '\u00A0Ada =1',
    ' +2348012345678',
    '\u00A0-12.5',
    '\uFEFFAda',
    '：1',
    '１２',
    '（=1）',
    '山田',
  ])('leaves %j as it is', (plain) => {
    expect(isRisky(plain)).toBe(false);
    expect(toFormulaSafe(plain)).toBe(plain);
    expect(fromFormulaSafe(plain)).toBe(plain);
  });

  it('keeps an apostrophe before a phone, which was never escaped', () => {
    expect(fromFormulaSafe("'+2348012345678")).toBe("'+2348012345678");
  });

  it('escapes such a cell, so that its apostrophe survives', () => {
    expect(fromFormulaSafe(toFormulaSafe("'+2348012345678"))).toBe("'+2348012345678");
  });

  it('returns exactly what was written', () => {
    fc.assert(
      fc.property(cell, (text) => fromFormulaSafe(toFormulaSafe(text)) === text),
      { numRuns: bySize({ small: 500, full: 5000 }) },
    );
  });

  it('never writes a cell that begins like a formula, unless it is a plain number', () => {
    fc.assert(
      fc.property(cell, (text) => {
        const written = toFormulaSafe(text);
        const shown = written.replace(/^[\s\p{Cc}\p{Cf}]+/u, '');
        return (
          (!/^[=+\-@＝＋－＠]/.test(shown) && !/^[\t\r\n\0]/.test(written)) ||
          /^[ \u00A0]*[+-]?[0-9][0-9 ().-]*$/.test(written)
        );
      }),
      { numRuns: bySize({ small: 500, full: 5000 }) },
    );
  });
});
