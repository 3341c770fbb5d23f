/**
 * The remote customers as far as this run knows them. The API has no look-up by email or externalId, so the whole list is
 * read once, by pages, onto disk; afterwards only what is new is read.
 */
import type { Api, Page, ReadResult } from '../core/api-port.js';
import type { RemoteCustomer } from '../core/customer.js';
import type { DirectoryHits, DirectoryStore } from '../core/journal-port.js';
import type { RowKeys } from '../core/types.js';

/** Largest first; the vendor publishes no maximum, so a refusal leads to the next. 10 is the documented default. */
const PAGE_SIZES = [100, 50, 10] as const;

/** What came of looking at the newest customers. */
export type CatchUp =
  | { readonly kind: 'ok' }
  | { readonly kind: 'unavailable'; readonly message: string; readonly stopped: boolean };

export class Directory {
  readonly #store: DirectoryStore;
  readonly #api: Pick<Api, 'listCustomers'>;
  /** Index into PAGE_SIZES. */
  #pageSize = 0;
  #running: Promise<CatchUp> | undefined;
  #next: Promise<CatchUp> | undefined;

  constructor(store: DirectoryStore, api: Pick<Api, 'listCustomers'>) {
    this.#store = store;
    this.#api = api;
  }

  /** Reads the whole list, given as batches of records; repeats replace themselves. Returns how many there are. */
  async fill(
    batches: AsyncIterable<readonly RemoteCustomer[]>,
    onRecords: (count: number) => void,
  ): Promise<number> {
    let seen = 0;
    for await (const records of batches) {
      this.#store.put(records, true);
      seen += records.length;
      onRecords(seen);
    }
    return this.#store.count();
  }

  find(keys: RowKeys): DirectoryHits {
    return this.#store.find(keys);
  }

  get(uid: string): RemoteCustomer | undefined {
    return this.#store.get(uid);
  }

  /** Remembers what one of our own requests made. */
  note(record: RemoteCustomer): void {
    this.#store.note(record);
  }

  /**
   * Brings the directory up to the moment of this call. Calls that come while a look is under way share the next one: the
   * one under way may have passed the place where their customer would have stood.
   */
  catchUp(): Promise<CatchUp> {
    if (this.#running === undefined) return this.#start(false);
    this.#next ??= this.#running
      .catch(() => undefined)
      .then(() => {
        this.#next = undefined;
        return this.#start(false);
      });
    return this.#next;
  }

  /** Reads the whole list anew: the last resort where the server seems not to list the newest first. */
  readWhole(): Promise<CatchUp> {
    return this.#start(true);
  }

  #start(isWhole: boolean): Promise<CatchUp> {
    const look = this.#readNewest(isWhole).finally(() => {
      if (this.#running === look) this.#running = undefined;
    });
    this.#running = look;
    return look;
  }

  /**
   * Reads from the newest back to a page on which every record has been listed before: all older ones have been too.
   * Records count as listed only when the look is complete, since a look that was cut short leaves a gap below it.
   * Customers made meanwhile push records to later pages, which repeats some and hides none.
   */
  async #readNewest(isWhole: boolean): Promise<CatchUp> {
    const found: string[] = [];
    for (let page = 1; ; page += 1) {
      const result = await this.#readPage(page);
      if (result.kind !== 'ok') return toUnavailable(result);
      const { records, totalPages } = result.value;
      const uids = records.map(({ uid }) => uid);
      const isKnown = records.length > 0 && this.#store.countListed(uids) === uids.length;
      this.#store.put(records, false);
      found.push(...uids);
      if ((isKnown && !isWhole) || page >= totalPages) break;
    }
    this.#store.markListed(found);
    return { kind: 'ok' };
  }

  async #readPage(page: number): Promise<ReadResult<Page<RemoteCustomer>>> {
    for (;;) {
      const perPage = PAGE_SIZES[this.#pageSize] ?? 10;
      const result = await this.#api.listCustomers({ page, perPage, orderBy: 'desc' });
      const mayBeTooLarge =
        result.kind === 'rejected' && page === 1 && this.#pageSize < PAGE_SIZES.length - 1;
      if (!mayBeTooLarge) return result;
      this.#pageSize += 1;
    }
  }
}

function toUnavailable(result: Exclude<ReadResult<Page<RemoteCustomer>>, { kind: 'ok' }>): CatchUp {
  return {
    kind: 'unavailable',
    message: result.message,
    stopped: result.kind === 'unavailable' && result.stopped,
  };
}
