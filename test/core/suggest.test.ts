import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { suggestName, toEditDistance } from '../../src/core/suggest.js';

describe('toEditDistance', () => {
  it.each([
    ['email', 'email', 0],
    ['emial', 'email', 1],
    ['emal', 'email', 1],
    ['emaail', 'email', 1],
    ['emaik', 'email', 1],
    ['', 'abc', 3],
    ['kitten', 'sitting', 3],
  ])('from %j to %j is %i', (a, b, distance) => expect(toEditDistance(a, b)).toBe(distance));

  it('is the same both ways, and never more than the longer word', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
        const distance = toEditDistance(a, b);
        return (
          distance === toEditDistance(b, a) &&
          distance <= Math.max(a.length, b.length) &&
          (distance === 0) === (a === b)
        );
      }),
    );
  });
});

describe('toEditDistance up to a most', () => {
  it('is the whole distance, or Infinity for a longer one', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 9 });
    fc.assert(
      fc.property(word, word, fc.nat(4), (a, b, most) => {
        const distance = toEditDistance(a, b);
        return toEditDistance(a, b, most) === (distance > most ? Infinity : distance);
      }),
    );
  });
});

describe('suggestName', () => {
  it('takes the nearest, the first of equals, and none that is far', () => {
    expect(suggestName('contry', ['county', 'country'])).toBe('country');
    expect(suggestName('countxy', ['country', 'county'])).toBe('country');
    expect(suggestName('telephon', ['telephone', 'telephones'])).toBe('telephone');
    expect(suggestName('zap', ['zip'])).toBeUndefined();
  });
});
