/** The address step of a row: look up, request, check. */
import type { AddressBody, RemoteAddress } from '../core/api-port.js';
import type { LiveRow, RowPatch } from '../core/journal-port.js';
import type { AddressStatus } from '../core/types.js';
import { checkAddress, findTypeFault, isBitcoin } from './address-check.js';
import { isDistinguishing, isSameLabel, toLabel } from './address-label.js';
import { endLook, failAddress, failUnknown } from './address-outcome.js';
import { attempt, moveIntoDoubt, takeBack, toNote } from './attempt.js';
import {
  leaveForResume,
  MAX_TRIES,
  movedTo,
  pause,
  type RowSession,
  type SendContext,
  type StepResult,
} from './context.js';
import { findAddress } from './find-address.js';
import { isSameId, toPlace, type Place } from './place.js';
import { findOtherPlace, isOtherName } from './place-names.js';
import { makeSubAccount, refusesOwner } from './sub-account.js';

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
      break;
  }
  if (place.kind === 'wallet' || isOwnerless || !refusesOwner(end.message)) {
    return failAddress(
      end.row,
      { errorCode: 'address_failed', error: end.message, httpStatus: end.httpStatus },
      context,
    );
  }
  if (!place.isOwn) {
    const error = `The API refuses to keep whose an address under a sub-account is: ${end.message}`;
    return failAddress(
      end.row,
      { errorCode: 'address_owner_unknown', error, httpStatus: end.httpStatus },
      context,
    );
  }
  forms.refusesOwnerOfAddress = true;
  return takeBack(end, back, context);
}

/** Learns whether the server keeps the owner of an address, from the first one that it created in such a place. */
async function learnOwner(place: Place, asked: StepResult, context: SendContext): Promise<void> {
  const { api, firstOwned, forms, options } = context;
  const { keepsOwner } = forms;
  const row = asked.kind === 'moved' && asked.row.addressUid !== '' ? asked.row : undefined;
  if (keepsOwner[place.kind] === undefined && row !== undefined) {
    const query = {
      customerId: row.uid,
      asset: options.asset,
      page: 1,
      perPage: 100,
      orderBy: 'asc',
    } as const;
    const found = await api.listAddresses(query);
    if (found.kind === 'ok') {
      const made = found.value.records.find(({ uid }) => isSameId(uid, row.addressUid));
      const isSaid = made !== undefined && made.customerId !== null;
      // Without an answer about the filter the question stays open: the next address is requested alone as well.
      keepsOwner[place.kind] = isSaid || (made === undefined ? false : await context.hasOwnFilter());
    }
  }
  if (keepsOwner[place.kind] !== undefined) firstOwned.show(place.kind);
}

/** Another program could have created an address for the customer between our look-up and our request if more time passed. */
const MOMENT_MS = 2000;

/** An address that the server has just created: it must match the request, including its place. */
async function takeMade(
  row: LiveRow,
  { made, httpStatus }: { readonly made: RemoteAddress; readonly httpStatus: number },
  session: RowSession,
  context: SendContext,
): Promise<StepResult> {
  if (made.label !== null && !isSameLabel(made.label, toLabel(context.options.addressLabel, row))) {
    const message = `The answer carries another address (with the label ${made.label}), so that it does not say what was made.`;
    return moveIntoDoubt(row, 'address', { kind: 'accepted', httpStatus, message }, context);
  }
  const fault = findTypeFault(made, context.options);
  if (fault !== undefined)
    return failAddress(row, { errorCode: 'address_invalid', error: fault, httpStatus }, context);
  const other = findOtherPlace(made, row, context);
  if (other !== undefined && !(await isOtherName(other, made, row, context))) {
    const what = other.kind === 'accountId' ? 'wallet' : 'sub-account';
    const error = `The address that came back is of the ${what} ${other.said}, which was not asked for.`;
    return failAddress(row, { errorCode: 'address_invalid', error, httpStatus }, context);
  }
  const to = context.clock.monotonic() - session.lookedAt > MOMENT_MS ? 'address_made' : 'done';
  const patch = other === undefined ? {} : notePlace(row, other, context);
  return takeAddress(row, made, { status: 'created', to, httpStatus, patch }, context);
}

/** The server has another name for the place: the first row that sees it reports it. */
function notePlace(
  row: LiveRow,
  { kind, said }: { readonly kind: 'accountId' | 'subAccountId'; readonly said: string },
  { journal }: SendContext,
): RowPatch {
  const message = `The API names ${kind} ${said} where another name was asked for. Its list has the address by both names.`;
  journal.addWarning(row.rowNumber, { code: 'place_renamed', column: '', value: said, message });
  return { warnings: [...new Set([...row.warnings, 'place_renamed' as const])] };
}

interface Taking {
  readonly status: Exclude<AddressStatus, 'failed'>;
  /** `address_made`: another program could have created one at the same time. */
  readonly to: 'done' | 'address_made';
  readonly httpStatus: number | undefined;
  readonly patch?: RowPatch;
}

/** Checks the address and records it; a bad one is never recorded. */
async function takeAddress(
  row: LiveRow,
  found: RemoteAddress,
  { status, to, httpStatus, patch: more = {} }: Taking,
  context: SendContext,
): Promise<StepResult> {
  const { journal, mode, options } = context;
  const fault =
    (await checkAddress(found, { asset: options.asset, mode })) ?? findOtherOwner(row, found, context);
  if (fault !== undefined)
    return failAddress(row, { errorCode: 'address_invalid', error: fault, httpStatus }, context);
  const patch = {
    addressStatus: status,
    address: found.address,
    addressUid: found.uid,
    httpStatus,
    doubt: '',
    errorCode: '',
    error: '',
    ...more,
    ...(status === 'created' ? noteOwnerless({ ...row, ...more }, context) : {}),
  } as const;
  return movedTo(await journal.move(row, to, patch, toNote(row, httpStatus, `address ${status}`)));
}

/** The address was created without `customerId`, because the server refuses it: the row reports that. */
function noteOwnerless(row: LiveRow, { forms, journal, options }: SendContext): RowPatch {
  if (!toPlace(row, { options }).isOwn || !(forms.refusesOwnerOfAddress || forms.refusesOwnerOfSubAccount))
    return {};
  const message =
    'The API refuses customerId under sub-accounts. The sub-account is the customer’s own, and its externalId names the customer.';
  journal.addWarning(row.rowNumber, { code: 'customer_id_refused', column: '', value: '', message });
  return { warnings: [...new Set([...row.warnings, 'customer_id_refused' as const])] };
}

function findOtherOwner(row: LiveRow, found: RemoteAddress, { journal }: SendContext): string | undefined {
  if (found.customerId !== null && !isSameId(found.customerId, row.uid)) {
    return 'The address that came back belongs to another customer.';
  }
  const other = journal.findRowWithAddress(found.address);
  const owner =
    other === undefined || other === row.rowNumber
      ? journal.claim('address', found.uid, row.rowNumber)
      : other;
  return owner === undefined ? undefined : `The address that came back was given to row ${owner} already.`;
}

/** Settles an address in doubt: the address that exists now is the one that was requested. */
export async function settleAddress(
  row: LiveRow,
  session: RowSession,
  context: SendContext,
): Promise<StepResult> {
  const wasAccepted = context.journal.wasAccepted(row.rowNumber, 'address');
  let look = await findAddress(row, context);
  // Nothing refuses a second address, so "not there" is believed only after two look-ups some time apart.
  if (look.kind === 'absent') {
    const waitMs = Math.max(context.settleMs, 2 * context.backoffMs(session.tries));
    if (!(await pause(waitMs, context))) return leaveForResume();
    look = await findAddress(row, context);
  }
  if (look.kind === 'found') {
    const taking = { status: 'created', to: 'address_made', httpStatus: row.httpStatus } as const;
    return takeAddress(row, look.address, taking, context);
  }
  if (look.kind === 'unavailable') return endLook(row, look, session, context);
  if (look.kind === 'unknown' || wasAccepted) {
    const why = look.kind === 'unknown' ? look.message : 'the list of addresses does not show it.';
    const error = `An address may have been made, and it is unknown which one: ${why} It was not requested again.`;
    return failAddress(row, { errorCode: 'still_in_doubt', error, httpStatus: row.httpStatus }, context);
  }
  if (session.tries >= MAX_TRIES) {
    const error = `The address was not made: ${MAX_TRIES} tries brought no usable answer.`;
    return failAddress(row, { errorCode: 'address_failed', error, httpStatus: row.httpStatus }, context);
  }
  const to = row.subAccountUid === '' ? 'customer_done' : 'sub_account_done';
  return movedTo(
    await context.journal.move(row, to, { doubt: '' }, { kind: 'look', result: 'no address there' }),
  );
}
