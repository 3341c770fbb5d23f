/** The rows of a comparison and the remote customers, read in order, a batch at a time. */
import type { Code } from '../core/codes.js';
import type { RemoteCustomer } from '../core/customer.js';
import type { ComparedRow, FixupRow } from '../core/difference.js';
import { toUidKey } from '../core/match-key.js';
import type { MatchKey, RowState } from '../core/types.js';
import { KEY_COLUMNS } from './duplicates.js';
import type { SqlFile, Statement } from './open.js';
import { readCount } from './read-count.js';
import { COMPARISON_TABLES } from './schema.js';
import { DIRECTORY_COLUMNS } from './shared-match.js';
import { toChanges, toCustomer, toFixup, toWish } from './rows.js';

const ROWS_PER_BATCH = 512;

/** A row and whether its customer has an address: false if there is no such customer. */
export type ComparisonRow = ComparedRow & { readonly hasAddress: boolean };

export interface NumberedFixup {
  readonly rowNumber: number;
  readonly fixup: FixupRow;
}

interface ComparisonRecord {
  readonly row: number;
  readonly line: number;
  readonly state: RowState;
  readonly key_uid: string | null;
  readonly key_external_id: string | null;
  readonly key_email: string | null;
  readonly wish: string | null;
  readonly uid: string;
  readonly matched_by: MatchKey | '';
  readonly remote: string | null;
  readonly changes: string | null;
  readonly error_code: Code | '';
  readonly error: string;
  readonly has_address: number;
}

/** What a comparison stores in addition to what an import stores. */
export class Comparison {
  readonly #file: SqlFile;
  readonly #addFixup: Statement;
  readonly #addOwner: Statement;
  readonly #addEarlier: Statement;
  readonly #findEarlier: Statement;
  readonly #markEarlier: Statement;

  constructor(file: SqlFile) {
    this.#file = file;
    file.exec(COMPARISON_TABLES);
    this.#addFixup = file.prepare('INSERT OR REPLACE INTO fixups (row, cells) VALUES (?, ?)');
    this.#addOwner = file.prepare('INSERT OR IGNORE INTO address_owners (uid) VALUES (?)');
    this.#addEarlier = file.prepare('INSERT OR IGNORE INTO earlier (identity) VALUES (?)');
    this.#findEarlier = file.prepare('SELECT 1 FROM earlier WHERE identity = ?');
    this.#markEarlier = file.prepare('UPDATE earlier SET seen = 1 WHERE identity = ?');
  }

  /** Every row of the source, in its order. */
  *rows(): Generator<readonly ComparisonRow[]> {
    const statement = this.#file.prepare(
      `SELECT r.row, s.line, r.state, r.key_uid, r.key_external_id, r.key_email, s.wish, r.uid, r.matched_by,
              p.remote, p.changes, r.error_code, r.error,
              EXISTS (SELECT 1 FROM address_owners a WHERE a.uid = lower(r.uid)) AS has_address
       FROM rows r JOIN source_rows s ON s.row = r.row LEFT JOIN plans p ON p.row = r.row
       WHERE r.row > ? ORDER BY r.row LIMIT ?`,
    );
    for (let after = 0; ;) {
      const batch = statement.all<ComparisonRecord>([after, ROWS_PER_BATCH]);
      if (batch.length === 0) return;
      yield batch.map(toComparisonRow);
      after = batch[batch.length - 1]?.row ?? after;
    }
  }

  /** The remote customers, without deleted ones, that no row (not even an invalid one) names by any key. */
  *unnamed(match: readonly MatchKey[]): Generator<readonly RemoteCustomer[]> {
    const named = match.map(
      (key) => `NOT EXISTS (SELECT 1 FROM rows r WHERE r.${KEY_COLUMNS[key]} = d.${DIRECTORY_COLUMNS[key]})`,
    );
    const statement = this.#file.prepare(
      `SELECT d.uid, d.record FROM directory d
       WHERE d.uid > ? AND d.deleted = 0 AND ${named.join(' AND ')} ORDER BY d.uid LIMIT ?`,
    );
    for (let after = ''; ;) {
      const batch = statement.all<{ uid: string; record: string }>([after, ROWS_PER_BATCH]);
      if (batch.length === 0) return;
      yield batch.map(({ record }) => toCustomer(record));
      after = batch[batch.length - 1]?.uid ?? after;
    }
  }

  /** The number of remote customers, without deleted ones. */
  countRemote(): number {
    const sql = 'SELECT count(*) AS count FROM directory WHERE deleted = 0';
    return readCount(this.#file, sql);
  }

  /** Stores rows of fixup.csv, whose columns are known only after the last one. */
  addFixups(rows: readonly NumberedFixup[]): void {
    this.#file.transact(() =>
      rows.forEach(({ rowNumber, fixup }) => this.#addFixup.run([rowNumber, JSON.stringify([...fixup])])),
    );
  }

  /** In the order of the source. */
  *fixups(): Generator<readonly FixupRow[]> {
    const statement = this.#file.prepare('SELECT row, cells FROM fixups WHERE row > ? ORDER BY row LIMIT ?');
    for (let after = 0; ;) {
      const batch = statement.all<{ row: number; cells: string }>([after, ROWS_PER_BATCH]);
      if (batch.length === 0) return;
      yield batch.map(({ cells }) => toFixup(cells));
      after = batch[batch.length - 1]?.row ?? after;
    }
  }

  addOwners(uids: readonly string[]): void {
    this.#file.transact(() => uids.forEach((uid) => this.#addOwner.run([toUidKey(uid)])));
  }

  /** Stores differences of the previous run. */
  addEarlier(identities: readonly string[]): void {
    this.#file.transact(() => identities.forEach((identity) => this.#addEarlier.run([identity])));
  }

  /** Whether the previous run had this difference; notes that this run has it. */
  meetEarlier(identity: string): boolean {
    if (this.#findEarlier.get([identity]) === undefined) return false;
    this.#markEarlier.run([identity]);
    return true;
  }

  /** How many differences of the previous run are gone in this run. */
  countGone(): number {
    const sql = 'SELECT count(*) AS count FROM earlier WHERE seen = 0';
    return readCount(this.#file, sql);
  }
}

function toComparisonRow(record: ComparisonRecord): ComparisonRow {
  const { key_uid, key_external_id, key_email } = record;
  return {
    rowNumber: record.row,
    line: record.line,
    state: record.state,
    keys: {
      ...(key_uid === null ? {} : { uid: key_uid }),
      ...(key_external_id === null ? {} : { externalId: key_external_id }),
      ...(key_email === null ? {} : { email: key_email }),
    },
    wish: record.wish === null ? undefined : toWish(record.wish),
    uid: record.uid,
    matchedBy: record.matched_by,
    remote: record.remote === null ? undefined : toCustomer(record.remote),
    changes: toChanges(record.changes),
    code: record.error_code,
    message: record.error,
    hasAddress: record.has_address === 1,
  };
}
