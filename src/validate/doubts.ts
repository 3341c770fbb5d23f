/** The doubts of a source's reader as issues. */
import type { Issue, Mapping, SourceDoubt, SourceRow, ValidatedRow } from '../core/types.js';
import { addRowIssues, toIssue, toStrictIssues } from './issues.js';

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

/** Whether it is a doubt where the columns are used so. */
export function counts({ cell, onlyIfSent }: SourceDoubt, uses: Mapping['uses']): boolean {
  return onlyIfSent !== true || uses[cell ?? -1]?.kind !== 'ignored';
}

const NO_ISSUES: readonly Issue[] = [];

/** The issues of a row that its reader has doubts about. */
export function toRowDoubtIssues(
  { rowNumber, doubts }: SourceRow,
  { columns, uses }: Pick<Mapping, 'columns' | 'uses'>,
  { strict }: { readonly strict: boolean },
): readonly Issue[] {
  if (doubts === undefined) return NO_ISSUES;
  const issues = doubts
    .filter((doubt) => counts(doubt, uses))
    .map((doubt) => toDoubtIssue(doubt, rowNumber, columns));
  return strict ? toStrictIssues(issues) : issues;
}

/**
 * A validated row with the issues of its reader. Where it swallowed others, its cells are theirs: other findings would be noise,
 * and its keys could make a good row a duplicate. Quotes that the reader doubts are not reported twice.
 */
export function addDoubtIssues(row: ValidatedRow, issues: readonly Issue[]): ValidatedRow {
  if (issues.length === 0) return row;
  if (issues.some(({ code }) => code === 'rows_swallowed'))
    return { rowNumber: row.rowNumber, line: row.line, keys: {}, issues };
  const isTold = ({ code, column }: Issue): boolean =>
    code === 'smart_quotes' && issues.some((issue) => issue.column === column);
  return addRowIssues({ ...row, issues: row.issues.filter((issue) => !isTold(issue)) }, issues);
}
