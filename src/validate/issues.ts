/** Turns findings into issues: adds the row, the column as the source writes it, and the severity. */
import { CODES } from '../core/codes.js';
import type { CellOrigin } from '../core/made-value.js';
import type { Issue, MappedRow, ValidatedRow } from '../core/types.js';
import { cutText, toReadable, type Finding } from './finding.js';

const LONGEST_VALUE = 200;

/** The position of a row: its number (1 for the first data row) and the line of the file where it begins. */
export interface RowPosition {
  readonly rowNumber: number;
  readonly line: number;
}

/** Receives a finding; `field` is `email`, `address.city`, `metaData.plan`, …, or empty for the row as a whole. */
export type Note = (field: string, finding: Finding) => void;

/** The issue for a finding at this position; `column` is empty for the row as a whole. */
export function toIssue(at: RowPosition, column: string, value: string, finding: Finding): Issue {
  return {
    rowNumber: at.rowNumber,
    line: at.line,
    column,
    severity: CODES[finding.code].severity,
    code: finding.code,
    value: cutText(value, LONGEST_VALUE),
    message: toMessage(column, finding.message),
    hint: finding.hint ?? CODES[finding.code].remedy,
    ...(finding.suggestion === undefined ? {} : { suggestion: finding.suggestion }),
  };
}

/** The issue of a field. A constant of the mapping has no column, so that the message names the field. */
export function toFieldIssue(
  row: MappedRow,
  field: string,
  { column, value }: CellOrigin,
  finding: Finding,
): Issue {
  if (column !== '' || row.origins?.has(field) !== true) return toIssue(row, column, value, finding);
  return toIssue(row, '', value, {
    ...finding,
    message: `The value that the mapping sets for ${field}: ${finding.message}`,
  });
}

// The column is part of the message, because results.csv shows messages without their columns.
function toMessage(column: string, message: string): string {
  return column === '' ? message.replace(/^e/, 'E') : `${toReadable(column)}: ${message}`;
}

/** The same issues with every warning as an error: for `--strict`, also for the issues of a mapping. */
export function toStrictIssues(issues: readonly Issue[]): readonly Issue[] {
  return issues.map((issue) => (issue.severity === 'error' ? issue : { ...issue, severity: 'error' }));
}

/** A validated row with issues that its cells alone don't show: those of its reader, and of the user's rules. */
export function addRowIssues(row: ValidatedRow, issues: readonly Issue[]): ValidatedRow {
  if (issues.length === 0) return row;
  if (row.skipped !== undefined) return addToSkipped(row, issues);
  const { wish, ...rest } = row;
  const all = [...row.issues, ...issues];
  const isValid = wish !== undefined && issues.every(({ severity }) => severity !== 'error');
  return isValid ? { ...rest, wish, issues: all } : { ...rest, issues: all };
}

/** A row that is left out is of no interest, except where it is broken: what it swallowed would be lost. */
function addToSkipped({ skipped, ...row }: ValidatedRow, issues: readonly Issue[]): ValidatedRow {
  const isBroken = issues.some(({ severity }) => severity === 'error');
  const all = [...row.issues, ...issues];
  return isBroken || skipped === undefined ? { ...row, issues: all } : { ...row, skipped, issues: all };
}
