/** Everything that an export wants is listed into its store. */
import type { Api, RemoteAddress } from '../../core/api-port.js';
import type { ExportOptions } from '../../config/options.js';
import type { MetaData, RemoteCustomer } from '../../core/customer.js';
import { BulkError } from '../../core/errors.js';
import type { Emit } from '../../core/events.js';
import { toUidKey } from '../../core/match-key.js';
import type { ExportStore, StoredRecord } from '../../journal/export-store.js';
import type { RecordFilter } from '../../journal/record-filter.js';
import { listCompletely, type Listing } from '../listing/list-completely.js';
import { readOwned, type Owned } from './read-owned.js';

/** Lists what is not there yet; all of it is in the store afterwards. Throws what keeps it from that. */
export async function listEverything(
  store: ExportStore,
  api: Api,
  { filter, ...options }: ExportOptions & { readonly filter: RecordFilter },
  emit: Emit,
): Promise<void> {
  const deps = { concurrency: Math.min(options.concurrency, 8), emit };
  await listCompletely(
    store,
    toCustomers(api, (query) => api.listWholeCustomers(query)),
    deps,
  );
  if (options.addresses) {
    await listCompletely(store, toAddresses(api), deps);
    // Whether an address says whose it is, the vendor leaves open.
    const isEchoed = store.countOwned('address') > 0 || store.count('address', ALL) === 0;
    if (!isEchoed || store.info.get('addressesByOwner') === true) {
      store.info.set('addressesByOwner', true);
      await readOwned(store, toOwnedAddresses(api), filter, { concurrency: options.concurrency, emit });
    }
  }
  if (options.transactions !== undefined) {
    await readOwned(store, toTransactions(api), filter, { concurrency: options.concurrency, emit });
  }
}

const ALL: RecordFilter = { includeDeleted: true, createdFrom: undefined };

/** Customers as `fetchPage` gives them: whole, or what matching goes by. */
export function toCustomers<T extends RemoteCustomer>(
  api: Pick<Api, 'readCustomer'>,
  fetchPage: Listing<T, StoredRecord>['fetchPage'],
): Listing<T, StoredRecord & { readonly record: T }> {
  return {
    kind: 'customer',
    what: 'customers',
    phases: ['listing', 'checking'],
    fetchPage,
    toStored: (record) => ({
      uid: record.uid,
      owner: null,
      createdAt: toMs(record.createdAt),
      isDeleted: record.deletedAt !== null,
      record,
    }),
    look: async (uid) => {
      const found = await api.readCustomer(uid);
      if (found.kind === 'not_found') return 'gone';
      if (found.kind !== 'unavailable') return 'there';
      const code = found.stopped ? 'interrupted' : 'server_unreachable';
      throw new BulkError(code, `A customer could not be read: ${found.message}`);
    },
  };
}

function toAddresses(api: Api): Listing<RemoteAddress, StoredRecord> {
  return {
    kind: 'address',
    what: 'addresses',
    phases: ['addresses', 'addresses'],
    fetchPage: (query) => api.listAddresses(query),
    toStored: (record) => toStoredAddress(record, record.customerId),
  };
}

function toOwnedAddresses(api: Api): Owned<RemoteAddress> {
  return {
    kind: 'address',
    what: 'addresses',
    phase: 'addresses',
    fetchPage: (customerId, query) => api.listAddresses({ ...query, customerId }),
    toStored: toStoredAddress,
  };
}

function toStoredAddress(record: RemoteAddress, owner: string | null): StoredRecord {
  return {
    uid: record.uid,
    owner: owner === null ? null : toUidKey(owner),
    createdAt: toMs(record.createdAt),
    isDeleted: false,
    record,
  };
}

function toTransactions(api: Api): Owned<MetaData> {
  return {
    kind: 'transaction',
    what: 'transactions',
    phase: 'transactions',
    fetchPage: (customer, query) => api.listTransactions(customer, query),
    // Transactions are not documented; one without a uid is identified by its position.
    toStored: (record, owner, at) => ({
      uid: `${owner}/${typeof record['uid'] === 'string' ? record['uid'] : `#${at}`}`,
      owner: toUidKey(owner),
      createdAt: null,
      isDeleted: false,
      record,
    }),
  };
}

function toMs(time: string | null): number | null {
  const ms = Date.parse(time ?? '');
  return Number.isNaN(ms) ? null : ms;
}
