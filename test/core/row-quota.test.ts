/** The edges of "N rows or N percent", use by use. */
import { describe, expect, it } from 'vitest';
import { isRowQuota, toAllowedRows, toQuotaText, toStopRows } from '../../src/core/row-quota.js';

const rows = (amount: number) => ({ amount, isPercent: false });
const percent = (amount: number) => ({ amount, isPercent: true });

describe('--max-errors', () => {
  it.each([
    ['1 row', rows(1), 0, 1000, false],
    ['1 row', rows(1), 1, 1000, true],
    ['10 rows', rows(10), 9, 1000, false],
    ['10 rows', rows(10), 10, 1000, true],
    ['more rows than there are', rows(10), 5, 5, false],
    ['5 %', percent(5), 4, 100, false],
    ['5 %', percent(5), 5, 100, true],
    ['5 %, a part of a row counts as a whole one', percent(5), 5, 101, false],
    ['5 %, a part of a row counts as a whole one', percent(5), 6, 101, true],
    ['less than a row', percent(0.1), 0, 10, false],
    ['less than a row', percent(0.1), 1, 10, true],
    ['50 % of an odd number', percent(50), 1, 3, false],
    ['50 % of an odd number', percent(50), 2, 3, true],
    ['100 %', percent(100), 9, 10, false],
    ['100 %', percent(100), 10, 10, true],
    ['a percentage of no rows', percent(5), 0, 0, false],
  ])('of %s: %j stops at %i failed of %i rows: %j', (_name, quota, failed, total, isStopped) => {
    expect(failed >= toStopRows(quota, total)).toBe(isStopped);
  });
});

describe('--max-changes, --max-creates, --max-updates and --max-drift', () => {
  it.each([
    ['no rows', rows(0), 1000, 0],
    ['1 row', rows(1), 1000, 1],
    ['more rows than there are', rows(10), 5, 10],
    ['0 %', percent(0), 1000, 0],
    ['5 %', percent(5), 100, 5],
    ['5 %, a part of a row does not count', percent(5), 119, 5],
    ['5 %, a part of a row does not count', percent(5), 120, 6],
    ['less than a row', percent(0.1), 999, 0],
    ['less than a row', percent(0.1), 1000, 1],
    ['50 % of an odd number', percent(50), 3, 1],
    ['100 %', percent(100), 7, 7],
    ['a percentage of no rows', percent(5), 0, 0],
  ])('of %s: %j of %i rows allows %i', (_name, quota, total, allowed) => {
    expect(toAllowedRows(quota, total)).toBe(allowed);
  });
});

describe('a percentage that is a whole number of rows', () => {
  it('is exact, though binary fractions are not', () => {
    // 0.29 * 100 is 28.999999999999996, and 0.07 * 100 is 7.000000000000001.
    expect(toAllowedRows(percent(29), 100)).toBe(29);
    expect(toStopRows(percent(7), 100)).toBe(7);
    for (const total of [100, 1000, 99_900, 1_000_000]) {
      for (let tenths = 1; tenths <= 1000; tenths += 1) {
        const whole = (tenths * total) / 1000;
        expect(toAllowedRows(percent(tenths / 10), total)).toBe(Math.floor(whole));
        expect(toStopRows(percent(tenths / 10), total)).toBe(Math.ceil(whole));
      }
    }
  });
});

describe('the text of a quota', () => {
  it('is what a user types', () => {
    expect([rows(0), rows(10), percent(0.5)].map(toQuotaText)).toEqual(['0', '10', '0.5%']);
  });
});

describe('isRowQuota', () => {
  it('tells a quota from other options', () => {
    expect([rows(1), {}, { amount: 'x', isPercent: true }, ['a']].map(isRowQuota)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});
