/** How far a run is, from its journal while it works. Reads only. */
import { CODES, type Code } from '../../core/codes.js';
import { toIso } from '../../core/clock.js';
import type { BulkStatus, CustomerOutcome, RowState } from '../../core/types.js';
import type { SqlFile } from '../../journal/open.js';
import { IN_LIST } from '../../journal/review/listed.js';
import { toBulkStatus } from '../../journal/results.js';
import { toWish } from '../../journal/rows.js';
import { isAtRest } from '../../journal/states.js';
import { OUTCOME_MARKS, STATUS_OUTCOMES } from '../../record/outcomes.js';
import type { ApplyAnswer, FailureCause } from './answers/apply.js';

const MOST_CAUSES = 50;
export const MOST_LATEST = 20;

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

/** Rows that are at rest by what became of them, and those that are not yet. */
export interface RowTally {
  readonly statuses: Map<BulkStatus, number>;
  /** Failed rows by code. */
  readonly causes: Map<Code, { rows: number; firstRow: number }>;
  addresses: number;
  waiting: number;
}

/** Reads every row. */
export function readTally(file: SqlFile): RowTally {
  const tally: RowTally = { statuses: new Map(), causes: new Map(), addresses: 0, waiting: 0 };
  const states = file
    .prepare(
      `SELECT state, outcome, count(*) AS count FROM rows WHERE attempts > 0 OR state = 'failed' GROUP BY state, outcome`,
    )
    .all<{ state: RowState; outcome: CustomerOutcome | ''; count: number }>([]);
  for (const { state, outcome, count } of states) addTo(tally.statuses, toBulkStatus(state, outcome), count);
  const causes = file
    .prepare(
      `SELECT error_code AS code, count(*) AS rows, min(row) AS firstRow FROM rows WHERE state = 'failed' GROUP BY 1`,
    )
    .all<{ code: Code; rows: number; firstRow: number }>([]);
  for (const { code, rows, firstRow } of causes) tally.causes.set(code, { rows, firstRow });
  const count = (condition: string): number =>
    file.prepare(`SELECT count(*) AS count FROM rows WHERE ${condition}`).get<{ count: number }>([])?.count ??
    0;
  tally.addresses = count(`address_status = 'created'`);
  tally.waiting = count(WAITING);
  return tally;
}

/** Adds rows that waited and have come to rest since. Gives those that the file does not have at rest yet. */
export function addRested(file: SqlFile, tally: RowTally, rows: readonly number[]): number[] {
  const found = file
    .prepare(
      `SELECT row, state, outcome, attempts > 0 AS isBegun, error_code AS code, address_status = 'created' AS hasAddress
       FROM rows WHERE row ${IN_LIST}`,
    )
    .all<RestedRow>([JSON.stringify(rows)]);
  const open: number[] = [];
  for (const { row, state, outcome, isBegun, code, hasAddress } of found) {
    if (!isAtRest(state)) {
      open.push(row);
      continue;
    }
    tally.waiting -= 1;
    tally.addresses += hasAddress;
    if (isBegun === 1 || state === 'failed') addTo(tally.statuses, toBulkStatus(state, outcome), 1);
    if (state !== 'failed') continue;
    const cause = tally.causes.get(code);
    if (cause === undefined) tally.causes.set(code, { rows: 1, firstRow: row });
    else tally.causes.set(code, { rows: cause.rows + 1, firstRow: Math.min(cause.firstRow, row) });
  }
  return open;
}

interface RestedRow {
  readonly row: number;
  readonly state: RowState;
  readonly outcome: CustomerOutcome | '';
  readonly isBegun: number;
  readonly code: Code;
  readonly hasAddress: number;
}

function addTo(statuses: Map<BulkStatus, number>, status: BulkStatus, rows: number): void {
  statuses.set(status, (statuses.get(status) ?? 0) + rows);
}

/** Of the rows that the plan sends; `planned`: their number. */
export function toLiveCounts(
  { statuses, addresses, waiting }: RowTally,
  planned: { readonly rows: number; readonly addresses: number },
): LiveCounts {
  const of = (status: BulkStatus): number => statuses.get(status) ?? 0;
  const [created, updated, failed] = [of('created'), of('updated'), of('failed') + of('conflict')];
  return {
    ...{ total: planned.rows, created, updated, failed, waiting },
    unchanged: Math.max(0, planned.rows - created - updated - failed - waiting),
    addresses: { done: addresses, total: planned.addresses },
  };
}

/** The frequent ones first. */
export function toCauses(file: SqlFile, { causes }: RowTally): FailureCause[] {
  return [...causes]
    .sort(([, one], [, other]) => other.rows - one.rows)
    .slice(0, MOST_CAUSES)
    .map(([code, { rows, firstRow }]) => ({
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

/** Numbers of the rows that are at rest since `sinceMs`, the newest first. */
export function listLatest(file: SqlFile, sinceMs: number): number[] {
  return file
    .prepare(
      `SELECT row FROM rows WHERE finished_at >= ? AND state IN ('done', 'failed', 'conflict')
       ORDER BY finished_at DESC, row DESC LIMIT ${MOST_LATEST}`,
    )
    .all<{ row: number }>([sinceMs])
    .map(({ row }) => row);
}

/** Of these rows, those that are at rest, the newest first. */
export function readLatest(file: SqlFile, rows: readonly number[]): ApplyAnswer['latest'] {
  return file
    .prepare(
      `SELECT row, state, outcome, error, finished_at AS finishedAt FROM rows
       WHERE row ${IN_LIST} AND finished_at IS NOT NULL AND state IN ('done', 'failed', 'conflict')
       ORDER BY finished_at DESC, row DESC LIMIT ${MOST_LATEST}`,
    )
    .all<{ row: number; state: RowState; outcome: CustomerOutcome | ''; error: string; finishedAt: number }>([
      JSON.stringify(rows),
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
