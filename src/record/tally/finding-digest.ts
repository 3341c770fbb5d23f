/** Findings in all the rows, digested to what one page can hold, whatever their number. */
import type { Code } from '../../core/codes.js';
import type { ResultRow, RowIssue, Severity } from '../../core/types.js';
import { toIssueKey } from './issue-key.js';
import { toRowFindings } from '../report/row-findings.js';

/** Rows that the page lists of each cause. */
const LISTED_PER_CAUSE = 500;

/** Findings of one code and severity; of a rule of the user's own, in one column. */
export interface Cause {
  /** By which the page tells it from the others. */
  readonly key: string;
  readonly code: Code;
  readonly severity: Severity;
  readonly count: number;
  /** Where they are, the most frequent first; empty text for the row as a whole. */
  readonly columns: readonly { readonly name: string; readonly count: number }[];
  /** The first of them, in order of rows. */
  readonly listed: readonly RowIssue[];
}

interface OpenCause {
  readonly key: string;
  readonly code: Code;
  readonly severity: Severity;
  count: number;
  readonly columns: Map<string, number>;
  readonly listed: RowIssue[];
}

/** Memory is bounded by the number of codes and columns. */
export class FindingDigest {
  readonly #causes = new Map<string, OpenCause>();

  add(finding: RowIssue): void {
    const { code, severity, column } = finding;
    const key = toIssueKey(finding);
    let cause = this.#causes.get(key);
    if (cause === undefined) {
      cause = { key, code, severity, count: 0, columns: new Map(), listed: [] };
      this.#causes.set(key, cause);
    }
    cause.count += 1;
    cause.columns.set(column, (cause.columns.get(column) ?? 0) + 1);
    if (cause.listed.length < LISTED_PER_CAUSE) cause.listed.push(finding);
  }

  /** Passes batches on and takes in what goes by. */
  async *watch(
    batches: AsyncIterable<readonly RowIssue[]> | Iterable<readonly RowIssue[]>,
  ): AsyncGenerator<readonly RowIssue[]> {
    for await (const batch of batches) {
      for (const finding of batch) this.add(finding);
      yield batch;
    }
  }

  /** The same for rows that did not go well at the server. */
  *watchRows(batches: Iterable<readonly ResultRow[]>): Generator<readonly ResultRow[]> {
    for (const batch of batches) {
      for (const row of batch) for (const finding of toRowFindings(row)) this.add(finding);
      yield batch;
    }
  }

  /** Errors first, then the most frequent. */
  toCauses(): Cause[] {
    return [...this.#causes.values()]
      .map((cause) => ({ ...cause, columns: toColumns(cause.columns) }))
      .sort(
        (a, b) =>
          Number(a.severity === 'warning') - Number(b.severity === 'warning') ||
          b.count - a.count ||
          (a.key < b.key ? -1 : 1),
      );
  }
}

function toColumns(counts: ReadonlyMap<string, number>): Cause['columns'] {
  return [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count);
}
