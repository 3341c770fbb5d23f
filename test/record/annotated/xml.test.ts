import { describe, expect, it } from 'vitest';
import { toCellName, toXmlText } from '../../../src/record/annotated/xml.js';

describe('toXmlText', () => {
  it('escapes what XML reads as its own', () => {
    expect(toXmlText(`<a b="c">&`)).toBe('&lt;a b=&quot;c&quot;&gt;&amp;');
  });

  it('writes what XML can not hold as a code, and a text that looks like one as itself', () => {
    expect(toXmlText('\u0007\r\n\t_x0007_ _x7_')).toBe('_x0007__x000D_\n\t_x005F_x0007_ _x7_');
    expect(toXmlText('\uFFFE\uFFFF\uD800a\uDC00 🙂')).toBe('_xFFFE__xFFFF__xD800_a_xDC00_ 🙂');
  });
});

describe('toCellName', () => {
  it.each([
    [0, 0, 'A1'],
    [25, 9, 'Z10'],
    [26, 0, 'AA1'],
    [701, 0, 'ZZ1'],
    [702, 0, 'AAA1'],
    [16_383, 1_048_575, 'XFD1048576'],
  ])('names column %i, row %i as %s', (column, row, name) => {
    expect(toCellName(column, row)).toBe(name);
  });
});
