/** What an export has listed so far: one SQLite file, so that it can be stopped and resumed. */
import type { Account } from '../core/types.js';
import { LASTING_PATHS, toContradiction } from './lasting-parts.js';
import { openJournalFile, type Sql, type SqlFile, type Statement } from './open.js';
import { readCount } from './read-count.js';
import { toWanted, UNINDEXED_WANTED, WANTED, type ExportKind, type RecordFilter } from './record-filter.js';
import { toRecord, toRecordList } from './rows.js';
import { RunInfo } from './run-info.js';
import { EXPORT_MIGRATIONS } from './schema.js';

const BATCH = 256;

export interface StoredRecord {
  readonly uid: string;
  readonly owner: string | null;
  /** Ms since the epoch. */
  readonly createdAt: number | null;
  readonly isDeleted: boolean;
  readonly record: unknown;
}

/** The result of adding a page. */
export interface PageGain {
  /** Records that this pass had already met. */
  readonly repeats: number;
  /** Creation times of the records that no pass had met before; null if unknown. */
  readonly added: readonly (number | null)[];
}

/** Facts about the export itself. */
export interface ExportFacts extends Partial<Record<`listing:${ExportKind}`, unknown>> {
  /** Start of the first session; ms since the epoch. */
  startedAt: number;
  endpoint: string;
  account: Account;
  /** Addresses do not name their owner, so they were listed customer by customer. */
  addressesByOwner: boolean;
  requests: unknown;
  timeline: unknown;
  workedMs: number;
}

export class ExportStore {
  readonly info: RunInfo<ExportFacts>;
  readonly #file: SqlFile;
  readonly #there: Statement;
  readonly #insert: Statement;
  readonly #update: Statement;
  readonly #owned: Statement;

  constructor(file: SqlFile) {
    this.#file = file;
    this.info = new RunInfo<ExportFacts>(file);
    this.#there = file.prepare(
      'SELECT seen, record ->> ? <> ? ->> ? AS isOther FROM records WHERE kind = ? AND uid = ?',
    );
    this.#insert = file.prepare(
      'INSERT INTO records (kind, uid, owner, created_at, deleted, seen, record) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    this.#update = file.prepare(
      'UPDATE records SET owner = ?, created_at = ?, deleted = ?, seen = ?, record = ? WHERE kind = ? AND uid = ?',
    );
    // One row with all records, so that the lighter `get` can be used.
    this.#owned = file.prepare(
      'SELECT json_group_array(json(record)) AS records FROM (SELECT record FROM records WHERE owner = ? AND kind = ? ORDER BY number)',
    );
  }

  /** Throws `journal_damaged`, `output_unwritable`. */
  static open(path: string): ExportStore {
    return new ExportStore(openJournalFile(path, { create: true, migrations: EXPORT_MIGRATIONS }));
  }

  /** Adds a page; `note` is written in the same transaction. Throws `list_contradicts` if a uid comes for another record than before. */
  putPage(
    kind: ExportKind,
    records: readonly StoredRecord[],
    pass: number,
    note: (gain: PageGain) => void,
  ): void {
    this.#file.transact(() => {
      const added: (number | null)[] = [];
      let repeats = 0;
      for (const one of records) {
        const before = this.#put(kind, one, pass);
        if (before === pass) repeats += 1;
        if (before === undefined) added.push(one.createdAt);
      }
      note({ repeats, added });
    });
  }

  /** Adds everything that one customer has of a kind. */
  putOwned(kind: ExportKind, owner: string, records: readonly StoredRecord[]): void {
    this.#file.transact(() => {
      for (const one of records) this.#put(kind, one, 0);
      this.#file.prepare('INSERT OR IGNORE INTO owners_read (kind, owner) VALUES (?, ?)').run([kind, owner]);
    });
  }

  /** Records that this pass did not meet. */
  findUnseen(kind: ExportKind, pass: number, limit: number): string[] {
    return this.#file
      .prepare('SELECT uid FROM records WHERE kind = ? AND seen <> ? LIMIT ?')
      .all<{ uid: string }>([kind, pass, limit])
      .map(({ uid }) => uid);
  }

  /** The vendor no longer has it, not even as deleted. */
  remove(kind: ExportKind, uid: string): void {
    this.#file.prepare('DELETE FROM records WHERE kind = ? AND uid = ?').run([kind, uid]);
  }

  count(kind: ExportKind, filter: RecordFilter): number {
    const sql = `SELECT count(*) AS count FROM records WHERE ${WANTED}`;
    return readCount(this.#file, sql, [...toWanted(kind, filter)]);
  }

  /** How many name their owner. */
  countOwned(kind: ExportKind): number {
    const sql = 'SELECT count(*) AS count FROM records WHERE kind = ? AND owner IS NOT NULL';
    return readCount(this.#file, sql, [kind]);
  }

  /** How many records belong to the customers that pass the filter. */
  countOfOwners(kind: ExportKind, filter: RecordFilter): number {
    const sql = `SELECT count(*) AS count FROM records WHERE kind = ?
      AND owner IN (SELECT lower(uid) FROM records WHERE ${WANTED})`;
    return readCount(this.#file, sql, [kind, ...toWanted('customer', filter)]);
  }

  /** When the first and the last of them was created; ms since the epoch. */
  findCreationSpan(kind: ExportKind, filter: RecordFilter): { first: number | null; last: number | null } {
    const sql = `SELECT min(created_at) AS first, max(created_at) AS last FROM records WHERE ${WANTED}`;
    const found = this.#file
      .prepare(sql)
      .get<{ first: number | null; last: number | null }>([...toWanted(kind, filter)]);
    return { first: found?.first ?? null, last: found?.last ?? null };
  }

  /** The records in the order they were found, a batch at a time. */
  *read(kind: ExportKind, filter: RecordFilter): Generator<readonly unknown[]> {
    const statement = this.#file.prepare(
      `SELECT number, record FROM records WHERE number > ? AND ${UNINDEXED_WANTED} ORDER BY number LIMIT ${BATCH}`,
    );
    for (const rows of readPages<{ record: string }>(statement, toWanted(kind, filter)))
      yield rows.map(({ record }) => toRecord(record));
  }

  /** Everything that a customer has of a kind. */
  readOwned(kind: ExportKind, owner: string): unknown[] {
    const found = this.#owned.get<{ records: string }>([owner, kind]);
    return found === undefined ? [] : toRecordList(found.records);
  }

  /** Customers that `putOwned` has not been called for with this kind, a batch at a time. */
  *unreadOwners(kind: ExportKind, filter: RecordFilter): Generator<readonly string[]> {
    const statement = this.#file.prepare(
      `SELECT number, uid FROM records r WHERE number > ? AND ${UNINDEXED_WANTED}
         AND NOT EXISTS (SELECT 1 FROM owners_read o WHERE o.kind = ? AND o.owner = r.uid)
       ORDER BY number LIMIT ${BATCH}`,
    );
    for (const rows of readPages<{ uid: string }>(statement, [...toWanted('customer', filter), kind]))
      yield rows.map(({ uid }) => uid);
  }

  close(): void {
    this.#file.close();
  }

  /** Returns the pass that met the record before; undefined if none did. */
  #put(kind: ExportKind, one: StoredRecord, pass: number): number | undefined {
    const { uid, owner, createdAt, isDeleted } = one;
    const record = JSON.stringify(one.record);
    const deleted = isDeleted ? 1 : 0;
    const path = LASTING_PATHS[kind];
    const there = this.#there.get<{ seen: number; isOther: 0 | 1 | null }>([path, record, path, kind, uid]);
    if (there?.isOther === 1) throw toContradiction(kind);
    if (there === undefined) this.#insert.run([kind, uid, owner, createdAt, deleted, pass, record]);
    else this.#update.run([owner, createdAt, deleted, pass, record, kind, uid]);
    return there?.seen;
  }
}

/** `statement`: the rows whose number is greater than its first parameter, in order. */
function* readPages<Row>(
  statement: Statement,
  parameters: readonly Sql[],
): Generator<readonly (Row & { readonly number: number })[]> {
  for (let after = 0; ;) {
    const rows = statement.all<Row & { readonly number: number }>([after, ...parameters]);
    if (rows.length === 0) return;
    yield rows;
    after = rows.at(-1)?.number ?? after;
  }
}
