import { AddressBook } from './address-book.js';
import { CustomerBook } from './customer-book.js';
import type { Saved } from './records.js';
import { SubAccountBook } from './sub-account-book.js';

/** Everything one organisation has in one mode. Nothing is shared between modes, as with the vendor. */
export interface Tenant {
  key: string;
  customers: CustomerBook;
  addresses: AddressBook;
  subAccounts: SubAccountBook;
}

/** The destination of changes that must outlive the process. */
export interface Saver {
  save(change: Saved): void;
}

/** All state of the server, in memory; each change is also passed to a saver, if there is one. */
export class Store {
  readonly #tenants = new Map<string, Tenant>();
  readonly #saver: Saver | undefined;
  #lastId = 0;
  #lastMs = 0;
  #isoMs = 0;
  #iso = '';

  constructor(saver?: Saver) {
    this.#saver = saver;
  }

  tenant(key: string): Tenant {
    const known = this.#tenants.get(key);
    if (known !== undefined) return known;
    const tenant: Tenant = {
      key,
      customers: new CustomerBook(),
      addresses: new AddressBook(),
      subAccounts: new SubAccountBook(),
    };
    this.#tenants.set(key, tenant);
    return tenant;
  }

  tenants(): Iterable<Tenant> {
    return this.#tenants.values();
  }

  /** Strictly increasing over all kinds of records, so that it gives the order of creation. */
  nextId(): number {
    return ++this.#lastId;
  }

  /**
   * The time for `createdAt`: the clock plus this many milliseconds. With the same `skewMs` it never goes back, even if the
   * clock does; it can repeat, because a millisecond may contain several creates, and a time ahead of the clock would look
   * like a later run.
   */
  now(skewMs: number): string {
    this.#lastMs = Math.max(this.#lastMs, Date.now());
    const ms = this.#lastMs + skewMs;
    if (ms !== this.#isoMs) {
      this.#isoMs = ms;
      this.#iso = new Date(ms).toISOString();
    }
    return this.#iso;
  }

  /** Adds a new record to its book and saves it. */
  add(change: Saved): void {
    this.restore(change);
    this.#saver?.save(change);
  }

  /** Saves a record that was changed in place. */
  changed(change: Saved): void {
    this.#saver?.save(change);
  }

  /** Adds a record that is already saved. */
  restore(change: Saved): void {
    const tenant = this.tenant(change.tenant);
    this.#lastId = Math.max(this.#lastId, change.record.id);
    if (change.kind === 'customer') tenant.customers.add(change.record);
    else if (change.kind === 'address') tenant.addresses.add(change.record);
    else tenant.subAccounts.add(change.record);
  }
}
