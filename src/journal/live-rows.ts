/** Rows in progress: read in order by their state, moved in one transaction for many. */
import { CODES } from '../core/codes.js';
import type { AttemptNote, LiveRow, RowPatch, RowWarning } from '../core/journal-port.js';
import type { RowState, Step } from '../core/types.js';
import { Attempts } from './attempts.js';
import { toStorable } from './ingest.js';
import type { Sql, SqlFile, Statement } from './open.js';
import { assertMove, isAtRest } from './states.js';
import { toCodes, toList, toWish, type FromJson } from './rows.js';

/** The parts of a row that can change, by column. */
const COLUMNS = {
  state: 'state',
  doubt: 'doubt',
  uid: 'uid',
  matched_by: 'matchedBy',
  outcome: 'outcome',
  sub_account_uid: 'subAccountUid',
  address_status: 'addressStatus',
  address: 'address',
  address_uid: 'addressUid',
  error_code: 'errorCode',
  error: 'error',
  warnings: 'warnings',
  not_kept: 'notKept',
  attempts: 'attempts',
  http_status: 'httpStatus',
  create_tried_at: 'createTriedAt',
  create_mark: 'createMark',
  address_tried_at: 'addressTriedAt',
  finished_at: 'finishedAt',
} as const satisfies Record<string, keyof LiveRow>;

/**
 * `create_tried_at` and `create_mark`, because a caller may reset them in the row that it passes in: a create that was
 * certainly refused counts as not tried.
 */
const ALWAYS_WRITTEN: ReadonlySet<string> = new Set(['state', 'create_tried_at', 'create_mark']);

const FIELDS = Object.entries(COLUMNS).map(([column, field], at) => ({
  ...{ column, field, bit: 1 << at },
  isAlwaysWritten: ALWAYS_WRITTEN.has(column),
}));

/** A row as one JSON object, which costs the driver less than many columns. */
const AS_JSON = `json_object(${FIELDS.map(({ column, field }) => `'${field}', r.${column}`).join(', ')})`;

/** Fields whose stored form differs from the row's. */
type StoredFields = Omit<LiveRow, 'rowNumber' | 'wish' | 'warnings' | 'notKept' | OptionalField> & {
  readonly warnings: string;
  readonly notKept: string;
} & Readonly<Record<OptionalField, number | null>>;

type OptionalField = 'httpStatus' | 'createTriedAt' | 'createMark' | 'addressTriedAt' | 'finishedAt';

const toFields: FromJson<StoredFields> = JSON.parse;

interface LiveRowRecord {
  readonly row: number;
  readonly wish: string;
  /** JSON of `Fields`. */
  readonly fields: string;
}

/** Reads rows of some states in source order, a batch at a time. */
export class LiveRows {
  readonly #file: SqlFile;
  /** By the set of changed columns, a bit for each. */
  readonly #updates = new Map<number, Statement>();
  readonly #attempts: Attempts;
  readonly #warn;
  /** By the number of states requested. */
  readonly #reads = new Map<number, Statement>();

  constructor(file: SqlFile) {
    this.#file = file;
    this.#attempts = new Attempts(file);
    this.#warn = file.prepare(
      `INSERT INTO issues (row, line, column_name, severity, code, value, message, hint)
       SELECT ?, line, ?, 'warning', ?, ?, ?, ? FROM source_rows WHERE row = ?`,
    );
  }

  /** Rows after `afterRow` that are in one of the states, at most `limit`. */
  read(states: readonly RowState[], afterRow: number, limit: number): LiveRow[] {
    return this.#prepareRead(states.length)
      .all<LiveRowRecord>([afterRow, ...states, limit])
      .map(toLiveRow);
  }

  #prepareRead(stateCount: number): Statement {
    const known = this.#reads.get(stateCount);
    if (known) return known;
    const marks = Array(stateCount).fill('?').join(', ');
    const statement = this.#file.prepare(
      `SELECT r.row, s.wish, ${AS_JSON} AS fields FROM rows r JOIN source_rows s ON s.row = r.row
       WHERE r.row > ? AND r.state IN (${marks}) ORDER BY r.row LIMIT ?`,
    );
    this.#reads.set(stateCount, statement);
    return statement;
  }

  /** Writes one move; must run within a transaction. Returns the row after it. */
  apply(row: LiveRow, next: LiveRow, nowMs: number, note: AttemptNote | undefined): void {
    // A move changes a few columns; passing all of them would take as long as the rest of it.
    const values: Sql[] = [];
    let changed = 0;
    for (const { field, bit, isAlwaysWritten } of FIELDS) {
      if (!isAlwaysWritten && next[field] === row[field]) continue;
      changed |= bit;
      values.push(toSql(next[field]));
    }
    values.push(row.rowNumber, row.state);
    const { changes } = this.#prepareUpdate(changed).run(values);
    if (changes !== 1) {
      throw new Error(`Row ${row.rowNumber} was thought to be ${row.state}, and is not.`);
    }
    if (note) this.#attempts.note(row.rowNumber, nowMs, note);
  }

  /** Whether the last request of this kind has a successful answer without a record. */
  wasAccepted(row: number, step: Step): boolean {
    return this.#attempts.wasAccepted(row, step);
  }

  /** Whether a request of this kind has an end that says nothing of its effect, or no end. */
  mayHaveTaken(row: number, step: Step): boolean {
    return this.#attempts.mayHaveTaken(row, step);
  }

  /** Writes one warning in addition to those of validation; must run within a transaction. */
  addWarning(row: number, { code, column, value, message }: RowWarning): void {
    this.#warn.run([row, column, code, toStorable(value), toStorable(message), CODES[code].remedy, row]);
  }

  #prepareUpdate(changed: number): Statement {
    const known = this.#updates.get(changed);
    if (known) return known;
    const columns = FIELDS.filter(({ bit }) => (changed & bit) !== 0).map(({ column }) => `${column} = ?`);
    const statement = this.#file.prepare(`UPDATE rows SET ${columns.join(', ')} WHERE row = ? AND state = ?`);
    this.#updates.set(changed, statement);
    return statement;
  }
}

interface Move {
  readonly to: RowState;
  readonly patch: RowPatch;
  readonly note?: AttemptNote | undefined;
}

/** The row after a move; asserts that the move exists. */
export function toMoved(row: LiveRow, { to, patch, note }: Move, nowMs: number): LiveRow {
  assertMove(row.state, to);
  return {
    ...row,
    ...patch,
    state: to,
    attempts: row.attempts + (note?.kind === 'begin' ? 1 : 0),
    finishedAt: isAtRest(to) ? nowMs : undefined,
  };
}

function toLiveRow({ row, wish, fields }: LiveRowRecord): LiveRow {
  const stored = toFields(fields);
  // Each field by name: an object made of another's rest is a large and slow one, and so is every copy of it.
  return {
    rowNumber: row,
    wish: toWish(wish),
    state: stored.state,
    doubt: stored.doubt,
    uid: stored.uid,
    matchedBy: stored.matchedBy,
    outcome: stored.outcome,
    subAccountUid: stored.subAccountUid,
    addressStatus: stored.addressStatus,
    address: stored.address,
    addressUid: stored.addressUid,
    errorCode: stored.errorCode,
    error: stored.error,
    warnings: toCodes(stored.warnings),
    notKept: toList(stored.notKept),
    attempts: stored.attempts,
    httpStatus: stored.httpStatus ?? undefined,
    createTriedAt: stored.createTriedAt ?? undefined,
    createMark: stored.createMark ?? undefined,
    addressTriedAt: stored.addressTriedAt ?? undefined,
    finishedAt: stored.finishedAt ?? undefined,
  };
}

function toSql(value: string | number | readonly string[] | undefined): Sql {
  if (value === undefined) return null;
  return toStorable(typeof value === 'object' ? value.join(';') : value);
}
