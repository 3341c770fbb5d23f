/**
 * The last net against a second address. Another program, or a run on another machine, can make a customer an address between
 * our look and our request: where these were more than a moment apart, the customer's addresses are looked at once more.
 */
import type { RemoteAddress } from '../core/api-port.js';
import type { LiveRow } from '../core/journal-port.js';
import { toUidKey } from '../core/match-key.js';
import { isOfAsset } from './address-check.js';
import { failAddress } from './address-outcome.js';
import { movedTo, type RowSession, type SendContext, type StepResult } from './context.js';
import { isSameId } from './place.js';
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
  const twin = look.addresses.find((one) => isTwin(one, row, context));
  if (twin !== undefined) {
    const error = `The customer has two addresses of ${context.options.asset}: ${row.addressUid} (${row.address}), and ${twin.uid} (${twin.address}), which another program made at the same time.`;
    return failAddress(row, 'address_twice', error, row.httpStatus, context);
  }
  const note = { kind: 'look', result: 'no other address' } as const;
  return movedTo(await context.journal.move(row, 'done', {}, note));
}

function isTwin(found: RemoteAddress, row: LiveRow, context: SendContext): boolean {
  return (
    !isSameId(found.uid, row.addressUid) &&
    found.address !== row.address &&
    !found.isChangeAddress &&
    (found.customerId === null || isSameId(found.customerId, row.uid)) &&
    isOfAsset(found, context.options.asset) &&
    findOtherPlace(found, row, context) === undefined
  );
}

type Look =
  | {
      readonly kind: 'ok';
      readonly addresses: readonly RemoteAddress[];
      /** They are all of the customer's addresses. */
      readonly isWhole: boolean;
    }
  | { readonly kind: 'unavailable'; readonly message: string; readonly stopped: boolean };

/** The first page of a customer's addresses, oldest first. */
export async function readAddresses(row: LiveRow, context: SendContext): Promise<Look> {
  const { api, options } = context;
  const query = { customerId: row.uid, asset: options.asset, page: 1, perPage: 100, orderBy: 'asc' } as const;
  const result = await api.listAddresses(query);
  if (result.kind !== 'ok') {
    // A list that is refused shows no twin, and none can be looked for.
    if (result.kind !== 'unavailable') return { kind: 'ok', addresses: [], isWhole: false };
    return { kind: 'unavailable', message: result.message, stopped: result.stopped };
  }
  const { records, totalPages } = result.value;
  // A list that is not kept to the customer says nothing of those that name no owner.
  const isKept = records.every(({ customerId }) => customerId !== null) || (await context.hasOwnFilter());
  return {
    kind: 'ok',
    addresses: isKept ? records : records.filter(({ customerId }) => customerId !== null),
    isWhole: isKept === true && totalPages <= 1,
  };
}
