/** The data for the output files: result rows, issues and counts, in source order, a batch at a time. */
import type { Code } from '../core/codes.js';
import type {
  AddressStatus,
  BulkStatus,
  CustomerOutcome,
  MatchKey,
  ResultRow,
  Issue,
  RowState,
  Severity,
} from '../core/types.js';
import { toBatches } from './batches.js';
import { toCells, toChanges, toCodes, toList, toStamp } from './rows.js';
import type { SqlFile } from './open.js';
import { readCount } from './read-count.js';

export interface ResultOptions {
  /** The run is a plan: it will not continue by itself, so decided rows have the status that they would get. */
  readonly isPlan: boolean;
}

const NOT_A_PLAN: ResultOptions = { isPlan: false };

/** The status that a row in this state has in results.csv. */
export function toBulkStatus(
  state: RowState,
  outcome: CustomerOutcome | '',
  { isPlan }: ResultOptions = NOT_A_PLAN,
): BulkStatus {
  if (isPlan) {
    if (state === 'planned_create') return 'would_create';
    if (state === 'planned_update') return 'would_update';
    // The customer is as requested; only its address is not yet.
    if (state === 'customer_done') return 'unchanged';
  }
  switch (state) {
    case 'invalid':
    case 'unchanged':
    case 'exists':
    case 'conflict':
    case 'skipped':
    case 'failed':
      return state;
    case 'held_create':
      return 'would_create';
    case 'held_update':
      return 'would_update';
    case 'held_address':
      return 'unchanged';
    case 'done':
      return outcome === '' ? 'pending' : outcome;
    default:
      return 'pending';
  }
}

interface ResultRecord {
  readonly row: number;
  readonly line: number;
  readonly cells: string;
  readonly state: RowState;
  readonly uid: string;
  readonly matched_by: MatchKey | '';
  readonly outcome: CustomerOutcome | '';
  readonly address_status: AddressStatus | '';
  readonly address: string;
  readonly address_uid: string;
  readonly error_code: Code | '';
  readonly error: string;
  readonly warnings: string;
  readonly not_kept: string;
  readonly attempts: number;
  readonly http_status: number | null;
  readonly finished_at: number | null;
  /** JSON FieldChange[] of the row's plan. */
  readonly changes: string | null;
}

/** Of `ResultRecord`, and no other: the driver takes time for each. */
const COLUMNS = `r.row, s.line, s.cells, r.state, r.uid, r.matched_by, r.outcome, r.address_status, r.address, r.address_uid,
  r.error_code, r.error, r.warnings, r.not_kept, r.attempts, r.http_status, r.finished_at, p.changes`;

export function readResults(
  file: SqlFile,
  options: ResultOptions = NOT_A_PLAN,
): Generator<readonly ResultRow[]> {
  return readWhere(file, 'TRUE', options);
}

/** Only the rows that may appear in rejected.csv: usually a small fraction. */
export function readRejectedResults(file: SqlFile): Generator<readonly ResultRow[]> {
  return readWhere(file, `r.state IN ('invalid', 'conflict', 'failed')`, NOT_A_PLAN);
}

function* readWhere(
  file: SqlFile,
  condition: string,
  { isPlan }: ResultOptions,
): Generator<readonly ResultRow[]> {
  // Of a run, this is looked up in the journal: once, and not for each row.
  const options = { isPlan };
  const records = file
    .prepare(
      `SELECT ${COLUMNS} FROM rows r JOIN source_rows s ON s.row = r.row
       LEFT JOIN plans p ON p.row = r.row WHERE ${condition} ORDER BY r.row`,
    )
    .iterate<ResultRecord>([]);
  for (const batch of toBatches(records, ({ cells }) => cells.length)) {
    yield batch.map((record) => toResultRow(record, options));
  }
}

function toResultRow(record: ResultRecord, options: ResultOptions): ResultRow {
  const status = toBulkStatus(record.state, record.outcome, options);
  return {
    rowNumber: record.row,
    line: record.line,
    cells: toCells(record.cells),
    status,
    uid: record.uid,
    matchedBy: record.matched_by,
    addressStatus: record.address_status,
    address: record.address,
    addressUid: record.address_uid,
    errorCode: record.error_code,
    error: record.error,
    warnings: toCodes(record.warnings),
    notKept: toList(record.not_kept),
    attempts: record.attempts,
    httpStatus: record.http_status ?? undefined,
    finishedAt: toStamp(record.finished_at),
    changes: isUpdate(status) ? toChanges(record.changes) : [],
  };
}

/** Rows with another status may have a plan that was not carried out. */
function isUpdate(status: BulkStatus): boolean {
  return status === 'updated' || status === 'would_update';
}

interface IssueRecord {
  readonly id: number;
  readonly row: number;
  readonly line: number;
  readonly column_name: string;
  readonly severity: Severity;
  readonly code: Code;
  readonly value: string;
  readonly message: string;
  readonly hint: string;
}

/** Every issue, by row, then in the order found. */
export function* readIssues(file: SqlFile): Generator<readonly Issue[]> {
  const records = file.prepare('SELECT * FROM issues ORDER BY row, id').iterate<IssueRecord>([]);
  for (const batch of toBatches(records, ({ value, message }) => value.length + message.length)) {
    yield batch.map(toIssue);
  }
}

function toIssue({ row, column_name, line, severity, code, value, message, hint }: IssueRecord): Issue {
  return { rowNumber: row, line, column: column_name, severity, code, value, message, hint };
}

/** Rows that are valid and have warnings. */
export function countWarned(file: SqlFile): number {
  const sql = `SELECT count(*) AS count FROM rows WHERE state = 'ready' AND warnings <> ''`;
  return readCount(file, sql);
}
