import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IssueTally } from '../../src/record/tally/issue-tally.js';
import { makeIssue } from './support.js';

describe('IssueTally', () => {
  it('groups by code, errors first, then the most frequent, with the issue of the first row as example', () => {
    const tally = new IssueTally();
    const warning = { severity: 'warning', code: 'country_unknown' } as const;
    for (const rowNumber of [9, 7, 8]) tally.add(makeIssue({ rowNumber, ...warning }));
    tally.add(makeIssue({ rowNumber: 3, code: 'name_missing', column: 'Name', message: 'Empty.' }));
    tally.add(makeIssue({ rowNumber: 5, code: 'email_invalid' }));
    tally.add(makeIssue({ rowNumber: 4, code: 'email_invalid', column: 'Mail', message: 'Not an address.' }));
    expect(tally.toGroups()).toEqual([
      {
        code: 'email_invalid',
        severity: 'error',
        count: 2,
        example: { row: 4, line: 5, column: 'Mail', message: 'Not an address.' },
      },
      {
        code: 'name_missing',
        severity: 'error',
        count: 1,
        example: { row: 3, line: 4, column: 'Name', message: 'Empty.' },
      },
      {
        code: 'country_unknown',
        severity: 'warning',
        count: 3,
        example: { row: 7, line: 8, column: '', message: '' },
      },
    ]);
  });

  it('passes the batches on that it counts', async () => {
    const tally = new IssueTally();
    const batches = [[makeIssue({ rowNumber: 1, code: 'name_missing' })]];
    const seen: unknown[] = [];
    for await (const batch of tally.watch(batches)) seen.push(batch);
    expect(seen).toEqual(batches);
    expect(tally.toGroups()).toHaveLength(1);
  });

  it('is the same in any order of the issues', () => {
    const issue = fc
      .record({
        rowNumber: fc.integer({ min: 0, max: 4 }),
        code: fc.constantFrom('name_missing' as const, 'email_invalid' as const, 'column_unknown' as const),
        severity: fc.constantFrom('error' as const, 'warning' as const),
        column: fc.constantFrom('a', 'b'),
        message: fc.constantFrom('x', 'y'),
      })
      .map(makeIssue);
    const shuffled = fc
      .array(issue, { maxLength: 20 })
      .chain((issues) =>
        fc.tuple(
          fc.constant(issues),
          fc.shuffledSubarray(issues, { minLength: issues.length, maxLength: issues.length }),
        ),
      );
    fc.assert(
      fc.property(shuffled, ([inOrder, inAnyOrder]) => {
        const [a, b] = [new IssueTally(), new IssueTally()];
        for (const one of inOrder) a.add(one);
        for (const one of inAnyOrder) b.add(one);
        expect(JSON.stringify(b.toGroups())).toBe(JSON.stringify(a.toGroups()));
      }),
    );
  });
});
