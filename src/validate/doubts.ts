/** The doubts of a source's reader as issues. */
import type { Issue, SourceDoubt, SourceRow } from '../core/types.js';
import { toIssue, toStrictIssues } from './issues.js';

/** `rowNumber`: 0 for the source as a whole. */
export function toDoubtIssue(doubt: SourceDoubt, rowNumber: number, columns: readonly string[]): Issue {
  const { code, line, cell, value = '', message, hint } = doubt;
  const column = cell === undefined ? '' : (columns[cell] ?? '');
  return toIssue({ rowNumber, line }, column, value, {
    code,
    message,
    ...(hint === undefined ? {} : { hint }),
  });
}

/** The issues of a row that its reader has doubts about. */
export function toRowDoubtIssues(
  { rowNumber, doubts = [] }: SourceRow,
  columns: readonly string[],
  { strict }: { readonly strict: boolean },
): readonly Issue[] {
  const issues = doubts.map((doubt) => toDoubtIssue(doubt, rowNumber, columns));
  return strict ? toStrictIssues(issues) : issues;
}
