import type { Api } from '../core/api-port.js';
import type { SubAccountFinder } from './context.js';

/**
 * Finds sub-accounts by externalId; the API lists them only by pages. Reads from the newest back to the one looked for,
 * remembering those it passed.
 */
export function makeSubAccountFinder(api: Pick<Api, 'listSubAccounts'>): SubAccountFinder {
  const known = new Map<string, string>();
  return async (accountId, externalId) => {
    const key = (id: string): string => `${accountId} ${id}`;
    for (let page = 1; ; page += 1) {
      const uid = known.get(key(externalId));
      if (uid !== undefined) return { kind: 'found', uid };
      const result = await api.listSubAccounts(accountId, { page, perPage: 100, orderBy: 'desc' });
      if (result.kind !== 'ok') {
        const stopped = result.kind === 'unavailable' && result.stopped;
        const isRefused = result.kind !== 'unavailable';
        return { kind: 'unavailable', message: result.message, stopped, isRefused };
      }
      for (const found of result.value.records) {
        if (found.externalId !== null) known.set(key(found.externalId), found.uid);
      }
      if (page >= result.value.totalPages) break;
    }
    const uid = known.get(key(externalId));
    return uid === undefined ? { kind: 'absent' } : { kind: 'found', uid };
  };
}
