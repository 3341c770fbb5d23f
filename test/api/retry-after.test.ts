import { expect, it } from 'vitest';
import { parseRetryAfter } from '../../src/api/retry-after.js';

const NOW = Date.parse('2026-03-01T12:00:00Z');

it.each([
  ['0', 0],
  ['1', 1000],
  [' 120 ', 120_000],
  ['1.5', 1500],
  ['86400', 86_400_000],
  ['99999999999999', 99_999_999_999_999_000],
  ['Sun, 01 Mar 2026 12:00:30 GMT', 30_000],
  ['Sunday, 01-Mar-26 12:00:30 GMT', 30_000],
  ['Sun Mar  1 12:00:30 2026', 30_000],
  ['Sun, 01 Mar 2026 11:59:00 GMT', 0],
  ['Sun, 01 Mar 2026 25:61:00 GMT', undefined],
  ['-1', undefined],
  ['-5', undefined],
  ['+5', undefined],
  ['NaN', undefined],
  ['Infinity', undefined],
  ['1e3', undefined],
  ['0x10', undefined],
  ['soon', undefined],
  ['5 seconds', undefined],
  ['', undefined],
  ['  ', undefined],
  [undefined, undefined],
])('reads Retry-After %j as %j ms', (header, expected) => {
  expect(parseRetryAfter(header, NOW)).toBe(expected);
});
