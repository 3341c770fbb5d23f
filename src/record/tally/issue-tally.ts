/** Issues grouped by code, and rules of the user's own by column, whatever order they come in. */
import type { Code } from '../../core/codes.js';
import type { RowIssue, Severity } from '../../core/types.js';
import { toIssueKey } from './issue-key.js';

/** An entry of `issues` in summary.json. */
export interface IssueGroup {
  readonly code: Code;
  readonly severity: Severity;
  readonly count: number;
  /** The one in the first row. */
  readonly example: {
    readonly row: number;
    readonly line: number;
    readonly column: string;
    readonly message: string;
  };
}

export class IssueTally {
  readonly #groups = new Map<string, IssueGroup>();

  add(issue: RowIssue): void {
    const key = toIssueKey(issue);
    const { code, severity } = issue;
    const example = { row: issue.rowNumber, line: issue.line, column: issue.column, message: issue.message };
    const known = this.#groups.get(key);
    if (known === undefined) this.#groups.set(key, { code, severity, count: 1, example });
    else
      this.#groups.set(key, { ...known, count: known.count + 1, example: toFirst(known.example, example) });
  }

  /** Passes batches on and counts what goes by, so that writing and counting need one pass. */
  async *watch(
    batches: AsyncIterable<readonly RowIssue[]> | Iterable<readonly RowIssue[]>,
  ): AsyncGenerator<readonly RowIssue[]> {
    for await (const batch of batches) {
      for (const issue of batch) this.add(issue);
      yield batch;
    }
  }

  /** Errors first, then the most frequent, then by code. */
  toGroups(): IssueGroup[] {
    return [...this.#groups.values()].sort(
      (a, b) =>
        compare(a.severity, b.severity) ||
        b.count - a.count ||
        compare(a.code, b.code) ||
        compare(a.example.column, b.example.column),
    );
  }
}

type Example = IssueGroup['example'];

function toFirst(a: Example, b: Example): Example {
  const order =
    a.row - b.row || compare(a.column, b.column) || compare(a.message, b.message) || a.line - b.line;
  return order <= 0 ? a : b;
}

/** By code units: the same on every machine, whatever its locale. */
function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
