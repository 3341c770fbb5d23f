/**
 * Wallets and sub-accounts by the names that the server gives them. An answer may name the one that was asked for otherwise;
 * a later look that does not know that would miss the address, and a second one would be made.
 */
import { randomUUID } from 'node:crypto';
import type { AddressQuery, RemoteAddress } from '../core/api-port.js';
import type { LiveRow } from '../core/journal-port.js';
import type { SendContext } from './context.js';
import { isSameId, toAccountId, toSubAccountId } from './place.js';

export type PlaceKind = 'accountId' | 'subAccountId';

/** What of the place of an address is not as it was asked for, and not known to be another name of it. */
export function findOtherPlace(
  found: RemoteAddress,
  row: LiveRow,
  context: Pick<SendContext, 'options' | 'places'>,
): { readonly kind: PlaceKind; readonly said: string } | undefined {
  const asked = { accountId: toAccountId(context), subAccountId: toSubAccountId(row, context) };
  for (const kind of ['accountId', 'subAccountId'] as const) {
    const said = found[kind];
    const isSame = said === null || (asked[kind] !== undefined && isSameId(said, asked[kind]));
    // Without a sub-account asked for, an address under one is another place.
    if (!isSame && context.places.get(`${kind} ${said}`) !== true) return { kind, said };
  }
  return undefined;
}

/**
 * Whether `said` is another name of the place that was asked for: the server's list, filtered by the name that was asked for,
 * has the address, and filtered by a name that nothing has, it has not. Asked once for each name.
 */
export async function isOtherName(
  { kind, said }: { readonly kind: PlaceKind; readonly said: string },
  found: RemoteAddress,
  row: LiveRow,
  context: SendContext,
): Promise<boolean> {
  const { places } = context;
  const known = places.get(`${kind} ${said}`);
  if (known !== undefined) return known;
  const asked = kind === 'accountId' ? toAccountId(context) : toSubAccountId(row, context);
  if (asked === undefined) return false;
  const byAsked = await isListedUnder({ kind, said: asked }, found, row, context);
  const byNothing = await isListedUnder({ kind, said: randomUUID() }, found, row, context);
  if (byAsked === undefined || byNothing === undefined) return false;
  const isName = byAsked && !byNothing;
  places.set(`${kind} ${said}`, isName);
  return isName;
}

/** Whether the server's list has the address under a place of this name; undefined: there was no answer. */
export async function isListedUnder(
  { kind, said }: { readonly kind: PlaceKind; readonly said: string },
  found: RemoteAddress,
  row: LiveRow,
  { api, options }: SendContext,
): Promise<boolean | undefined> {
  const filter: Partial<AddressQuery> = { customerId: row.uid, asset: options.asset, [kind]: said };
  const result = await api.listAddresses({ page: 1, perPage: 100, orderBy: 'asc', ...filter });
  return result.kind === 'ok' ? result.value.records.some(({ uid }) => isSameId(uid, found.uid)) : undefined;
}
