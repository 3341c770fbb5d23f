/** Rows that the server refused, as issues. The checks' own issues are in the journal already. */
import { CODES } from '../../core/codes.js';
import type { ResultRow, Issue } from '../../core/types.js';

/** Issues of a row in conflict or failed; and of any row, the warnings that only matching gives. */
export function toRowIssues({ rowNumber, line, status, error, errorCode, warnings }: ResultRow): Issue[] {
  const at = { rowNumber, line, column: '', value: '' };
  const failure: Issue[] =
    (status === 'conflict' || status === 'failed') && errorCode !== ''
      ? [{ ...at, severity: 'error', code: errorCode, message: error, hint: CODES[errorCode].remedy }]
      : [];
  const kept: Issue[] = warnings
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
