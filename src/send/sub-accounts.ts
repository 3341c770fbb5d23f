import type { Api } from '../core/api-port.js';
import { BulkError } from '../core/errors.js';
import { SharedLook } from '../core/shared-look.js';
import type { SubAccountFinder, SubAccountLook } from './context.js';

/** Records per page; the client asks for fewer if the server refuses it. */
const PER_PAGE = 100;

/**
 * Finds sub-accounts by externalId; the API only lists them by pages. Reads the whole list once, and later from the newest
 * back to a page without new records.
 */
export function makeSubAccountFinder(api: Pick<Api, 'listSubAccounts'>): SubAccountFinder {
  const lists = new Map<string, { known: KnownSubAccounts; look: SharedLook<ListEnd> }>();
  const openList = (accountId: string) => {
    const known = new KnownSubAccounts();
    let isComplete = false;
    const look = new SharedLook<ListEnd>(async () => {
      const read = await readList(api, accountId, known, isComplete);
      isComplete ||= read === undefined;
      return read;
    });
    const list = { known, look };
    lists.set(accountId, list);
    return list;
  };
  return async (accountId, externalId) => {
    const { known, look } = lists.get(accountId) ?? openList(accountId);
    const before = known.get(externalId);
    if (before !== undefined) return { kind: 'found', uid: before };
    const failure = await look.look();
    const uid = known.get(externalId);
    if (uid !== undefined) return { kind: 'found', uid };
    return failure ?? { kind: 'absent' };
  };
}

/** Each externalId has one uid, and each uid one externalId: neither ever changes. */
class KnownSubAccounts {
  readonly #uids = new Map<string, string>();
  readonly #externalIds = new Map<string, string>();

  get size(): number {
    return this.#uids.size;
  }

  /** The uid for an externalId. */
  get(externalId: string): string | undefined {
    return this.#uids.get(externalId);
  }

  /** Throws `list_contradicts`. */
  add(externalId: string, uid: string): void {
    const isSame =
      (this.#uids.get(externalId) ?? uid) === uid &&
      (this.#externalIds.get(uid) ?? externalId) === externalId;
    if (!isSame) {
      throw new BulkError(
        'list_contradicts',
        'The list of sub-accounts gives one uid with two externalIds, or one externalId with two uids, so their owners are unknown.',
      );
    }
    this.#uids.set(externalId, uid);
    this.#externalIds.set(uid, externalId);
  }
}

/** Undefined: the list is complete up to now. */
type ListEnd = Extract<SubAccountLook, { kind: 'unavailable' }> | undefined;

async function readList(
  api: Pick<Api, 'listSubAccounts'>,
  accountId: string,
  known: KnownSubAccounts,
  isComplete: boolean,
): Promise<ListEnd> {
  const readPage = async (page: number): Promise<PageEnd> => {
    const result = await api.listSubAccounts(accountId, { page, perPage: PER_PAGE, orderBy: 'desc' });
    if (result.kind !== 'ok') {
      const stopped = result.kind === 'unavailable' && result.stopped;
      const isRefused = result.kind !== 'unavailable';
      return { kind: 'unavailable', message: result.message, stopped, isRefused };
    }
    const before = known.size;
    for (const { externalId, uid } of result.value.records)
      if (externalId !== null) known.add(externalId, uid);
    return { kind: 'read', hasNews: known.size > before, totalPages: result.value.totalPages };
  };
  for (let page = 1; ; page += 1) {
    const end = await readPage(page);
    if (end.kind === 'unavailable') return end;
    if (page >= end.totalPages) return undefined;
    if (isComplete && !end.hasNews) return readFromEnd(readPage, page, end.totalPages);
  }
}

type PageEnd =
  | Extract<SubAccountLook, { kind: 'unavailable' }>
  | { readonly kind: 'read'; readonly hasNews: boolean; readonly totalPages: number };

/** If a server does not keep the order, the new ones are on the last pages. */
async function readFromEnd(
  readPage: (page: number) => Promise<PageEnd>,
  afterPage: number,
  lastPage: number,
): Promise<ListEnd> {
  for (let page = lastPage; page > afterPage; page -= 1) {
    const end = await readPage(page);
    if (end.kind === 'unavailable') return end;
    if (!end.hasNews) return undefined;
  }
  return undefined;
}
