/**
 * The remote customers as far as this run knows them. The API has no look-up by email or externalId, so the whole list is
 * read once, page by page, onto disk; later only new customers are read.
 */
import type { Api, ListPage, ReadResult } from '../core/api-port.js';
import type { RemoteCustomer } from '../core/customer.js';
import type { DirectoryHits, DirectoryStore } from '../core/journal-port.js';
import { SharedLook } from '../core/shared-look.js';
import type { RowKeys } from '../core/types.js';

/** Records per page; the client asks for fewer if the server refuses it. */
const PER_PAGE = 100;

/** The result of looking at the newest customers. */
export type CatchUp =
  | { readonly kind: 'ok' }
  | { readonly kind: 'unavailable'; readonly message: string; readonly stopped: boolean };

export class Directory {
  readonly #store: DirectoryStore;
  readonly #api: Pick<Api, 'listCustomers'>;
  readonly #newest = new SharedLook<CatchUp>(() => this.#readNewest(false));
  readonly #whole = new SharedLook<CatchUp>(() => this.#readNewest(true));

  constructor(store: DirectoryStore, api: Pick<Api, 'listCustomers'>) {
    this.#store = store;
    this.#api = api;
  }

  /** Reads the whole list, in batches of records; a repeated record replaces itself. Returns the number of records. */
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

  mark(): number {
    return this.#store.mark();
  }

  wasKnown(uid: string, mark: number): boolean {
    return this.#store.wasKnown(uid, mark);
  }

  findMetSince(mark: number, limit: number): readonly RemoteCustomer[] {
    return this.#store.findMetSince(mark, limit);
  }

  /** Adds a record that one of our own requests created. */
  note(record: RemoteCustomer): void {
    this.#store.note(record);
  }

  /** Brings the directory up to the moment of this call. */
  catchUp(): Promise<CatchUp> {
    return this.#newest.look();
  }

  /** Reads the whole list again: the last resort if the server seems not to list the newest first. */
  readWhole(): Promise<CatchUp> {
    return this.#whole.look();
  }

  /**
   * Reads from the newest back to a page whose records have all been listed before: all older ones have been too. Records
   * count as listed only when the pass is complete, because an incomplete pass leaves a gap below it. Customers created
   * during the pass push records to later pages, which repeats some and hides none.
   */
  async #readNewest(isWhole: boolean): Promise<CatchUp> {
    const found: string[] = [];
    for (let page = 1; ; page += 1) {
      const result = await this.#api.listCustomers({ page, perPage: PER_PAGE, orderBy: 'desc' });
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
}

function toUnavailable(result: Exclude<ReadResult<ListPage<RemoteCustomer>>, { kind: 'ok' }>): CatchUp {
  return {
    kind: 'unavailable',
    message: result.message,
    stopped: result.kind === 'unavailable' && result.stopped,
  };
}
