import { randomUUID } from 'node:crypto';
import type { Api } from '../core/api-port.js';

/**
 * Whether `GET /addresses` keeps to its filter: asked for the addresses of a customer that does not exist, it must give
 * none. Otherwise an address without an owner's name in it may be anybody's, and money sent to it would be lost. Asked
 * once; anything but a clear answer counts as no.
 */
export function makeFilterProbe(api: Pick<Api, 'listAddresses'>, asset: string): () => Promise<boolean> {
  let answer: Promise<boolean> | undefined;
  return () => (answer ??= probe(api, asset));
}

async function probe(api: Pick<Api, 'listAddresses'>, asset: string): Promise<boolean> {
  const query = { customerId: randomUUID(), asset, page: 1, perPage: 10, orderBy: 'asc' } as const;
  const result = await api.listAddresses(query);
  return result.kind === 'ok' && result.value.records.length === 0;
}
