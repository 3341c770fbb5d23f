/** The addresses of a wallet or sub-account: listed once, onto disk, and later only the new ones. */
import type { Api, PageQuery, RemoteAddress } from '../core/api-port.js';
import type { AddressStore } from '../core/journal-port.js';
import { SharedLook } from '../core/shared-look.js';
import type { Place } from './place.js';

/** Records per page; the client asks for fewer if the server refuses it. */
const PER_PAGE = 100;

/** The result of updating a list. */
export type PlaceLook =
  | { readonly kind: 'ok' }
  | {
      readonly kind: 'unavailable';
      readonly message: string;
      readonly stopped: boolean;
      /** This server does not offer such a list. */
      readonly isRefused: boolean;
    };

interface PlaceList {
  /** The list has been read to its end once. */
  isComplete: boolean;
  /** The server lists the newest first; undefined: not known yet. */
  isNewestFirst: boolean | undefined;
  readonly look: SharedLook<PlaceLook>;
}

/** The most customers to query before the question whether owners are kept is left open. */
const MAX_ASKED = 3;

type ListApi = Pick<Api, 'listSubAccountAddresses' | 'listAddresses'>;

export class PlaceAddresses {
  readonly #store: AddressStore;
  readonly #api: ListApi;
  readonly #lists = new Map<string, PlaceList>();
  readonly #owners = new Map<string, SharedLook<'shown' | 'hidden' | 'empty' | undefined>>();

  constructor(store: AddressStore, api: ListApi) {
    this.#store = store;
    this.#api = api;
  }

  /** The addresses of a customer, and those with one of these labels, as far as listed; oldest first. */
  find(place: Place, customerId: string, labels: readonly string[]): readonly RemoteAddress[] {
    return this.#store.find(place.key, customerId, labels);
  }

  /** The first addresses of a sub-account that belongs to one customer. */
  findAll(place: Place): readonly RemoteAddress[] {
    return this.#store.findAll(place.key, PER_PAGE);
  }

  /** Whether there is an address without an owner that may be anybody's: its label is no other customer's key. */
  hasUnclaimed(place: Place): boolean {
    return this.#store.hasUnclaimed(place.key);
  }

  /**
   * Whether the server kept the owners of existing addresses, although its lists omit them: filtered by a customer whose
   * externalId is an address's label, the list returns that address. Undefined: no address shows it. Read the list first.
   */
  async keptOwners(place: Place): Promise<boolean | undefined> {
    for (const { uid, customerId } of this.#store.findLabelled(place.key, MAX_ASKED)) {
      const query = { customerId, page: 1, perPage: PER_PAGE, orderBy: 'asc' } as const;
      const result = await this.#api.listAddresses(query);
      if (result.kind === 'ok') return result.value.records.some((address) => address.uid === uid);
    }
    return undefined;
  }

  /** Whether an address of the place has neither owner nor label. */
  hasNameless(place: Place): boolean {
    return this.#store.hasNameless(place.key);
  }

  /** Whether a listed address of the place does not name its owner. */
  hasOwnerless(place: Place): boolean {
    return this.#store.hasOwnerless(place.key);
  }

  /** Whether the newest addresses of the place all name their owners; undefined: unknown. Reads one page. */
  readOwners(place: Place): Promise<'shown' | 'hidden' | 'empty' | undefined> {
    const known = this.#owners.get(place.key);
    const look = known ?? new SharedLook(() => this.#readOwners(place));
    this.#owners.set(place.key, look);
    return look.look();
  }

  async #readOwners(place: Place): Promise<'shown' | 'hidden' | 'empty' | undefined> {
    const page = await this.#readPage(place, { page: 1, perPage: PER_PAGE, orderBy: 'desc' });
    if (page.kind !== 'ok') return undefined;
    if (page.value.records.length === 0) return 'empty';
    return page.value.records.every(({ customerId }) => customerId !== null) ? 'shown' : 'hidden';
  }

  /** Updates the list to the moment of this call. */
  catchUp(place: Place): Promise<PlaceLook> {
    const known = this.#lists.get(place.key);
    if (known !== undefined) return known.look.look();
    const list: PlaceList = {
      isComplete: false,
      isNewestFirst: undefined,
      look: new SharedLook<PlaceLook>(() => this.#read(place, list)),
    };
    this.#lists.set(place.key, list);
    return list.look.look();
  }

  /** Reads from the newest back to a page that is known; to the end if the server does not list the newest first. */
  async #read(place: Place, list: PlaceList): Promise<PlaceLook> {
    for (let page = 1; ; page += 1) {
      const result = await this.#readPage(place, { page, perPage: PER_PAGE, orderBy: 'desc' });
      if (result.kind !== 'ok') {
        const stopped = result.kind === 'unavailable' && result.stopped;
        const isRefused = result.kind !== 'unavailable';
        return { kind: 'unavailable', message: result.message, stopped, isRefused };
      }
      const { records, totalPages } = result.value;
      list.isNewestFirst = isNewestFirst(records) ?? list.isNewestFirst;
      const added = this.#store.put(place.key, records);
      const isKnown = list.isComplete && list.isNewestFirst === true && added === 0;
      if (isKnown || page >= totalPages) break;
    }
    list.isComplete = true;
    return { kind: 'ok' };
  }

  /** The list of the sub-account itself; if the server has none, and for a wallet, the list of all with a filter. */
  async #readPage({ accountId, subAccountId }: Place, query: PageQuery) {
    if (subAccountId === undefined) return this.#api.listAddresses({ ...query, accountId });
    const own = await this.#api.listSubAccountAddresses(accountId, subAccountId, query);
    if (own.kind === 'ok' || own.kind === 'unavailable') return own;
    const filtered = await this.#api.listAddresses({ ...query, accountId, subAccountId });
    if (filtered.kind !== 'ok') return own;
    const isKept = filtered.value.records.every((address) => address.subAccountId === subAccountId);
    return isKept ? filtered : own;
  }
}

/** By `createdAt`; undefined if fewer than two differ. */
function isNewestFirst(records: readonly RemoteAddress[]): boolean | undefined {
  const times = records
    .map(({ createdAt }) => Date.parse(createdAt ?? ''))
    .filter((time) => !Number.isNaN(time));
  const [first, last] = [times[0], times[times.length - 1]];
  return first === undefined || last === undefined || first === last ? undefined : first > last;
}
