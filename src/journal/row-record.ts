/** Everything that the journal has about one row. */
import type { JsonValue } from '../core/customer.js';
import type { BulkStatus, CustomerOutcome, Issue, RowState } from '../core/types.js';
import type { SqlFile } from './open.js';
import { toBulkStatus, type ResultOptions } from './results.js';
import { toBody, toCells } from './rows.js';

export interface AttemptRecord {
  readonly step: string;
  readonly startedAt: number;
  readonly body: JsonValue;
  readonly endedAt: number | null;
  readonly httpStatus: number | null;
  readonly result: string;
  readonly message: string;
}

export interface RowRecord {
  readonly line: number;
  readonly cells: readonly string[];
  readonly state: RowState;
  readonly status: BulkStatus;
  readonly uid: string;
  readonly address: string;
  readonly error: string;
  readonly issues: readonly Pick<Issue, 'severity' | 'code' | 'message'>[];
  readonly attempts: readonly AttemptRecord[];
}

export function readRowRecord(file: SqlFile, row: number, options?: ResultOptions): RowRecord | undefined {
  const found = file
    .prepare(
      `SELECT s.line, s.cells, r.state, r.outcome, r.uid, r.address, r.error
       FROM rows r JOIN source_rows s ON s.row = r.row WHERE r.row = ?`,
    )
    .get<{
      line: number;
      cells: string;
      state: RowState;
      outcome: CustomerOutcome | '';
      uid: string;
      address: string;
      error: string;
    }>([row]);
  if (!found) return undefined;
  const { outcome, cells, ...rest } = found;
  return {
    ...rest,
    cells: toCells(cells),
    status: toBulkStatus(found.state, outcome, options),
    issues: file.prepare('SELECT severity, code, message FROM issues WHERE row = ? ORDER BY id').all([row]),
    attempts: readAttempts(file, row),
  };
}

function readAttempts(file: SqlFile, row: number): AttemptRecord[] {
  return file
    .prepare(
      `SELECT step, started_at AS startedAt, body, ended_at AS endedAt, http_status AS httpStatus, result, message
       FROM attempts WHERE row = ? ORDER BY number`,
    )
    .all<Omit<AttemptRecord, 'body'> & { body: string | null }>([row])
    .map((attempt) => ({
      ...attempt,
      body: attempt.body === null ? null : toBody(attempt.body),
    }));
}
