import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toChangedPart } from '../../../src/record/changes/changed-part.js';

describe('the changed part of a text', () => {
  it.each([
    ['+2348012345678', '+2348092345678', ['+23480', '1', '9', '2345678']],
    ['Lagos', 'Abuja', ['', 'Lagos', 'Abuja', '']],
    ['Ada', 'Ada Lovelace', ['Ada', '', ' Lovelace', '']],
    ['aaa', 'aa', ['aa', 'a', '', '']],
    ['same', 'same', ['same', '', '', '']],
    ['', 'new', ['', '', 'new', '']],
    // One character to the eye, of several code points.
    ['x👩‍👩‍👧y', 'x👩‍👩‍👦y', ['x', '👩‍👩‍👧', '👩‍👩‍👦', 'y']],
    ['José', 'Jose\u0301', ['Jos', 'é', 'e\u0301', '']],
  ])('%s to %s', (before, after, [start, removed, added, end]) =>
    expect(toChangedPart(before, after)).toEqual({ start, removed, added, end }),
  );

  it('gives any two texts back', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '👩‍👩‍👧', '\u0301', ' ') });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const { start, removed, added, end } = toChangedPart(before, after);
        expect(start + removed + end).toBe(before);
        expect(start + added + end).toBe(after);
      }),
    );
  });
});
