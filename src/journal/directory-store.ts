/** The remote customers, kept in the journal's file. */
import type { RemoteCustomer } from '../core/customer.js';
import type { DirectoryHits, DirectoryStore } from '../core/journal-port.js';
import { toRowKeys, toUidKey } from '../core/match-key.js';
import type { RowKeys } from '../core/types.js';
import type { SqlFile, Statement } from './open.js';

export class SqlDirectory implements DirectoryStore {
  readonly #file: SqlFile;
  readonly #put: Statement;
  readonly #listed: Statement;
  readonly #byUid: Statement;
  readonly #byExternalId: Statement;
  readonly #byEmail: Statement;

  constructor(file: SqlFile) {
    this.#file = file;
    this.#put = file.prepare(
      `INSERT INTO directory (uid, external_id, email_key, deleted, listed, record) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (uid) DO UPDATE SET external_id = excluded.external_id, email_key = excluded.email_key,
         deleted = excluded.deleted, listed = max(listed, excluded.listed), record = excluded.record`,
    );
    this.#listed = file.prepare('SELECT 1 FROM directory WHERE uid = ? AND listed = 1');
    // One row with all records, so that the lighter `get` serves.
    const find = (column: string) =>
      file.prepare(
        `SELECT json_group_array(record) AS records FROM directory WHERE ${column} = ? AND deleted = 0`,
      );
    this.#byUid = find('uid');
    this.#byExternalId = find('external_id');
    this.#byEmail = find('email_key');
  }

  put(records: readonly RemoteCustomer[], listed: boolean): void {
    this.#file.transact(() => {
      for (const record of records) {
        const { uid, externalId, email } = toRowKeys(record);
        const parameters = [uid ?? '', externalId ?? null, email ?? null, record.deletedAt === null ? 0 : 1];
        this.#put.run([...parameters, listed ? 1 : 0, JSON.stringify(record)]);
      }
    });
  }

  countListed(uids: readonly string[]): number {
    return uids.filter((uid) => this.#listed.get([toUidKey(uid)]) !== undefined).length;
  }

  find(keys: RowKeys): DirectoryHits {
    return {
      ...(keys.uid === undefined ? {} : { uid: toRecords(this.#byUid, keys.uid) }),
      ...(keys.externalId === undefined
        ? {}
        : { externalId: toRecords(this.#byExternalId, keys.externalId) }),
      ...(keys.email === undefined ? {} : { email: toRecords(this.#byEmail, keys.email) }),
    };
  }

  get(uid: string): RemoteCustomer | undefined {
    return toRecords(this.#byUid, toUidKey(uid))[0];
  }

  count(): number {
    return (
      this.#file.prepare('SELECT count(*) AS count FROM directory').all<{ count: number }>([])[0]?.count ?? 0
    );
  }
}

function toRecords(statement: Statement, key: string): RemoteCustomer[] {
  const records = JSON.parse(statement.get<{ records: string }>([key])?.records ?? '[]') as string[];
  return records.map((record) => JSON.parse(record) as RemoteCustomer);
}
