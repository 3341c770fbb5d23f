/** The address step of a row: look up, request, check. */
import type { AddressBody } from '../core/api-port.js';
import type { LiveRow } from '../core/journal-port.js';
import { isBitcoin } from './address-check.js';
import { isDistinguishing, toLabel } from './address-label.js';
import { endLook, failAddress, failUnknown } from './address-outcome.js';
import { attempt, guard, mayHaveTaken, takeBack, warnRefused, type Refused } from './attempt.js';
import { leaveForResume, movedTo, type RowSession, type SendContext, type StepResult } from './context.js';
import { findAddress } from './find-address.js';
import { isSameId, toPlace, type Place } from './place.js';
import { makeSubAccount, refusesOwner } from './sub-account.js';
import { learnOwner } from './learn-owner.js';
import { takeAddress, takeMade } from './take-address.js';
import type { RowState } from '../core/types.js';
import { toFailure } from './outcome.js';

/**
 * Gets the row its address. The vendor enforces no uniqueness on addresses, so one is requested only after a look-up found
 * none. The look-up is skipped if this run has just created the customer and has not requested an address before.
 */
export async function provisionAddress(
  row: LiveRow,
  session: RowSession,
  context: SendContext,
): Promise<StepResult> {
  const isFresh = session.madeCustomer && row.addressTriedAt === undefined;
  if (!isFresh) {
    session.lookedAt = context.clock.monotonic();
    const look = await findAddress(row, context);
    if (look.kind === 'found') {
      // A request was sent only after a look-up had found none: what is there now is what it created.
      const isMade = row.addressTriedAt !== undefined;
      const { httpStatus } = row;
      const taking = isMade
        ? ({ status: 'created', to: 'address_made', httpStatus } as const)
        : ({ status: 'existing', to: 'done', httpStatus } as const);
      return takeAddress(row, look.address, taking, context);
    }
    if (look.kind === 'unknown') return failUnknown(row, look.message, context);
    if (look.kind === 'unavailable') return endLook(row, look, session, context);
  }
  const { forms, options } = context;
  const place = toPlace(row, context);
  if (options.subAccountPerCustomer && place.kind === 'wallet') return makeSubAccount(row, session, context);
  const keepsOwner = forms.keepsOwner[place.kind];
  if (place.isOwn || keepsOwner === true) return requestAddress(row, place, session, context);
  // A place shared by many customers: the next import must be able to recognise the owner of the address.
  if (keepsOwner === false) {
    if (isDistinguishing(options.addressLabel, row)) return requestAddress(row, place, session, context);
    const why = 'the API does not keep whose an address there is, and its label does not tell.';
    return failUnknown(row, why, context);
  }
  const result = await context.firstOwned.run(place.kind, async () => {
    // The answer became known while this row waited.
    if (forms.keepsOwner[place.kind] !== undefined) return movedTo(row);
    const asked = await requestAddress(row, place, session, context);
    await learnOwner(place, asked, context);
    return asked;
  });
  return result ?? leaveForResume();
}

async function requestAddress(
  row: LiveRow,
  place: Place,
  session: RowSession,
  context: SendContext,
): Promise<StepResult> {
  const { api, clock, forms, options } = context;
  const isOwnerless = place.isOwn && forms.refusesOwnerOfAddress;
  const body: AddressBody = {
    label: toLabel(options.addressLabel, row),
    asset: options.asset,
    ...(isOwnerless ? {} : { customerId: row.uid }),
    ...(isBitcoin(options.asset) ? { addressType: options.addressType } : {}),
  };
  const back = row.state;
  const addressTriedAt = row.addressTriedAt ?? clock.now();
  const send = () => api.createAddress(place.accountId, place.subAccountId, body);
  const end = await attempt(
    row,
    { step: 'address', back, body, patch: { addressTriedAt }, send },
    session,
    context,
  );
  switch (end.kind) {
    case 'over':
      return end.result;
    case 'ok':
      if (end.value.customerId !== null && isSameId(end.value.customerId, row.uid))
        forms.keepsOwner[place.kind] = true;
      return takeMade(end.row, { made: end.value, httpStatus: end.httpStatus }, session, context);
    case 'exists':
    case 'not_found':
    case 'rejected':
      return endRefused(end, { place, isOwnerless, back }, context);
  }
}

interface AddressRequest {
  readonly place: Place;
  /** Sent without `customerId`. */
  readonly isOwnerless: boolean;
  readonly back: RowState;
}

/** A refused address may be there. Else it is sent once more without its owner, if that is what the API refuses and the place tells the owner. */
async function endRefused(
  end: Refused,
  { place, isOwnerless, back }: AddressRequest,
  context: SendContext,
): Promise<StepResult> {
  if (mayHaveTaken(end)) {
    const find = () => findAddress(end.row, context);
    const look = await guard(find, { row: end.row, back }, context);
    if (look.kind === 'found') {
      const { row, httpStatus } = warnRefused(end, 'address', context);
      const patch = { warnings: [...row.warnings] };
      return takeAddress(
        row,
        look.address,
        { status: 'created', to: 'address_made', httpStatus, patch },
        context,
      );
    }
  }
  if (place.kind === 'wallet' || isOwnerless || !refusesOwner(end.message)) {
    return failAddress(end.row, toFailure('address_failed', end), context);
  }
  if (!place.isOwn) {
    const error = `The API refuses to keep whose an address under a sub-account is: ${end.message}`;
    return failAddress(
      end.row,
      { errorCode: 'address_owner_unknown', error, httpStatus: end.httpStatus },
      context,
    );
  }
  context.forms.refusesOwnerOfAddress = true;
  return takeBack(end, back, context);
}
