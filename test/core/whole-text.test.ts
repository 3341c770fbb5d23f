import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromWholeText, toWholeText } from '../../src/core/whole-text.js';

describe('half of a character', () => {
  it.each([
    ['Ada \uD83D', 'Ada _xD83D_'],
    ['\uDE00_x', '_xDE00__x005F_x'],
    ['_x005F\uD83D', '_x005F_x005F_xD83D_'],
  ])('in %j is coded', (text, coded) => {
    expect(toWholeText(text)).toBe(coded);
    expect(fromWholeText(coded)).toBe(text);
  });

  it.each(['Ada', '😀 _x005F_', '_x0041_', '_xd83d_', ''])('is not in %j, which stays', (text) => {
    expect(toWholeText(text)).toBe(text);
    expect(fromWholeText(text)).toBe(text);
  });

  it('and any text come back, and UTF-8 holds what is written', () => {
    const part = fc.constantFrom('_', 'x', '_x', '005F', 'D83D', '_xD83D_', '\uD83D', '\uDE00', 'a', '😀');
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const text = parts.join('');
        const coded = toWholeText(text);
        expect(Buffer.from(coded).toString()).toBe(coded);
        expect(fromWholeText(coded)).toBe(text);
      }),
      { numRuns: 3000 },
    );
  });
});
