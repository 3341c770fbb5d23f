import { expect, it } from 'vitest';
import { parseJson } from '../../src/core/parse-json.js';

it('gives the value of JSON, and undefined for any other text', () => {
  expect(['{"a":[1]}', 'null', '"x"'].map(parseJson)).toEqual([{ a: [1] }, null, 'x']);
  expect(['', '<html>', '{"a":', 'undefined'].map(parseJson)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
