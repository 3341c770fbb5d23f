/** The rows that change something, with what they change. */
import { isEmptying } from '../core/changes.js';
import type { Code } from '../core/codes.js';
import type { CustomerOutcome, FieldChange, MatchKey, RowState, RowWish } from '../core/types.js';
import { toChanges, toCodes, toCustomer, toWish } from './rows.js';
import type { SqlFile } from './open.js';

export interface ChangedRow {
  readonly rowNumber: number;
  readonly line: number;
  readonly what: 'create' | 'update' | 'delete' | 'address';
  readonly wish: RowWish;
  readonly uid: string;
  readonly matchedBy: MatchKey | '';
  /** Of an update. */
  readonly changes: readonly FieldChange[];
  /** The customer's name before a change; undefined for a customer that is created. */
  readonly nameBefore: string | undefined;
  /** Whether an address was made for the row; undefined where that is still to come. */
  readonly hasNewAddress: boolean | undefined;
  readonly warnings: readonly Code[];
}

interface ChangeRecord {
  readonly row: number;
  readonly line: number;
  readonly wish: string;
  readonly state: RowState;
  readonly outcome: CustomerOutcome | '';
  readonly uid: string;
  readonly matched_by: MatchKey | '';
  readonly address_status: string;
  readonly warnings: string;
  readonly changes: string | null;
  readonly remote: string | null;
}

const NEXT = `r.state IN ('planned_create', 'planned_update', 'planned_delete', 'customer_done')`;
const HELD = `r.state IN ('held_create', 'held_update', 'held_address')`;
const MADE = `(r.outcome IN ('created', 'updated', 'deleted') OR r.address_status = 'created')`;
const ALTERED = `r.outcome IN ('updated', 'deleted')`;

const CONDITIONS = {
  planned: `(${NEXT} OR ${HELD})`,
  next: NEXT,
  held: HELD,
  made: MADE,
  altered: ALTERED,
} as const;

/**
 * `planned`: what a plan would change; `next`: of this, what is applied now, and `held`: what stays planned; `made`: what a
 * run has changed; `altered`: of this, what it updated or deleted.
 */
export type WhichChanges = keyof typeof CONDITIONS;

const isToCome = (which: WhichChanges): boolean => which !== 'made' && which !== 'altered';

/** Fields that the updates to be sent empty. */
export function countEmptied(file: SqlFile): number {
  const records = file
    .prepare(
      `SELECT p.changes FROM rows r JOIN plans p ON p.row = r.row WHERE r.state = 'planned_update' ORDER BY r.row`,
    )
    .iterate<{ changes: string }>([]);
  let count = 0;
  for (const { changes } of records) count += toChanges(changes).filter(isEmptying).length;
  return count;
}

/** In row order. */
export function* readChangedRows(file: SqlFile, which: WhichChanges): Generator<ChangedRow> {
  const records = file
    .prepare(
      `SELECT r.row, s.line, s.wish, r.state, r.outcome, r.uid, r.matched_by, r.address_status, r.warnings, p.changes, p.remote
       FROM rows r JOIN source_rows s ON s.row = r.row LEFT JOIN plans p ON p.row = r.row
       WHERE s.wish IS NOT NULL AND ${CONDITIONS[which]} ORDER BY r.row`,
    )
    .iterate<ChangeRecord>([]);
  for (const record of records) yield toChangedRow(record, which);
}

function toChangedRow(record: ChangeRecord, which: WhichChanges): ChangedRow {
  const what = isToCome(which) ? toPlanned(record.state) : toMade(record.outcome);
  return {
    rowNumber: record.row,
    line: record.line,
    what,
    wish: toWish(record.wish),
    uid: record.uid,
    matchedBy: record.matched_by,
    changes: what === 'update' ? toChanges(record.changes) : [],
    nameBefore: record.remote === null ? undefined : toCustomer(record.remote).name,
    hasNewAddress: isToCome(which) ? undefined : record.address_status === 'created',
    warnings: toCodes(record.warnings),
  };
}

function toPlanned(state: RowState): ChangedRow['what'] {
  if (state === 'planned_create' || state === 'held_create') return 'create';
  if (state === 'planned_update' || state === 'held_update') return 'update';
  return state === 'planned_delete' ? 'delete' : 'address';
}

function toMade(outcome: CustomerOutcome | ''): ChangedRow['what'] {
  if (outcome === 'created') return 'create';
  if (outcome === 'updated') return 'update';
  return outcome === 'deleted' ? 'delete' : 'address';
}

/** One such row; undefined for a row that changes nothing. */
export function readChangedRow(file: SqlFile, which: WhichChanges, row: number): ChangedRow | undefined {
  const found = file
    .prepare(
      `SELECT r.row, s.line, s.wish, r.state, r.outcome, r.uid, r.matched_by, r.address_status, r.warnings, p.changes, p.remote
       FROM rows r JOIN source_rows s ON s.row = r.row LEFT JOIN plans p ON p.row = r.row
       WHERE r.row = ? AND s.wish IS NOT NULL AND ${CONDITIONS[which]}`,
    )
    .get<ChangeRecord>([row]);
  return found === undefined ? undefined : toChangedRow(found, which);
}
