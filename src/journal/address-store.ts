/** The addresses of sub-accounts, kept in the journal's file as far as they have been listed. */
import type { RemoteAddress } from '../core/api-port.js';
import type { AddressStore } from '../core/journal-port.js';
import { toUidKey } from '../core/match-key.js';
import type { GroupCommit } from './group-commit.js';
import type { SqlFile, Statement } from './open.js';

export class SqlAddresses implements AddressStore {
  readonly #commits: GroupCommit;
  readonly #has: Statement;
  readonly #put: Statement;
  readonly #byCustomer: Statement;
  readonly #byLabel: Statement;
  readonly #all: Statement;
  readonly #nameless: Statement;

  constructor(file: SqlFile, commits: GroupCommit) {
    this.#commits = commits;
    this.#has = file.prepare('SELECT 1 FROM sub_account_addresses WHERE sub_account = ? AND uid = ?');
    this.#put = file.prepare(
      `INSERT OR REPLACE INTO sub_account_addresses (sub_account, uid, customer_id, label, record)
       VALUES (?, ?, ?, ?, ?)`,
    );
    const find = (column: string): Statement =>
      file.prepare(`SELECT record FROM sub_account_addresses WHERE sub_account = ? AND ${column} = ?`);
    this.#byCustomer = find('customer_id');
    this.#byLabel = find('label');
    this.#all = file.prepare('SELECT record FROM sub_account_addresses WHERE sub_account = ? LIMIT ?');
    this.#nameless = file.prepare(
      `SELECT 1 FROM sub_account_addresses
       WHERE sub_account = ? AND customer_id IS NULL AND (label IS NULL OR label = '') LIMIT 1`,
    );
  }

  put(subAccountId: string, addresses: readonly RemoteAddress[]): number {
    return this.#commits.transact(() => {
      let added = 0;
      for (const address of addresses) {
        const { uid, customerId, label } = address;
        if (this.#has.get([subAccountId, uid]) === undefined) added += 1;
        const owner = customerId === null ? null : toUidKey(customerId);
        this.#put.run([subAccountId, uid, owner, label, JSON.stringify(address)]);
      }
      return added;
    });
  }

  find(subAccountId: string, customerId: string, labels: readonly string[]): RemoteAddress[] {
    const read = (statement: Statement, key: string): RemoteAddress[] =>
      statement
        .all<{ record: string }>([subAccountId, key])
        .map(({ record }) => JSON.parse(record) as RemoteAddress);
    const found = [
      ...read(this.#byCustomer, toUidKey(customerId)),
      ...labels.flatMap((label) => read(this.#byLabel, label)),
    ];
    const distinct = new Map(found.map((address) => [address.uid, address]));
    return toOldestFirst([...distinct.values()]);
  }

  findAll(subAccountId: string, limit: number): RemoteAddress[] {
    const records = this.#all.all<{ record: string }>([subAccountId, limit]);
    return toOldestFirst(records.map(({ record }) => JSON.parse(record) as RemoteAddress));
  }

  hasNameless(subAccountId: string): boolean {
    return this.#nameless.get([subAccountId]) !== undefined;
  }
}

function toOldestFirst(addresses: readonly RemoteAddress[]): RemoteAddress[] {
  return [...addresses].sort((a, b) => compareTimes(a.createdAt, b.createdAt));
}

/** Oldest first; what has no time comes last. */
function compareTimes(a: string | null, b: string | null): number {
  const [one, other] = [a, b].map((time) => Date.parse(time ?? ''));
  return (one || Infinity) === (other || Infinity) ? 0 : (one || Infinity) - (other || Infinity);
}
