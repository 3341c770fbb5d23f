import type { Address } from './records.js';

/** The addresses of one organisation and mode, in creation order. Nothing about them is unique, as with the vendor. */
export class AddressBook {
  readonly all: Address[] = [];
  readonly #byUid = new Map<string, Address>();
  readonly #byCustomer = new Map<string, Address[]>();
  readonly #byAccount = new Map<string, Address[]>();
  readonly #bySubAccount = new Map<string, Address[]>();
  readonly #lastIndex = new Map<string, number>();

  add(address: Address): void {
    this.all.push(address);
    this.#byUid.set(address.uid, address);
    append(this.#byAccount, address.accountId, address);
    if (address.customerId !== null) append(this.#byCustomer, address.customerId, address);
    if (address.subAccountId !== null) append(this.#bySubAccount, address.subAccountId, address);
    const chain = toChainKey(address);
    this.#lastIndex.set(chain, Math.max(address.derivationIndex, this.#lastIndex.get(chain) ?? -1));
  }

  findByUid(uid: string): Address | undefined {
    return this.#byUid.get(uid);
  }

  /** The shortest list that holds every address of these owners. */
  candidates(owner: { customerId?: string; accountId?: string; subAccountId?: string }): readonly Address[] {
    const lists: readonly Address[][] = [
      ...(owner.customerId === undefined ? [] : [this.#byCustomer.get(owner.customerId) ?? []]),
      ...(owner.subAccountId === undefined ? [] : [this.#bySubAccount.get(owner.subAccountId) ?? []]),
      ...(owner.accountId === undefined ? [] : [this.#byAccount.get(owner.accountId) ?? []]),
    ];
    return lists.reduce<readonly Address[]>(
      (best, list) => (list.length < best.length ? list : best),
      this.all,
    );
  }

  /** One above the highest index in use on this chain. */
  nextIndex(chain: Pick<Address, 'asset' | 'accountId' | 'subAccountId' | 'isChangeAddress'>): number {
    return (this.#lastIndex.get(toChainKey(chain)) ?? -1) + 1;
  }
}

function toChainKey(
  chain: Pick<Address, 'asset' | 'accountId' | 'subAccountId' | 'isChangeAddress'>,
): string {
  return `${chain.asset}/${chain.accountId}/${chain.subAccountId ?? ''}/${chain.isChangeAddress}`;
}

function append(index: Map<string, Address[]>, key: string, address: Address): void {
  const list = index.get(key);
  if (list === undefined) index.set(key, [address]);
  else list.push(address);
}
