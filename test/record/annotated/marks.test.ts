import { expect, it } from 'vitest';
import { toMarks } from '../../../src/record/annotated/marks.js';
import { makeIssue } from '../support.js';

it('joins the findings of one cell, in the order of the cells, with what to do', () => {
  const issues = [
    makeIssue({
      rowNumber: 0,
      code: 'column_unknown',
      column: 'b',
      severity: 'warning',
      message: 'm0',
      hint: 'h0',
    }),
    makeIssue({
      rowNumber: 2,
      code: 'phone_invalid',
      column: 'b',
      severity: 'warning',
      message: 'm1 `x`',
      hint: 'h1',
    }),
    makeIssue({ rowNumber: 2, code: 'key_missing', column: '', message: 'm2', hint: 'h2' }),
    makeIssue({ rowNumber: 2, code: 'email_invalid', column: 'b', message: 'm3', hint: 'h3' }),
  ];
  // The batches of a journal end anywhere.
  expect([...toMarks([issues.slice(0, 2), issues.slice(2)], ['a', 'b'])]).toEqual([
    { row: 0, column: 1, severity: 'warning', text: 'Warning: m0\nTo do: h0' },
    { row: 2, column: 0, severity: 'error', text: 'Error: m2\nTo do: h2' },
    { row: 2, column: 1, severity: 'error', text: 'Warning: m1 "x"\nTo do: h1\n\nError: m3\nTo do: h3' },
  ]);
});
