/** issues.csv: every finding in every row. */
import type { Issue } from '../../core/types.js';
import { writeCsv, type Batches, type CsvOptions, type CsvRow } from './csv-writer.js';

export const ISSUE_COLUMNS = [
  'row',
  'line',
  'column',
  'severity',
  'code',
  'value',
  'message',
  'hint',
] as const;

/**
 * Writes issues.csv, all or nothing; gives the number of issues. Without any, the file has its header only: that it is
 * there says that the rows were checked. Throws `output_unwritable`.
 */
export async function writeIssues(
  path: string,
  issues: Batches<Issue>,
  options: CsvOptions = {},
): Promise<number> {
  return writeCsv(path, ISSUE_COLUMNS, toLines(issues), options);
}

async function* toLines(issues: Batches<Issue>): AsyncGenerator<CsvRow[]> {
  for await (const batch of issues) yield batch.map(toLine);
}

function toLine(issue: Issue): CsvRow {
  return [
    String(issue.rowNumber),
    String(issue.line),
    issue.column,
    issue.severity,
    issue.code,
    issue.value,
    issue.message,
    issue.hint,
  ];
}
