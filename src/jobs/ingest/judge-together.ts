/** What is wrong with a row compared with the source's other rows: known once all of them that matter are in the journal. */
import type { MappedRow, MatchKey, Issue, SourceRow } from '../../core/types.js';
import { addIssues, findSharedKeys, finishIngest, skipDuplicates } from '../../journal/duplicates.js';
import type { SqlFile } from '../../journal/open.js';
import { findSharedValues, type SharedValue } from '../../journal/shared-values.js';
import { readSourceRows } from '../../journal/source-rows.js';
import { keysThatMustBeUnique, toDuplicateIssue } from '../../validate/duplicates.js';
import { toStrictIssues } from '../../validate/issues.js';
import type { RowJudge } from '../../validate/norms/column-norms.js';
import type { UniqueRule } from '../../validate/user-rules/rule-checker.js';
import type { RowCheck, RowCheckOptions } from './row-check.js';

/**
 * Leaves every row of the journal `ready`, `invalid` or `skipped`. The journal may lack rows that share no value with
 * another and that `judge` has nothing to say about. `judge`: undefined if no row departs from the others.
 */
export function judgeTogether(
  file: SqlFile,
  check: RowCheck,
  judge: RowJudge | undefined,
  options: RowCheckOptions & { readonly nowMs: number },
): void {
  if (judge !== undefined) addIssues(file, listDepartures(file, judge, check.toMapped, options));
  judgeByUniqueRules(file, check.unique, check.toMapped);
  judgeDuplicates(file, check, options);
  finishIngest(file, options.nowMs);
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
function judgeByUniqueRules(
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

function judgeDuplicates(file: SqlFile, check: RowCheck, options: RowCheckOptions): void {
  const keys = keysThatMustBeUnique(options);
  const { duplicates } = options;
  const uidDecides = options.match[0] === 'uid';
  if (duplicates === 'error') {
    for (const key of keys) addIssues(file, toIssues(file, check, key, uidDecides));
    return;
  }
  skipDuplicates(file, keys, { keep: duplicates, uidDecides }, (key, kept) => {
    // The code and its words are the issue's; only the row's fate differs.
    const at = { rowNumber: kept.row, line: kept.line };
    const { code } = toDuplicateIssue({ ...at, column: '', value: '' }, key, at);
    return { code, message: `Row ${kept.row} (line ${kept.line}) has the same ${key} and was kept instead.` };
  });
}

function* toIssues(
  file: SqlFile,
  { toMapped, locate }: RowCheck,
  key: MatchKey,
  uidDecides: boolean,
): Generator<Issue> {
  for (const shared of findSharedKeys(file, key, { uidDecides })) {
    const { rowNumber, line } = shared;
    const cell = locate(toMapped(shared), key);
    const other = { rowNumber: shared.otherRow, line: shared.otherLine };
    yield toDuplicateIssue({ rowNumber, line, ...cell }, key, other);
  }
}
