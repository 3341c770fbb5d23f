/** Findings become issues: with the row, the column as the source writes it, and the severity. */
import { CODES } from '../core/codes.js';
import type { RowIssue } from '../core/types.js';
import { cutText, toReadable, type Finding } from './finding.js';

const LONGEST_VALUE = 200;

/** Where a row stands: its number (1 for the first data row) and the line of the file on which it begins. */
export interface RowPosition {
  readonly rowNumber: number;
  readonly line: number;
}

/** Takes a finding on the way; `field` is `email`, `address.city`, `metaData.plan`, …, or empty for the row as a whole. */
export type Note = (field: string, finding: Finding) => void;

/** The issue that a finding is at this place; `column` is empty for the row as a whole. */
export function toIssue(at: RowPosition, column: string, value: string, finding: Finding): RowIssue {
  return {
    rowNumber: at.rowNumber,
    line: at.line,
    column,
    severity: CODES[finding.code].severity,
    code: finding.code,
    value: cutText(value, LONGEST_VALUE),
    message: toMessage(column, finding.message),
    hint: finding.hint ?? CODES[finding.code].remedy,
  };
}

// The column is named here too, because results.csv shows messages without their columns.
function toMessage(column: string, message: string): string {
  return column === '' ? message.replace(/^e/, 'E') : `${toReadable(column)}: ${message}`;
}

/** The same issues with every warning made an error: what `--strict` asks for, also for a mapping's issues. */
export function toStrictIssues(issues: readonly RowIssue[]): readonly RowIssue[] {
  return issues.map((issue) => (issue.severity === 'error' ? issue : { ...issue, severity: 'error' }));
}
