import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../src/core/customer.js';
import { isSameJson } from '../../src/match/same-json.js';
import { bySize } from '../support/size.js';

const json = fc.jsonValue() as fc.Arbitrary<JsonValue>;

/** The same value with the keys of every object in another order, read from text again. */
function reorder(value: JsonValue): JsonValue {
  const copy = JSON.parse(JSON.stringify(value)) as JsonValue;
  return turn(copy);
}

function turn(value: JsonValue): JsonValue {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(turn);
  const entries = Object.entries(value as Readonly<Record<string, JsonValue>>);
  return Object.fromEntries(entries.reverse().map(([key, inner]) => [key, turn(inner)]));
}

describe('sameness of JSON', () => {
  it.each<readonly [JsonValue, JsonValue]>([
    [1, 1],
    ['a', 'a'],
    [null, null],
    [[], []],
    [{}, {}],
    [
      { a: 1, b: [{ c: 2, d: 3 }] },
      { b: [{ d: 3, c: 2 }], a: 1 },
    ],
  ])('is there between %j and %j', (a, b) => {
    expect(isSameJson(a, b)).toBe(true);
  });

  it.each<readonly [JsonValue, JsonValue]>([
    [1, '1'],
    [true, 'true'],
    [0, false],
    ['', null],
    [null, {}],
    [[], {}],
    [
      [1, 2],
      [2, 1],
    ],
    [[1], [1, 2]],
    [[null], []],
    [{ a: 1 }, { a: 1, b: 2 }],
    [{ a: 1, b: 2 }, { a: 1 }],
    [{ a: null }, { b: null }],
    [{ a: null }, {}],
    [{ 0: 'x' }, ['x']],
    [{ toString: 'x' }, {}],
    [{}, { toString: null }],
    ['\u00e9', 'e\u0301'],
  ])('is not there between %j and %j', (a, b) => {
    expect(isSameJson(a, b)).toBe(false);
    expect(isSameJson(b, a)).toBe(false);
  });

  it('is there with keys that name an own field __proto__', () => {
    const value = (): JsonValue => JSON.parse('{"__proto__":{"a":1}}') as JsonValue;
    expect(isSameJson(value(), value())).toBe(true);
    expect(isSameJson(value(), { a: 1 })).toBe(false);
    expect(isSameJson(value(), {})).toBe(false);
  });

  it('does not hang on the order of keys, nor on a way through text', () => {
    fc.assert(fc.property(json, (value) => isSameJson(value, reorder(value))));
  });

  it('is the sameness of the text with sorted keys', () => {
    const sorted = (value: JsonValue): string =>
      JSON.stringify(value, (_key, inner: JsonValue) =>
        typeof inner === 'object' && inner !== null && !Array.isArray(inner)
          ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
          : inner,
      );
    // Few values, so that two of them are often the same.
    const small = fc.letrec<{ any: JsonValue }>((tie) => ({
      any: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom<JsonValue>(0, '0', false, null),
        fc.array(tie('any'), { maxLength: 2 }),
        fc.dictionary(fc.constantFrom('a', 'b'), tie('any'), { maxKeys: 2, noNullPrototype: true }),
      ),
    })).any;
    fc.assert(
      fc.property(small, small, (a, b) => isSameJson(a, b) === (sorted(a) === sorted(b))),
      { numRuns: bySize({ small: 100, full: 1000 }) },
    );
  });
});
