import type { Customer } from './records.js';

/**
 * The customers of one organisation and mode, in creation order.
 *
 * A deleted customer stays in the list and can be read by uid, but releases its externalId and email: the same person can be
 * imported again. The vendor says nothing about this; keeping them taken would make a deletion final.
 */
export class CustomerBook {
  readonly all: Customer[] = [];
  readonly #byUid = new Map<string, Customer>();
  readonly #byExternalId = new Map<string, Customer>();
  readonly #byEmail = new Map<string, Customer[]>();

  add(customer: Customer): void {
    this.all.push(customer);
    this.#byUid.set(customer.uid, customer);
    if (customer.deletedAt !== null) return;
    this.#byExternalId.set(customer.externalId, customer);
    this.#holdEmail(customer);
  }

  /** Changes a live customer in place and updates the indexes. */
  change(
    customer: Customer,
    changes: Partial<Omit<Customer, 'id' | 'uid' | 'externalId' | 'createdAt'>>,
  ): void {
    this.#releaseEmail(customer);
    Object.assign(customer, changes);
    if (customer.deletedAt === null) this.#holdEmail(customer);
    else this.#byExternalId.delete(customer.externalId);
  }

  /** Includes deleted ones. */
  findByUid(uid: string): Customer | undefined {
    return this.#byUid.get(uid);
  }

  findLive(uid: string): Customer | undefined {
    const customer = this.#byUid.get(uid);
    return customer?.deletedAt === null ? customer : undefined;
  }

  /** The live customer with this externalId. */
  findByExternalId(externalId: string): Customer | undefined {
    return this.#byExternalId.get(externalId);
  }

  /** The first live customer with this email, in any case. */
  findByEmail(email: string): Customer | undefined {
    return this.#byEmail.get(email.toLowerCase())?.[0];
  }

  #holdEmail(customer: Customer): void {
    if (customer.email === null || customer.email === '') return;
    const key = customer.email.toLowerCase();
    const holders = this.#byEmail.get(key);
    if (holders === undefined) this.#byEmail.set(key, [customer]);
    else holders.push(customer);
  }

  #releaseEmail(customer: Customer): void {
    if (customer.email === null || customer.email === '') return;
    const key = customer.email.toLowerCase();
    const others = this.#byEmail.get(key)?.filter((holder) => holder !== customer) ?? [];
    if (others.length === 0) this.#byEmail.delete(key);
    else this.#byEmail.set(key, others);
  }
}
