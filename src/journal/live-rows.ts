/** Rows on their way: taken up in order by their state, moved on one transaction for many. */
import { toIso } from '../core/clock.js';
import type { Code } from '../core/codes.js';
import type { AttemptNote, LiveRow, RowPatch } from '../core/journal-port.js';
import type { AddressStatus, CustomerOutcome, MatchKey, RowState, RowWish, Step } from '../core/types.js';
import { toStorable } from './ingest.js';
import type { Sql, SqlFile, Statement } from './open.js';
import { assertMove, isAtRest } from './states.js';

interface RowRecord {
  readonly row: number;
  readonly wish: string;
  readonly state: RowState;
  readonly doubt: Step | '';
  readonly uid: string;
  readonly matched_by: MatchKey | '';
  readonly outcome: CustomerOutcome | '';
  readonly sub_account_uid: string;
  readonly address_status: AddressStatus | '';
  readonly address: string;
  readonly address_uid: string;
  readonly error_code: Code | '';
  readonly error: string;
  readonly warnings: string;
  readonly attempts: number;
  readonly http_status: number | null;
  readonly create_tried_at: number | null;
  readonly address_tried_at: number | null;
  readonly finished_at: number | null;
}

/** Reads rows of some states in the order of the source, a batch at a time. */
export class LiveRows {
  readonly #file: SqlFile;
  readonly #update;
  readonly #beginAttempt;
  readonly #endAttempt;
  readonly #look;
  /** By how many states are asked for. */
  readonly #reads = new Map<number, Statement>();

  constructor(file: SqlFile) {
    this.#file = file;
    this.#update = file.prepare(
      `UPDATE rows SET state = ?, doubt = ?, uid = ?, matched_by = ?, outcome = ?, sub_account_uid = ?,
         address_status = ?, address = ?, address_uid = ?, error_code = ?, error = ?, warnings = ?, attempts = ?,
         http_status = ?, create_tried_at = ?, address_tried_at = ?, finished_at = ?
       WHERE row = ? AND state = ?`,
    );
    const next = '(SELECT 1 + coalesce(max(number), 0) FROM attempts WHERE row = ?)';
    this.#beginAttempt = file.prepare(
      `INSERT INTO attempts (row, number, step, started_at, body) VALUES (?, ${next}, ?, ?, ?)`,
    );
    this.#endAttempt = file.prepare(
      `UPDATE attempts SET ended_at = ?, http_status = ?, result = ?, message = ?
       WHERE row = ? AND number = (SELECT max(number) FROM attempts WHERE row = ? AND step <> 'look')`,
    );
    this.#look = file.prepare(
      `INSERT INTO attempts (row, number, step, started_at, ended_at, result) VALUES (?, ${next}, 'look', ?, ?, ?)`,
    );
  }

  /** Rows after `afterRow` that are in one of the states, at most `limit`. */
  read(states: readonly RowState[], afterRow: number, limit: number): LiveRow[] {
    return this.#prepareRead(states.length)
      .all<RowRecord>([afterRow, ...states, limit])
      .map(toLiveRow);
  }

  #prepareRead(stateCount: number): Statement {
    const known = this.#reads.get(stateCount);
    if (known) return known;
    const marks = Array(stateCount).fill('?').join(', ');
    const statement = this.#file.prepare(
      `SELECT r.*, s.wish FROM rows r JOIN source_rows s ON s.row = r.row
       WHERE r.row > ? AND r.state IN (${marks}) ORDER BY r.row LIMIT ?`,
    );
    this.#reads.set(stateCount, statement);
    return statement;
  }

  /** Writes one move; must run within a transaction. Returns the row as it is then. */
  apply(row: LiveRow, next: LiveRow, nowMs: number, note: AttemptNote | undefined): void {
    const { changes } = this.#update.run([...toParameters(next), row.rowNumber, row.state]);
    if (changes !== 1) {
      throw new Error(`Row ${row.rowNumber} was thought to be ${row.state}, and is not.`);
    }
    if (note) this.#note(row.rowNumber, nowMs, note);
  }

  #note(row: number, nowMs: number, note: AttemptNote): void {
    switch (note.kind) {
      case 'begin':
        this.#beginAttempt.run([row, row, note.step, nowMs, JSON.stringify(note.body)]);
        return;
      case 'end':
        this.#endAttempt.run([
          nowMs,
          note.httpStatus ?? null,
          note.result,
          toStorable(note.message),
          row,
          row,
        ]);
        return;
      case 'look':
        this.#look.run([row, row, nowMs, nowMs, note.result]);
        return;
    }
  }
}

/** The row after a move; asserts that the move exists. */
export function toMoved(
  row: LiveRow,
  to: RowState,
  patch: RowPatch,
  note: AttemptNote | undefined,
  nowMs: number,
): LiveRow {
  assertMove(row.state, to);
  return {
    ...row,
    ...patch,
    state: to,
    attempts: row.attempts + (note?.kind === 'begin' ? 1 : 0),
    finishedAt: isAtRest(to) ? nowMs : undefined,
  };
}

function toLiveRow(record: RowRecord): LiveRow {
  return {
    rowNumber: record.row,
    wish: JSON.parse(record.wish) as RowWish,
    state: record.state,
    doubt: record.doubt,
    uid: record.uid,
    matchedBy: record.matched_by,
    outcome: record.outcome,
    subAccountUid: record.sub_account_uid,
    addressStatus: record.address_status,
    address: record.address,
    addressUid: record.address_uid,
    errorCode: record.error_code,
    error: record.error,
    warnings: toCodes(record.warnings),
    attempts: record.attempts,
    httpStatus: record.http_status ?? undefined,
    createTriedAt: record.create_tried_at ?? undefined,
    addressTriedAt: record.address_tried_at ?? undefined,
    finishedAt: record.finished_at ?? undefined,
  };
}

export function toCodes(text: string): Code[] {
  return text === '' ? [] : (text.split(';') as Code[]);
}

function toParameters(row: LiveRow): Sql[] {
  return [
    row.state,
    row.doubt,
    row.uid,
    row.matchedBy,
    row.outcome,
    row.subAccountUid,
    row.addressStatus,
    row.address,
    row.addressUid,
    row.errorCode,
    toStorable(row.error),
    row.warnings.join(';'),
    row.attempts,
    row.httpStatus ?? null,
    row.createTriedAt ?? null,
    row.addressTriedAt ?? null,
    row.finishedAt ?? null,
  ];
}

/** ISO 8601 of a stored time; empty where there is none. */
export function toStamp(ms: number | null): string {
  return ms === null ? '' : toIso(ms);
}
