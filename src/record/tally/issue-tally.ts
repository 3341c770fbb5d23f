/** Issues grouped by code, and rules of the user's own by column, in any order: for the summary and for the page. */
import { CODES, type Code } from '../../core/codes.js';
import type { ResultRow, Issue, Severity } from '../../core/types.js';
import { toIssueKey } from './issue-key.js';
import { toRowIssues } from './row-issues.js';

/** Issues of each group that a page lists at most. */
const LISTED_PER_GROUP = 500;

/** Different values of each group that are counted; values that come later are counted together. */
const VALUES_PER_GROUP = 500;

/** What found an issue: the checks of the file, or the API when the row was to be sent. */
export type IssueOrigin = 'file' | 'api';

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
    /** What to do, where it is the same for the whole group and says more than the code's remedy. */
    readonly hint?: string;
  };
}

/** The same group with what a page shows of it. */
export interface ListedGroup extends Pick<IssueGroup, 'code' | 'severity' | 'count'> {
  /** Differs between the groups of a page. */
  readonly key: string;
  /** The most frequent first; empty text for the row as a whole. */
  readonly columns: readonly { readonly name: string; readonly count: number }[];
  /** The first ones that came. */
  readonly listed: readonly Issue[];
  readonly origin: IssueOrigin;
  /** Issues by what was found, in the order in which each was met first; `rest` counts those of further values. */
  readonly found: { readonly values: readonly FoundValue[]; readonly rest: number };
}

/** The same value with the same message, in one column. */
export interface FoundValue {
  readonly first: Issue;
  readonly count: number;
}

interface OpenGroup {
  readonly key: string;
  readonly code: Code;
  readonly severity: Severity;
  count: number;
  example: IssueGroup['example'];
  /** Of all issues so far; empty if they differ. */
  hint: string;
  readonly columns: Map<string, number>;
  readonly listed: Issue[];
  readonly origin: IssueOrigin;
  readonly found: Map<string, { readonly first: Issue; count: number }>;
  moreFound: number;
}

/** Memory is bounded by the number of codes and columns. */
export class IssueTally {
  readonly #groups = new Map<string, OpenGroup>();

  add(issue: Issue, origin: IssueOrigin = 'file'): void {
    const key = toIssueKey(issue);
    const { code, severity, column } = issue;
    let group = this.#groups.get(key);
    if (group === undefined) {
      const example = toExample(issue);
      group = {
        ...{ key, code, severity, count: 0, example, hint: issue.hint, origin },
        ...{ columns: new Map(), listed: [], found: new Map(), moreFound: 0 },
      };
      this.#groups.set(key, group);
    }
    group.count += 1;
    if (group.hint !== issue.hint) group.hint = '';
    // Nearly always they come in order.
    if (issue.rowNumber <= group.example.row) group.example = toFirst(group.example, toExample(issue));
    group.columns.set(column, (group.columns.get(column) ?? 0) + 1);
    if (group.listed.length < LISTED_PER_GROUP) group.listed.push(issue);
    countFound(group, issue);
  }

  /** Passes batches on and counts what goes by, so that writing and counting need one pass. */
  async *watch(
    batches: AsyncIterable<readonly Issue[]> | Iterable<readonly Issue[]>,
  ): AsyncGenerator<readonly Issue[]> {
    for await (const batch of batches) {
      for (const issue of batch) this.add(issue);
      yield batch;
    }
  }

  /** The same for rows that the server refused. */
  *watchRows(batches: Iterable<readonly ResultRow[]>): Generator<readonly ResultRow[]> {
    for (const batch of batches) {
      for (const row of batch) for (const issue of toRowIssues(row)) this.add(issue, 'api');
      yield batch;
    }
  }

  /** Errors first, then the most frequent, then by code. */
  toGroups(): IssueGroup[] {
    return [...this.#groups.values()]
      .map(({ code, severity, count, example, hint }) => ({
        ...{ code, severity, count },
        example: hint === '' || hint === CODES[code].remedy ? example : { ...example, hint },
      }))
      .sort(
        (a, b) =>
          compare(a.severity, b.severity) ||
          b.count - a.count ||
          compare(a.code, b.code) ||
          compare(a.example.column, b.example.column),
      );
  }

  /**
   * What the API refused first, then errors, then warnings; of these the most frequent first, then by key. `nameRow`: the
   * customer of a row by name, where the issue does not have it; empty if it is not known.
   */
  toListedGroups(nameRow: (rowNumber: number) => string = () => ''): ListedGroup[] {
    const toNamed = (issue: Issue): Issue =>
      (issue.rowName ?? '') === '' && issue.rowNumber > 0
        ? { ...issue, rowName: nameRow(issue.rowNumber) }
        : issue;
    return [...this.#groups.values()]
      .map(({ key, code, severity, count, columns, listed, origin, found, moreFound }) => ({
        ...{ key, code, severity, count, origin },
        listed: listed.map(toNamed),
        columns: toColumns(columns),
        found: {
          values: [...found.values()].map((value) => ({ ...value, first: toNamed(value.first) })),
          rest: moreFound,
        },
      }))
      .sort((a, b) => toGravity(a) - toGravity(b) || b.count - a.count || compare(a.key, b.key));
  }
}

function countFound(group: OpenGroup, issue: Issue): void {
  const key = `${issue.column.length} ${issue.column}${issue.message}`;
  const known = group.found.get(key);
  if (known !== undefined) known.count += 1;
  else if (group.found.size < VALUES_PER_GROUP) group.found.set(key, { first: issue, count: 1 });
  else group.moreFound += 1;
}

function toGravity({ origin, severity }: Pick<ListedGroup, 'origin' | 'severity'>): number {
  if (severity === 'warning') return 2;
  return origin === 'api' ? 0 : 1;
}

function toColumns(counts: ReadonlyMap<string, number>): ListedGroup['columns'] {
  return [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count);
}

type IssueExample = IssueGroup['example'];

function toExample({ rowNumber, line, column, message }: Issue): IssueExample {
  return { row: rowNumber, line, column, message };
}

function toFirst(a: IssueExample, b: IssueExample): IssueExample {
  const order =
    a.row - b.row || compare(a.column, b.column) || compare(a.message, b.message) || a.line - b.line;
  return order <= 0 ? a : b;
}

/** By code units: the same on every machine, in any locale. */
function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
