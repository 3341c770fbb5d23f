/** The addresses of wallets and sub-accounts, stored in the journal's file as far as they have been listed. */
import type { RemoteAddress } from '../core/api-port.js';
import type { AddressStore } from '../core/journal-port.js';
import { toUidKey } from '../core/match-key.js';
import type { GroupCommit } from './group-commit.js';
import type { SqlFile, Statement } from './open.js';
import { toAddress } from './rows.js';

export class SqlAddresses implements AddressStore {
  readonly #commits: GroupCommit;
  readonly #has: Statement;
  readonly #put: Statement;
  readonly #byCustomer: Statement;
  readonly #byLabel: Statement;
  readonly #all: Statement;
  readonly #nameless: Statement;
  readonly #ownerless: Statement;
  readonly #unclaimed: Statement;
  readonly #labelled: Statement;
  /** Places without an unclaimed address, until one is added. */
  readonly #claimed = new Set<string>();

  constructor(file: SqlFile, commits: GroupCommit) {
    this.#commits = commits;
    this.#has = file.prepare('SELECT 1 FROM place_addresses WHERE place = ? AND uid = ?');
    this.#put = file.prepare(
      `INSERT OR REPLACE INTO place_addresses (place, uid, customer_id, label, address, record)
       VALUES (?, ?, ?, ?, ?, ?)`,
    );
    const find = (column: string): Statement =>
      file.prepare(`SELECT record FROM place_addresses WHERE place = ? AND ${column} = ?`);
    this.#byCustomer = find('customer_id');
    this.#byLabel = find('label');
    this.#all = file.prepare('SELECT record FROM place_addresses WHERE place = ? LIMIT ?');
    this.#ownerless = file.prepare(
      'SELECT 1 FROM place_addresses WHERE place = ? AND customer_id IS NULL LIMIT 1',
    );
    this.#unclaimed = file.prepare(
      `SELECT 1 FROM place_addresses a WHERE place = ? AND customer_id IS NULL
         AND NOT EXISTS (SELECT 1 FROM directory WHERE external_id = a.label)
         AND NOT EXISTS (SELECT 1 FROM directory WHERE email_key = lower(a.label))
         AND NOT EXISTS (SELECT 1 FROM directory WHERE uid = lower(a.label))
         AND NOT EXISTS (SELECT 1 FROM rows WHERE key_external_id = a.label AND uid <> '')
         AND NOT EXISTS (SELECT 1 FROM rows WHERE key_email = lower(a.label) AND uid <> '')
         AND NOT EXISTS (SELECT 1 FROM rows WHERE address = a.address AND address <> '') LIMIT 1`,
    );
    this.#labelled = file.prepare(
      `SELECT a.uid, d.uid AS customerId FROM place_addresses a JOIN directory d ON d.external_id = a.label
       WHERE a.place = ? AND a.customer_id IS NULL AND d.deleted = 0 LIMIT ?`,
    );
    this.#nameless = file.prepare(
      `SELECT 1 FROM place_addresses
       WHERE place = ? AND customer_id IS NULL AND (label IS NULL OR label = '') LIMIT 1`,
    );
  }

  put(place: string, addresses: readonly RemoteAddress[]): number {
    return this.#commits.transact(() => {
      let added = 0;
      for (const address of addresses) {
        const { uid, customerId, label } = address;
        if (this.#has.get([place, uid]) === undefined) added += 1;
        const owner = customerId === null ? null : toUidKey(customerId);
        this.#put.run([place, uid, owner, label, address.address, JSON.stringify(address)]);
      }
      if (added > 0) this.#claimed.delete(place);
      return added;
    });
  }

  find(place: string, customerId: string, labels: readonly string[]): RemoteAddress[] {
    const read = (statement: Statement, key: string): RemoteAddress[] =>
      statement.all<{ record: string }>([place, key]).map(({ record }) => toAddress(record));
    const found = [
      ...read(this.#byCustomer, toUidKey(customerId)),
      ...labels.flatMap((label) => read(this.#byLabel, label)),
    ];
    const distinct = new Map(found.map((address) => [address.uid, address]));
    return toOldestFirst([...distinct.values()]);
  }

  findAll(place: string, limit: number): RemoteAddress[] {
    const records = this.#all.all<{ record: string }>([place, limit]);
    return toOldestFirst(records.map(({ record }) => toAddress(record)));
  }

  hasOwnerless(place: string): boolean {
    return this.#ownerless.get([place]) !== undefined;
  }

  hasUnclaimed(place: string): boolean {
    if (this.#claimed.has(place)) return false;
    this.#commits.flush();
    const isUnclaimed = this.#unclaimed.get([place]) !== undefined;
    if (!isUnclaimed) this.#claimed.add(place);
    return isUnclaimed;
  }

  findLabelled(place: string, limit: number): { uid: string; customerId: string }[] {
    return this.#labelled.all([place, limit]);
  }

  hasNameless(place: string): boolean {
    return this.#nameless.get([place]) !== undefined;
  }
}

function toOldestFirst(addresses: readonly RemoteAddress[]): RemoteAddress[] {
  return [...addresses].sort((a, b) => compareTimes(a.createdAt, b.createdAt));
}

/** Oldest first; records without a time come last. */
function compareTimes(a: string | null, b: string | null): number {
  const [one, other] = [a, b].map((time) => Date.parse(time ?? ''));
  return (one || Infinity) === (other || Infinity) ? 0 : (one || Infinity) - (other || Infinity);
}
