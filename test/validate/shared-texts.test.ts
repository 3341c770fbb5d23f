import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RowSet } from '../../src/validate/row-set.js';
import { SharedTexts } from '../../src/validate/shared-texts.js';
import { bySize } from '../support/size.js';

function listShared(texts: readonly (string | undefined)[]): readonly number[] {
  const shared = new SharedTexts();
  texts.forEach((text, at) => {
    if (text !== undefined) shared.add(at + 1, text);
  });
  const rows = new RowSet();
  shared.collect(rows);
  return texts.flatMap((_text, at) => (rows.has(at + 1) ? [at + 1] : []));
}

it('finds exactly the rows that share a text', () => {
  const text = fc.option(fc.oneof(fc.string({ maxLength: 2 }), fc.string({ unit: 'binary' })), {
    nil: undefined,
  });
  fc.assert(
    fc.property(fc.array(text, { maxLength: 60 }), (texts) => {
      const expected = texts.flatMap((one, at) =>
        one !== undefined && texts.filter((other) => other === one).length > 1 ? [at + 1] : [],
      );
      expect(listShared(texts)).toEqual(expected);
    }),
    { numRuns: bySize({ small: 30, full: 300 }) },
  );
});

it('tells texts apart that are alike, and finds rows that are far from each other', () => {
  const texts: (string | undefined)[] = Array.from({ length: 200_000 }, (_row, at) => `c${at}@example.com`);
  texts[150_000] = texts[7];
  texts[70_000] = undefined;
  expect(listShared(texts)).toEqual([8, 150_001]);
});
