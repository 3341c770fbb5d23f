/** What is wrong with a row compared with the source's other rows: known once all of them are in the journal. */
import type { MappedRow, Issue, SourceRow } from '../../core/types.js';
import { addIssues } from '../../journal/duplicates.js';
import type { SqlFile } from '../../journal/open.js';
import { findSharedValues, type SharedValue } from '../../journal/shared-values.js';
import { readSourceRows } from '../../journal/source-rows.js';
import { toStrictIssues } from '../../validate/issues.js';
import type { RowJudge } from '../../validate/norms/column-norms.js';
import type { UniqueRule } from '../../validate/user-rules/rule-checker.js';

/** Adds what departs from what is usual in its column; the rows are read again only where something does. */
export function judgeByNorms(
  file: SqlFile,
  judge: RowJudge | undefined,
  toMapped: (row: SourceRow) => MappedRow,
  options: { readonly strict: boolean },
): void {
  if (judge !== undefined) addIssues(file, listDepartures(file, judge, toMapped, options));
}

function* listDepartures(
  file: SqlFile,
  judge: RowJudge,
  toMapped: (row: SourceRow) => MappedRow,
  { strict }: { readonly strict: boolean },
): Generator<Issue> {
  for (const row of readSourceRows(file)) {
    const issues = judge(toMapped(row));
    yield* strict ? toStrictIssues(issues) : issues;
  }
}

/** Adds the issues of rows that share a value where a rule of the user's forbids it. */
export function judgeByUniqueRules(
  file: SqlFile,
  rules: readonly UniqueRule[],
  toMapped: (row: SourceRow) => MappedRow,
): void {
  for (const { toValue, toIssue } of rules) {
    const toValueIfRead = (row: SourceRow) =>
      toMapped(row).leftOut === undefined ? toValue(row) : undefined;
    addIssues(file, listShared(findSharedValues(file, toValueIfRead), toIssue));
  }
}

function* listShared(shared: Iterable<SharedValue>, toIssue: UniqueRule['toIssue']): Generator<Issue> {
  for (const { row, other } of shared) yield toIssue(row, other);
}
