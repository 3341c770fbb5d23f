/**
 * The last safeguard against a second address. Another program, or a run on another machine, can create an address for a
 * customer between our look-up and our request: if these were more than a moment apart, the addresses are checked again.
 */
import type { RemoteAddress } from '../core/api-port.js';
import type { LiveRow } from '../core/journal-port.js';
import { toUidKey } from '../core/match-key.js';
import { isOfAsset } from './address-check.js';
import { withdrawAddress } from './address-outcome.js';
import { movedTo, type RowSession, type SendContext, type StepResult } from './context.js';
import { isSameId, toSubAccountId } from './place.js';
import { findOtherPlace } from './place-names.js';
import { tryAgain } from './try-again.js';

export async function lookAgain(
  row: LiveRow,
  session: RowSession,
  context: SendContext,
): Promise<StepResult> {
  const known = context.knownAddresses?.get(toUidKey(row.uid));
  const look =
    known === undefined
      ? await readAddresses(row, context)
      : ({ kind: 'ok', addresses: known, isWhole: false } as const);
  if (look.kind === 'unavailable') {
    return tryAgain(row, look, session);
  }
  const withdrawn = await withdrawTwin(row, look.addresses, context);
  if (withdrawn !== undefined) return withdrawn;
  const note = { kind: 'look', result: 'no second address' } as const;
  return movedTo(await context.journal.move(row, 'done', {}, note));
}

/** Takes the row's address back if one of these is a second one of its customer; undefined if none is. */
export async function withdrawTwin(
  row: LiveRow,
  addresses: readonly RemoteAddress[],
  context: SendContext,
): Promise<StepResult | undefined> {
  const twin = addresses.find((one) => isTwin(one, row, context));
  if (twin === undefined) return undefined;
  const both = `The customer has two addresses of ${context.options.asset}: ${row.addressUid}, and ${twin.uid}`;
  return withdrawAddress(row, 'address_twice', `${both}, ${toOrigin(twin, row, context)}`, context);
}

/** Who may have made the second address. Where the list does not name its place, it may be in another one. */
function toOrigin(twin: RemoteAddress, row: LiveRow, context: SendContext): string {
  const place = toUnsaidPlace(twin, row, context);
  const here = 'which another program, or the API itself, made at the same time';
  if (place === undefined) return `${here}.`;
  return `and the list does not say the ${place} of the second one. Either another program, or the API itself, made it in the same ${place} at the same time, or another program made it in another one.`;
}

function toUnsaidPlace(twin: RemoteAddress, row: LiveRow, context: SendContext): string | undefined {
  if (toSubAccountId(row, context) !== undefined && twin.subAccountId === null) return 'sub-account';
  return twin.accountId === null ? 'wallet' : undefined;
}

/** Whether it is another address of the row's customer, of the asset, and as far as it says in the row's place. */
export function isTwin(found: RemoteAddress, row: LiveRow, context: SendContext): boolean {
  return (
    !isSameId(found.uid, row.addressUid) &&
    found.address !== row.address &&
    !found.isChangeAddress &&
    (found.customerId === null || isSameId(found.customerId, row.uid)) &&
    isOfAsset(found, context.options.asset) &&
    findOtherPlace(found, row, context) === undefined
  );
}

type AddressesLook =
  | {
      readonly kind: 'ok';
      readonly addresses: readonly RemoteAddress[];
      /** These are all of the customer's addresses. */
      readonly isWhole: boolean;
    }
  | { readonly kind: 'unavailable'; readonly message: string; readonly stopped: boolean };

/** The first page of a customer's addresses, oldest first. */
export async function readAddresses(row: LiveRow, context: SendContext): Promise<AddressesLook> {
  const { api, options } = context;
  const query = { customerId: row.uid, asset: options.asset, page: 1, perPage: 100, orderBy: 'asc' } as const;
  const result = await api.listAddresses(query);
  if (result.kind !== 'ok') {
    // A refused list shows no twin, and no other look-up is possible.
    if (result.kind !== 'unavailable') return { kind: 'ok', addresses: [], isWhole: false };
    return { kind: 'unavailable', message: result.message, stopped: result.stopped };
  }
  const { records, totalPages } = result.value;
  // If the list ignores the filter, it proves nothing about addresses without an owner.
  const isKept = records.every(({ customerId }) => customerId !== null) || (await context.hasOwnFilter());
  return {
    kind: 'ok',
    addresses: isKept ? records : records.filter(({ customerId }) => customerId !== null),
    isWhole: isKept === true && totalPages <= 1,
  };
}
