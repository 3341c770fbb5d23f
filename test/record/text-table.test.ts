import { describe, expect, it } from 'vitest';
import { toAlignedLines, toPrintable } from '../../src/record/summary/text-table.js';

describe('toPrintable', () => {
  it('removes everything that a terminal would obey', () => {
    expect(toPrintable('a\u001b[2Jb\r\nc\u009bd\u202ee\tf')).toBe('a [2Jb c d e f');
  });

  it('cuts what is too long, between characters', () => {
    expect(toPrintable('😀😀😀', 3)).toBe('😀😀😀');
    expect(toPrintable('😀😀😀😀', 3)).toBe('😀😀…');
  });
});

describe('toAlignedLines', () => {
  it('aligns columns, to the right where told, without blanks at the end', () => {
    expect(
      toAlignedLines(
        [
          ['created', '1', 'x'],
          ['all', '1,000', ''],
        ],
        [1],
      ),
    ).toEqual(['created      1  x', 'all      1,000']);
  });
});
