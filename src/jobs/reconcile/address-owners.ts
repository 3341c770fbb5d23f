/** Which customers have a deposit address: the addresses are listed once, and joined on disk. */
import { listPages } from '../../api/pages.js';
import type { ReconcileOptions } from '../../config/options.js';
import type { Api } from '../../core/api-port.js';
import { BulkError } from '../../core/errors.js';
import type { Comparison } from '../../journal/comparison.js';
import { makeFilterProbe } from '../../send/filter-probe.js';
import type { StoppableDeps } from '../stop.js';

export async function listAddressOwners(
  api: Api,
  comparison: Comparison,
  options: ReconcileOptions,
  deps: StoppableDeps,
): Promise<void> {
  const { asset } = options;
  const pages = listPages((page, perPage) => api.listAddresses({ page, perPage, orderBy: 'asc', asset }), {
    what: 'addresses',
    concurrency: Math.min(options.concurrency, 8),
  });
  let hasOwnerless = false;
  let done = 0;
  for await (const page of pages) {
    const addresses = page.filter(({ isChangeAddress }) => !isChangeAddress);
    hasOwnerless ||= addresses.some(({ customerId }) => customerId === null);
    comparison.addOwners(addresses.flatMap(({ customerId }) => customerId ?? []));
    done += page.length;
    deps.emit({ type: 'progress', phase: 'listing', done });
  }
  if (hasOwnerless) await askForEach(api, comparison, options, deps);
}

/** Where an address does not say whose it is, each customer without one must be asked for by itself. */
async function askForEach(
  api: Api,
  comparison: Comparison,
  { asset, concurrency }: ReconcileOptions,
  deps: StoppableDeps,
): Promise<void> {
  if (!(await makeFilterProbe(api, asset)())) {
    throw new BulkError(
      'config_invalid',
      'The API does not say whose an address is, so missing addresses can not be found.',
      { hint: 'Leave --addresses out.' },
    );
  }
  for (const rows of comparison.rows()) {
    const uids = rows.filter(({ uid, hasAddress }) => uid !== '' && !hasAddress).map(({ uid }) => uid);
    for (let at = 0; at < uids.length; at += concurrency) {
      deps.stop.signal.throwIfAborted();
      const some = uids.slice(at, at + concurrency);
      const found = await Promise.all(some.map((uid) => hasOwnAddress(api, uid, asset)));
      comparison.addOwners(some.filter((_uid, index) => found[index]));
    }
  }
}

async function hasOwnAddress(api: Api, customerId: string, asset: string): Promise<boolean> {
  const result = await api.listAddresses({ customerId, asset, page: 1, perPage: 10, orderBy: 'asc' });
  if (result.kind === 'ok') return result.value.records.some(({ isChangeAddress }) => !isChangeAddress);
  const isStopped = result.kind === 'unavailable' && result.stopped;
  throw new BulkError(
    isStopped ? 'interrupted' : 'server_unreachable',
    `The addresses of a customer could not be read: ${result.message}`,
  );
}
