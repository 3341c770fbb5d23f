/** One row of Fix: its cells, what was edited, and its problems. */
import type { SourceRow } from '../../core/types.js';
import type { StoredProblem } from '../../journal/review/problems.js';
import type { CellProblem, GridRow } from './answers/fix.js';
import { LONGEST_EDITABLE } from './cell-changes.js';
import type { ReviewCheck } from './check.js';
import { toProblemMark, toProblemSeverity } from './problem-look.js';
import type { ReviewStore } from './store.js';

/** Undefined: there is no such row. */
export function toGridRow(
  store: ReviewStore,
  row: number,
  check: ReviewCheck | undefined,
): GridRow | undefined {
  const source = store.rows.get(row);
  if (source === undefined) return undefined;
  const { problems, rows } = store;
  const isLeftOut = rows.isLeftOut(row);
  const verdict = problems.getVerdict(row);
  const edited = rows.getEdited(row);
  const cut = source.cells.flatMap((cell, at) => (cell.length > LONGEST_EDITABLE ? [at] : []));
  return {
    row,
    line: source.line,
    name: toName(source, check),
    cells: source.cells.map((cell) => cell.slice(0, LONGEST_EDITABLE)),
    ...(cut.length === 0 ? {} : { cut }),
    ...(edited.length === 0
      ? {}
      : { edited: edited.map(({ at, before }) => ({ at, before: before.slice(0, LONGEST_EDITABLE) })) }),
    status: isLeftOut ? 'left_out' : toStatus(verdict?.state),
    ...(verdict === undefined || verdict.why === '' ? {} : { why: verdict.why }),
    problems: problems.getProblems(row).map(toProblem),
  };
}

function toName(source: SourceRow, check: ReviewCheck | undefined): string {
  return check?.toMapped(source).fields.name ?? '';
}

function toStatus(state: string | undefined): GridRow['status'] {
  if (state === 'invalid') return 'must_fix';
  return state === 'skipped' ? 'skipped' : 'ready';
}

function toProblem({ at, kind, severity, message, hint, suggestion, isSure }: StoredProblem): CellProblem {
  return {
    ...{
      at,
      kind,
      severity: toProblemSeverity(severity),
      mark: toProblemMark(kind),
      text: message,
      remedy: hint,
    },
    ...(suggestion === undefined ? {} : { suggestion: { value: suggestion, isSure } }),
  };
}
