/** What was found in rows that were judged together, from the journal where they were. */
import type { Code } from '../../core/codes.js';
import type { Issue } from '../../core/types.js';
import type { SqlFile } from '../../journal/open.js';
import { readIssues } from '../../journal/results.js';

export interface JudgedRow {
  readonly row: number;
  readonly state: 'ready' | 'invalid' | 'skipped';
  /** Why it is skipped. */
  readonly why: string;
  /** In the order found. */
  readonly issues: readonly Issue[];
}

interface StateRecord {
  readonly row: number;
  readonly state: JudgedRow['state'];
  readonly error_code: Code | '';
  readonly error: string;
}

/** In row order. */
export function* readJudged(file: SqlFile): Generator<JudgedRow> {
  const issues = new Map<number, Issue[]>();
  for (const batch of readIssues(file)) {
    for (const issue of batch) {
      const ofRow = issues.get(issue.rowNumber) ?? [];
      ofRow.push(issue);
      issues.set(issue.rowNumber, ofRow);
    }
  }
  const rows = file
    .prepare('SELECT row, state, error_code, error FROM rows ORDER BY row')
    .iterate<StateRecord>([]);
  for (const { row, state, error } of rows)
    yield { row, state, why: state === 'skipped' ? error : '', issues: issues.get(row) ?? [] };
}
