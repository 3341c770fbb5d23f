/**
 * Wallets and sub-accounts by the names that the server gives them. An answer may use another name than the request; a
 * later look-up without that name would miss the address, and a second one would be created.
 */
import { randomUUID } from 'node:crypto';
import type { AddressQuery, RemoteAddress } from '../core/api-port.js';
import type { LiveRow } from '../core/journal-port.js';
import type { SendContext } from './context.js';
import { isSameId, toAccountId, toSubAccountId } from './place.js';

export type PlaceKind = 'accountId' | 'subAccountId';

/** The part of an address's place that differs from the request and is not a known other name for it. */
export function findOtherPlace(
  found: RemoteAddress,
  row: LiveRow,
  context: Pick<SendContext, 'options' | 'places'>,
): { readonly kind: PlaceKind; readonly said: string } | undefined {
  const asked = { accountId: toAccountId(context), subAccountId: toSubAccountId(row, context) };
  for (const kind of ['accountId', 'subAccountId'] as const) {
    const said = found[kind];
    const isSame = said === null || (asked[kind] !== undefined && isSameId(said, asked[kind]));
    // If no sub-account was requested, an address under one is in another place.
    if (!isSame && context.places.get(`${kind} ${said}`) !== true) return { kind, said };
  }
  return undefined;
}

/**
 * Whether `said` is another name of the requested place: the server's list contains the address if filtered by the
 * requested name, and does not if filtered by a name that nothing has. Checked once for each name.
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

/** Whether the server lists the address under a place of this name; undefined: there was no answer. */
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
