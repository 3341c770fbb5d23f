/** The addresses of sub-accounts: listed once, onto disk, and then only what is new. */
import type { Api, PageQuery, RemoteAddress } from '../core/api-port.js';
import type { AddressStore } from '../core/journal-port.js';
import { SharedLook } from '../core/shared-look.js';

/** Records to a page; the client asks for fewer where the server refuses it. */
const PER_PAGE = 100;

/** What came of bringing a sub-account's list up to now. `isRefused`: this server does not give such a list. */
export type ListLook =
  | { readonly kind: 'ok' }
  | {
      readonly kind: 'unavailable';
      readonly message: string;
      readonly stopped: boolean;
      readonly isRefused: boolean;
    };

interface SubAccountList {
  /** The list was read to its end once. */
  isComplete: boolean;
  /** The server gives the newest first; undefined: not seen yet. */
  isNewestFirst: boolean | undefined;
}

export class SubAccountAddresses {
  readonly #store: AddressStore;
  readonly #api: Pick<Api, 'listSubAccountAddresses' | 'listAddresses'>;
  readonly #looks = new Map<string, SharedLook<ListLook>>();

  constructor(store: AddressStore, api: Pick<Api, 'listSubAccountAddresses' | 'listAddresses'>) {
    this.#store = store;
    this.#api = api;
  }

  /** The addresses of a customer, and those with one of these labels, as far as they are listed; oldest first. */
  find(subAccountId: string, customerId: string, labels: readonly string[]): readonly RemoteAddress[] {
    return this.#store.find(subAccountId, customerId, labels);
  }

  /** The first addresses of a sub-account that is one customer's own. */
  findAll(subAccountId: string): readonly RemoteAddress[] {
    return this.#store.findAll(subAccountId, PER_PAGE);
  }

  /** Whether an address of the sub-account says neither whose it is nor what it is called. */
  hasNameless(subAccountId: string): boolean {
    return this.#store.hasNameless(subAccountId);
  }

  /** Brings the list up to the moment of this call. */
  catchUp(accountId: string, subAccountId: string): Promise<ListLook> {
    const key = `${accountId} ${subAccountId}`;
    const known = this.#looks.get(key);
    if (known !== undefined) return known.look();
    const list: SubAccountList = { isComplete: false, isNewestFirst: undefined };
    const look = new SharedLook<ListLook>(() => this.#read(accountId, subAccountId, list));
    this.#looks.set(key, look);
    return look.look();
  }

  /** Reads from the newest back to a page that is known; to the end where the server does not give the newest first. */
  async #read(accountId: string, subAccountId: string, list: SubAccountList): Promise<ListLook> {
    for (let page = 1; ; page += 1) {
      const query = { page, perPage: PER_PAGE, orderBy: 'desc' } as const;
      const result = await this.#readPage(accountId, subAccountId, query);
      if (result.kind !== 'ok') {
        const stopped = result.kind === 'unavailable' && result.stopped;
        return {
          kind: 'unavailable',
          message: result.message,
          stopped,
          isRefused: result.kind !== 'unavailable',
        };
      }
      const { records, totalPages } = result.value;
      list.isNewestFirst = isNewestFirst(records) ?? list.isNewestFirst;
      const added = this.#store.put(subAccountId, records);
      const isKnown = list.isComplete && list.isNewestFirst === true && added === 0;
      if (isKnown || page >= totalPages) break;
    }
    list.isComplete = true;
    return { kind: 'ok' };
  }

  /** The list of the sub-account itself; where a server has none, the list of all addresses with a filter. */
  async #readPage(accountId: string, subAccountId: string, query: PageQuery) {
    const own = await this.#api.listSubAccountAddresses(accountId, subAccountId, query);
    if (own.kind === 'ok' || own.kind === 'unavailable') return own;
    const filtered = await this.#api.listAddresses({ ...query, accountId, subAccountId });
    if (filtered.kind !== 'ok') return own;
    const isKept = filtered.value.records.every((address) => address.subAccountId === subAccountId);
    return isKept ? filtered : own;
  }
}

/** By `createdAt`; undefined where fewer than two differ. */
function isNewestFirst(records: readonly RemoteAddress[]): boolean | undefined {
  const times = records
    .map(({ createdAt }) => Date.parse(createdAt ?? ''))
    .filter((time) => !Number.isNaN(time));
  const [first, last] = [times[0], times[times.length - 1]];
  return first === undefined || last === undefined || first === last ? undefined : first > last;
}
