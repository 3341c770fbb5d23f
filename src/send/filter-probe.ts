import { randomUUID } from 'node:crypto';
import type { Api } from '../core/api-port.js';

/**
 * Whether `GET /addresses` applies its filter: for a customer that does not exist, it must return none. If it does not,
 * an address without an owner may be anybody's, and money sent to it would be lost. Repeats until it gets an answer;
 * undefined: there was no answer. A refusal counts as no.
 */
export function makeFilterProbe(
  api: Pick<Api, 'listAddresses'>,
  asset: string,
): () => Promise<boolean | undefined> {
  let answer: Promise<boolean | undefined> | undefined;
  return async () => {
    answer ??= probe(api, asset);
    const known = await answer;
    if (known === undefined) answer = undefined;
    return known;
  };
}

async function probe(api: Pick<Api, 'listAddresses'>, asset: string): Promise<boolean | undefined> {
  const query = { customerId: randomUUID(), asset, page: 1, perPage: 10, orderBy: 'asc' } as const;
  const result = await api.listAddresses(query);
  if (result.kind === 'unavailable') return undefined;
  return result.kind === 'ok' && result.value.records.length === 0;
}
