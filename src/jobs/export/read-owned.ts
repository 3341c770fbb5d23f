/** What each customer has, asked for customer by customer. */
import pLimit from 'p-limit';
import { listPages } from '../../api/pages.js';
import type { ListPage, PageQuery, ReadResult } from '../../core/api-port.js';
import type { Emit, Phase } from '../../core/events.js';
import type { ExportStore, StoredRecord } from '../../journal/export-store.js';
import type { ExportKind, RecordFilter } from '../../journal/record-filter.js';

export interface Owned<T> {
  readonly kind: ExportKind;
  readonly what: string;
  readonly phase: Phase;
  readonly fetchPage: (owner: string, query: PageQuery) => Promise<ReadResult<ListPage<T>>>;
  /** `at`: its place among the customer's, from 0. */
  readonly toStored: (record: T, owner: string, at: number) => StoredRecord;
}

/** Reads what the customers of the store have that a session before has not read. A customer who is gone has nothing. */
export async function readOwned<T>(
  store: ExportStore,
  owned: Owned<T>,
  filter: RecordFilter,
  { concurrency, emit }: { readonly concurrency: number; readonly emit: Emit },
): Promise<void> {
  const { kind, phase } = owned;
  const total = store.count('customer', filter);
  emit({ type: 'phase', phase, total });
  const limit = pLimit(concurrency);
  let done = 0;
  for (const owners of store.unreadOwners(kind, filter)) {
    const readings = owners.map((owner) =>
      limit(async () => {
        store.putOwned(kind, owner, await readAll(owned, owner));
        done += 1;
        emit({ type: 'progress', phase, done, total });
      }),
    );
    const failed = (await Promise.allSettled(readings)).find((one) => one.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }
}

async function readAll<T>({ what, fetchPage, toStored }: Owned<T>, owner: string): Promise<StoredRecord[]> {
  const nothing: ListPage<T> = { records: [], totalPages: 1 };
  const fetchOrNothing = async (page: number, perPage: number): Promise<ReadResult<ListPage<T>>> => {
    const result = await fetchPage(owner, { page, perPage, orderBy: 'asc' });
    if (result.kind !== 'not_found') return result;
    return { kind: 'ok', value: nothing, httpStatus: result.httpStatus };
  };
  const records: StoredRecord[] = [];
  for await (const page of listPages(fetchOrNothing, { what, concurrency: 1 })) {
    for (const record of page) records.push(toStored(record, owner, records.length));
  }
  return records;
}
