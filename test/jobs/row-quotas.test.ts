/** The edges of "N rows or N percent", use by use. */
import { describe, expect, it } from 'vitest';
import { toAllowedDrift } from '../../src/record/drift.js';
import { isTooMany } from '../../src/send/error-budget.js';
import { toAllowedChanges } from '../../src/jobs/steps/guards.js';

const rows = (amount: number) => ({ amount, isPercent: false });
const percent = (amount: number) => ({ amount, isPercent: true });

describe('--max-errors', () => {
  it.each([
    ['nothing', undefined, 1000, 1000, false],
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
    expect(isTooMany(failed, quota, total)).toBe(isStopped);
  });
});

const FLOORED = [
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
] as const;

describe('--max-changes, --max-creates and --max-updates', () => {
  it.each(FLOORED)('of %s: %j of %i rows allows %i', (_name, quota, total, allowed) => {
    expect(toAllowedChanges(quota, total)).toBe(allowed);
  });
});

describe('--max-drift', () => {
  it.each(FLOORED)('of %s: %j of %i rows allows %i', (_name, quota, total, allowed) => {
    expect(toAllowedDrift(quota, total)).toBe(allowed);
  });
});
