import { describe, expect, it } from 'vitest';
import { toCount, toGrouped } from '../../src/core/count-text.js';

describe('toGrouped', () => {
  it('groups thousands the same way everywhere', () => {
    expect([0, 999, 1000, 1234567].map(toGrouped)).toEqual(['0', '999', '1,000', '1,234,567']);
  });
});

describe('toCount', () => {
  it('takes the plural for everything but one', () => {
    expect([0, 1, 2, 1000].map((count) => toCount(count, 'row'))).toEqual([
      '0 rows',
      '1 row',
      '2 rows',
      '1,000 rows',
    ]);
    expect([1, 3].map((count) => toCount(count, 'row stays', 'rows stay'))).toEqual([
      '1 row stays',
      '3 rows stay',
    ]);
  });
});
