/** The remote customers, stored in the journal's file. */
import type { RemoteCustomer } from '../core/customer.js';
import { BulkError } from '../core/errors.js';
import type { DirectoryHits, DirectoryStore } from '../core/journal-port.js';
import { toRowKeys, toUidKey } from '../core/match-key.js';
import { TEXT_MARKS } from '../core/normalise.js';
import type { RowKeys } from '../core/types.js';
import type { GroupCommit } from './group-commit.js';
import type { SqlFile, Statement } from './open.js';
import { readCount } from './read-count.js';
import { toCustomer, toTexts } from './rows.js';
import { MET_INDEX } from './schema.js';

/** A run that an older version began has ids with the mark, which are compared without it now. */
const SQL_MARKS = `'${TEXT_MARKS.replaceAll("'", "''")}'`;

export class SqlDirectory implements DirectoryStore {
  readonly #file: SqlFile;
  readonly #commits: GroupCommit;
  readonly #markListed: Statement;
  readonly #put: Statement;
  readonly #listed: Statement;
  readonly #byUid: Statement;
  readonly #byExternalId: Statement;
  readonly #byEmail: Statement;
  readonly #knownAt: Statement;
  #metSince: Statement | undefined;
  /** Read on first use: above every mark that an earlier session returned. */
  #mark: number | undefined;
  /** Records noted and not committed yet: a read must see them. */
  #unwritten = 0;
  /** Nothing was ever put: no look-up is needed, which in a first import holds for every row. */
  #isEmpty: boolean;

  constructor(file: SqlFile, commits: GroupCommit) {
    this.#file = file;
    this.#commits = commits;
    this.#markListed = file.prepare('UPDATE directory SET listed = 1 WHERE uid = ?');
    this.#put = file.prepare(
      `INSERT INTO directory (uid, external_id, email_key, deleted, listed, record, met) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (uid) DO UPDATE SET external_id = excluded.external_id, email_key = excluded.email_key,
         deleted = excluded.deleted, listed = max(listed, excluded.listed), record = excluded.record
       WHERE external_id IS NULL OR excluded.external_id IS NULL
         OR excluded.external_id IN (external_id, ltrim(external_id, ${SQL_MARKS}))`,
    );
    this.#listed = file.prepare('SELECT 1 FROM directory WHERE uid = ? AND listed = 1');
    // One row with all records, so that the lighter `get` can be used.
    const find = (column: string) =>
      file.prepare(
        `SELECT json_group_array(record) AS records FROM directory WHERE ${column} = ? AND deleted = 0`,
      );
    this.#byUid = find('uid');
    this.#byExternalId = find('external_id');
    this.#byEmail = find('email_key');
    this.#knownAt = file.prepare('SELECT met FROM directory WHERE uid = ? AND met <= ?');
    this.#isEmpty = this.count() === 0;
  }

  /** Throws `list_contradicts` if a uid comes with another externalId than before: it never changes. */
  put(records: readonly RemoteCustomer[], listed: boolean): void {
    const mark = this.#raiseMark();
    this.#commits.transact(() => {
      for (const record of records) if (!this.#putOne(record, listed, mark)) throw toContradiction();
    });
  }

  note(record: RemoteCustomer): void {
    const mark = this.#raiseMark();
    this.#unwritten += 1;
    const write = (): void => {
      this.#unwritten -= 1;
      this.#putOne(record, false, mark);
    };
    // The move that follows reports its failure.
    this.#commits.write(write).catch(() => undefined);
  }

  markListed(uids: readonly string[]): void {
    this.#commits.transact(() => {
      for (const uid of uids) this.#markListed.run([toUidKey(uid)]);
    });
  }

  /** False, without writing, if the customer is known with another externalId. */
  #putOne(record: RemoteCustomer, listed: boolean, mark: number): boolean {
    const { uid, externalId, email } = toRowKeys(record);
    const parameters = [uid ?? '', externalId ?? null, email ?? null, record.deletedAt === null ? 0 : 1];
    this.#isEmpty = false;
    return this.#put.run([...parameters, listed ? 1 : 0, JSON.stringify(record), mark]).changes > 0;
  }

  countListed(uids: readonly string[]): number {
    return uids.filter((uid) => this.#listed.get([toUidKey(uid)]) !== undefined).length;
  }

  find(keys: RowKeys): DirectoryHits {
    this.#flush();
    const read = (statement: Statement, key: string): RemoteCustomer[] =>
      this.#isEmpty ? [] : toRecords(statement, key);
    return {
      ...(keys.uid === undefined ? {} : { uid: read(this.#byUid, keys.uid) }),
      ...(keys.externalId === undefined ? {} : { externalId: read(this.#byExternalId, keys.externalId) }),
      ...(keys.email === undefined ? {} : { email: read(this.#byEmail, keys.email) }),
    };
  }

  get(uid: string): RemoteCustomer | undefined {
    this.#flush();
    return toRecords(this.#byUid, toUidKey(uid))[0];
  }

  /** Moves of rows collect into larger groups unless something forces them onto the disk. */
  #flush(): void {
    if (this.#unwritten > 0) this.#commits.flush();
  }

  mark(): number {
    return (this.#mark ??= this.#readMark());
  }

  #raiseMark(): number {
    this.#mark = this.mark() + 1;
    return this.#mark;
  }

  #readMark(): number {
    const sql = `SELECT max(coalesce((SELECT max(met) FROM directory), 0),
                            coalesce((SELECT max(create_mark) FROM rows), 0)) AS mark`;
    return this.#file.prepare(sql).get<{ mark: number }>([])?.mark ?? 0;
  }

  wasKnown(uid: string, mark: number): boolean {
    if (this.#isEmpty && this.#unwritten === 0) return false;
    this.#flush();
    return this.#knownAt.get([toUidKey(uid), mark]) !== undefined;
  }

  findMetSince(mark: number, limit: number): RemoteCustomer[] {
    this.#flush();
    this.#metSince ??= this.#prepareMetSince();
    return this.#metSince.all<{ record: string }>([mark, limit]).map(({ record }) => toCustomer(record));
  }

  #prepareMetSince(): Statement {
    this.#file.exec(MET_INDEX);
    return this.#file.prepare('SELECT record FROM directory WHERE met > ? AND deleted = 0 LIMIT ?');
  }

  count(): number {
    return readCount(this.#file, 'SELECT count(*) AS count FROM directory');
  }
}

function toContradiction(): BulkError {
  return new BulkError(
    'list_contradicts',
    'The list of customers gives one uid with two externalIds, so it is unknown which customer has it.',
  );
}

function toRecords(statement: Statement, key: string): RemoteCustomer[] {
  const records = toTexts(statement.get<{ records: string }>([key])?.records ?? '[]');
  return records.map((record) => toCustomer(record));
}
