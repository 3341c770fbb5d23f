/** How far a run is, from its journal while it works. Reads only. */
import { CODES, type Code } from '../../core/codes.js';
import { toIso } from '../../core/clock.js';
import type { BulkStatus, CustomerOutcome, RowState } from '../../core/types.js';
import type { SqlFile } from '../../journal/open.js';
import { toBulkStatus } from '../../journal/results.js';
import { toWish } from '../../journal/rows.js';
import { OUTCOME_MARKS, STATUS_OUTCOMES } from '../../record/outcomes.js';
import type { ApplyAnswer, FailureCause } from './answers/apply.js';

const MOST_CAUSES = 50;
const MOST_LATEST = 20;

/** Failures that may be gone the next time. */
const PASSING: ReadonlySet<Code> = new Set([
  'api_unavailable',
  'still_in_doubt',
  'address_failed',
  'interrupted',
]);

/** States that a row of a plan leaves sooner or later. */
const WAITING = `state LIKE 'planned!_%' ESCAPE '!' OR state LIKE 'sending!_%' ESCAPE '!'
  OR state IN ('customer_done', 'sub_account_done', 'address_made', 'in_doubt')`;

export type LiveCounts = Pick<
  ApplyAnswer,
  'total' | 'created' | 'updated' | 'unchanged' | 'failed' | 'waiting'
> & {
  readonly addresses: ApplyAnswer['addresses'];
};

/** Of the rows that the plan sends; `planned`: their number. */
export function readRowCounts(
  file: SqlFile,
  planned: { readonly rows: number; readonly addresses: number },
): LiveCounts {
  const counts = new Map<BulkStatus, number>();
  const states = file
    .prepare(
      `SELECT state, outcome, count(*) AS count FROM rows WHERE attempts > 0 OR state = 'failed' GROUP BY state, outcome`,
    )
    .all<{ state: RowState; outcome: CustomerOutcome | ''; count: number }>([]);
  for (const { state, outcome, count } of states) {
    const status = toBulkStatus(state, outcome);
    counts.set(status, (counts.get(status) ?? 0) + count);
  }
  const of = (status: BulkStatus): number => counts.get(status) ?? 0;
  const made = file
    .prepare(`SELECT count(*) AS count FROM rows WHERE address_status = 'created'`)
    .get<{ count: number }>([]);
  const [created, updated, failed] = [of('created'), of('updated'), of('failed') + of('conflict')];
  const waiting =
    file.prepare(`SELECT count(*) AS count FROM rows WHERE ${WAITING}`).get<{ count: number }>([])?.count ??
    0;
  return {
    ...{ total: planned.rows, created, updated, failed, waiting },
    unchanged: Math.max(0, planned.rows - created - updated - failed - waiting),
    addresses: { done: made?.count ?? 0, total: planned.addresses },
  };
}

export function readCauses(file: SqlFile): FailureCause[] {
  const causes = file
    .prepare(
      `SELECT r.error_code AS code, count(*) AS rows, min(r.row) AS firstRow FROM rows r
       WHERE r.state = 'failed' GROUP BY r.error_code ORDER BY rows DESC LIMIT ${MOST_CAUSES}`,
    )
    .all<{ code: Code; rows: number; firstRow: number }>([]);
  return causes.map(({ code, rows, firstRow }) => ({
    ...{ code, rows, firstRow, mark: OUTCOME_MARKS.failed },
    text: readError(file, firstRow) || CODES[code].meaning,
    firstName: readName(file, firstRow),
    remedy: PASSING.has(code) ? 'Try again afterwards.' : CODES[code].remedy,
    canRetry: PASSING.has(code),
  }));
}

/** Numbers of the rows that failed for the cause with this code. */
export function readFailedRows(file: SqlFile, code: string): readonly number[] {
  return file
    .prepare(`SELECT row FROM rows WHERE state = 'failed' AND error_code = ? ORDER BY row`)
    .all<{ row: number }>([code])
    .map(({ row }) => row);
}

/** Rows that are at rest since `sinceMs`, the newest first. */
export function readLatest(file: SqlFile, sinceMs: number): ApplyAnswer['latest'] {
  return file
    .prepare(
      `SELECT row, state, outcome, error, finished_at AS finishedAt FROM rows
       WHERE finished_at >= ? AND state IN ('done', 'failed', 'conflict') ORDER BY finished_at DESC, row DESC LIMIT ${MOST_LATEST}`,
    )
    .all<{ row: number; state: RowState; outcome: CustomerOutcome | ''; error: string; finishedAt: number }>([
      sinceMs,
    ])
    .map(({ row, state, outcome, error, finishedAt }) => ({
      row,
      name: readName(file, row),
      mark: OUTCOME_MARKS[STATUS_OUTCOMES[toBulkStatus(state, outcome)]],
      text: error,
      at: toIso(finishedAt),
    }));
}

function readError(file: SqlFile, row: number): string {
  return file.prepare('SELECT error FROM rows WHERE row = ?').get<{ error: string }>([row])?.error ?? '';
}

function readName(file: SqlFile, row: number): string {
  const found = file
    .prepare('SELECT wish FROM source_rows WHERE row = ?')
    .get<{ wish: string | null }>([row]);
  const wish = found?.wish ?? null;
  return wish === null ? '' : toWish(wish).customer.name;
}
