/**
 * The rows of a check that are settled as they go by: what they show by themselves is all there is to say of them. Their issues
 * and the rejected ones wait in files. A row that must be compared with others is taken out again.
 */
import { toSourceError } from '../../core/source-errors.js';
import type { Issue, SourceRow } from '../../core/types.js';
import { toStorable } from '../../journal/ingest.js';
import type { RejectedRow } from '../../record/table/rejected.js';
import { RowSet } from '../../validate/row-set.js';
import type { CheckedRow } from '../ingest/row-check.js';
import type { CheckFolder } from './check-folder.js';

/** Of the errors of a row, rejected.csv has the first. */
const MOST_ERRORS = 20;

export type NumberedRow = RejectedRow & { readonly rowNumber: number };

export interface RowCounts {
  readonly invalid: number;
  readonly skipped: number;
  /** Valid rows with warnings. */
  readonly warned: number;
}

export class SettledRows {
  readonly #issues;
  readonly #rejected;
  readonly #taken = new RowSet();
  #invalid = 0;
  #skipped = 0;
  #warned = 0;

  readonly #toName: (row: SourceRow) => string;

  /** `toName`: names the customer of a row, as the page shows it. */
  constructor(folder: CheckFolder, toName: (row: SourceRow) => string) {
    this.#toName = toName;
    this.#issues = folder.makeSpool<Issue>('issues');
    this.#rejected = folder.makeSpool<NumberedRow>('rejected');
  }

  /** Issues of the source as a whole, with row number 0. */
  addIssues(issues: readonly Issue[]): void {
    for (const issue of issues) this.#addIssue(issue, issue.rowName);
  }

  /** A row, after all rows before it. */
  add({ source, validated }: CheckedRow): void {
    const { issues, skipped } = validated;
    if (issues.length === 0 && skipped === undefined) return;
    this.#count(validated, 1);
    if (issues.length > 0) {
      const rowName = this.#toName(source);
      for (const issue of issues) this.#addIssue(issue, rowName);
    }
    const errors = issues.filter(({ severity }) => severity === 'error');
    const first = errors.find(({ code }) => toSourceError(code) !== undefined) ?? errors[0];
    if (first === undefined || skipped !== undefined) return;
    const error = errors
      .slice(0, MOST_ERRORS)
      .map(({ message }) => toStorable(message))
      .join(' ');
    const { rowNumber, cells } = source;
    this.#rejected.add(
      { rowNumber, cells, status: 'invalid', errorCode: first.code, error },
      cells.reduce((sum, cell) => sum + cell.length, error.length),
    );
  }

  /** A row that was added is settled elsewhere. */
  take({ source, validated }: CheckedRow): void {
    this.#count(validated, -1);
    this.#taken.add(source.rowNumber);
  }

  /** Of the rows that were not taken. */
  get counts(): RowCounts {
    return { invalid: this.#invalid, skipped: this.#skipped, warned: this.#warned };
  }

  /** In the order of rows, without those that were taken. */
  readIssues(): Generator<readonly Issue[]> {
    return this.#without(this.#issues.read());
  }

  /** In the order of rows, without those that were taken. */
  readRejected(): Generator<readonly NumberedRow[]> {
    return this.#without(this.#rejected.read());
  }

  #addIssue(issue: Issue, rowName: string | undefined): void {
    this.#issues.add(toKept(issue, rowName), issue.value.length + issue.message.length);
  }

  #count({ issues, skipped }: CheckedRow['validated'], by: 1 | -1): void {
    if (skipped !== undefined) this.#skipped += by;
    else if (issues.some(({ severity }) => severity === 'error')) this.#invalid += by;
    else if (issues.length > 0) this.#warned += by;
  }

  *#without<T extends { readonly rowNumber: number }>(
    batches: Iterable<readonly T[]>,
  ): Generator<readonly T[]> {
    const isAll = this.#taken.size === 0;
    for (const batch of batches)
      yield isAll ? batch : batch.filter(({ rowNumber }) => !this.#taken.has(rowNumber));
  }
}

/** The issue as a journal would keep it: without a suggestion, and without a NUL. */
function toKept(issue: Issue, rowName: string | undefined): Issue {
  const { rowNumber, line, severity, code } = issue;
  const column = toStorable(issue.column);
  const value = toStorable(issue.value);
  const message = toStorable(issue.message);
  const hint = toStorable(issue.hint);
  if (rowName === undefined) return { rowNumber, line, column, severity, code, value, message, hint };
  return { rowNumber, line, column, severity, code, value, message, hint, rowName: toStorable(rowName) };
}
