import { describe, expect, it } from 'vitest';
import { IssueTally } from '../../../src/record/tally/issue-tally.js';
import { makeIssue } from '../support.js';

describe('IssueTally', () => {
  it('groups by severity and code: errors first, then the most frequent', () => {
    const digest = new IssueTally();
    for (const rowNumber of [1, 2, 3])
      digest.add(makeIssue({ rowNumber, code: 'country_unknown', severity: 'warning' }));
    digest.add(makeIssue({ rowNumber: 4, code: 'name_missing' }));
    for (const rowNumber of [5, 6]) digest.add(makeIssue({ rowNumber, code: 'email_invalid' }));
    expect(digest.toListedGroups().map(({ code, count }) => [code, count])).toEqual([
      ['email_invalid', 2],
      ['name_missing', 1],
      ['country_unknown', 3],
    ]);
  });

  it('counts all, tells the columns by frequency, and lists only the first of each kind', () => {
    const digest = new IssueTally();
    for (let rowNumber = 1; rowNumber <= 2000; rowNumber += 1) {
      const column = rowNumber % 4 === 0 ? 'a' : 'b';
      digest.add(makeIssue({ rowNumber, code: 'field_too_long', column }));
    }
    const [cause] = digest.toListedGroups();
    expect(cause?.count).toBe(2000);
    expect(cause?.columns).toEqual([
      { name: 'b', count: 1500 },
      { name: 'a', count: 500 },
    ]);
    expect(cause?.listed.map(({ rowNumber }) => rowNumber)).toEqual(
      Array.from({ length: 500 }, (_, at) => at + 1),
    );
  });
});
