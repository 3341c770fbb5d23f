/** Rows that the server refused, as issues. The checks' own issues are in the journal already. */
import { CODES } from '../../core/codes.js';
import type { ResultRow, RowIssue } from '../../core/types.js';

/** Issues of a row in conflict or failed; and of any row, the warnings that only matching gives. */
export function toRowIssues({ rowNumber, line, status, error, errorCode, warnings }: ResultRow): RowIssue[] {
  const at = { rowNumber, line, column: '', value: '' };
  const failure: RowIssue[] =
    (status === 'conflict' || status === 'failed') && errorCode !== ''
      ? [{ ...at, severity: 'error', code: errorCode, message: error, hint: CODES[errorCode].remedy }]
      : [];
  const kept: RowIssue[] = warnings
    .filter((code) => code === 'external_id_kept')
    .map((code) => ({
      ...at,
      severity: 'warning',
      code,
      message: CODES[code].meaning,
      hint: CODES[code].remedy,
    }));
  return [...failure, ...kept];
}
