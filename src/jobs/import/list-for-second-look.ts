/** For the second look: the newest addresses listed once, where that takes fewer requests than asking for each customer. */
import type { Api, RemoteAddress } from '../../core/api-port.js';
import { toUidKey } from '../../core/match-key.js';
import type { Journal } from '../../journal/journal.js';
import { SECOND_LOOK_STATES } from '../../send/row.js';
import type { KnownAddresses } from '../../send/context.js';

const ROWS_PER_BATCH = 512;
const PER_PAGE = 100;

/** Fewer rows are asked for one by one. */
const MIN_ROWS = 50;

/** Pages beyond the one with our oldest address: a twin was made at about the same time. */
const MORE_PAGES = 2;

/** Undefined where the list does not serve: few rows, no owners in it, another order, or more pages than it would save. */
export async function listForSecondLook(
  journal: Journal,
  api: Pick<Api, 'listAddresses'>,
  asset: string,
): Promise<KnownAddresses> {
  const { wanted, missing } = readRows(journal);
  if (missing.size < MIN_ROWS) return undefined;
  const maxPages = MORE_PAGES + Math.ceil(missing.size / 10);
  let left = MORE_PAGES;
  let before = Infinity;
  for (let page = 1; page <= maxPages && left > 0; page += 1) {
    const result = await api.listAddresses({ asset, page, perPage: PER_PAGE, orderBy: 'desc' });
    if (result.kind !== 'ok') return undefined;
    for (const address of result.value.records) {
      const createdAt = Date.parse(address.createdAt ?? '');
      if (address.customerId === null || !(createdAt <= before)) return undefined;
      before = createdAt;
      missing.delete(toUidKey(address.uid));
      wanted.get(toUidKey(address.customerId))?.push(address);
    }
    if (missing.size === 0) left -= 1;
    if (page >= result.value.totalPages) left = 0;
  }
  return missing.size === 0 ? wanted : undefined;
}

/** The customers of the rows, and the uids of their addresses. */
function readRows(journal: Journal): { wanted: Map<string, RemoteAddress[]>; missing: Set<string> } {
  const wanted = new Map<string, RemoteAddress[]>();
  const missing = new Set<string>();
  for (let after = 0; ;) {
    const rows = journal.readRows(SECOND_LOOK_STATES, after, ROWS_PER_BATCH);
    if (rows.length === 0) return { wanted, missing };
    for (const row of rows) {
      wanted.set(toUidKey(row.uid), []);
      missing.add(toUidKey(row.addressUid));
    }
    after = rows[rows.length - 1]?.rowNumber ?? after;
  }
}
