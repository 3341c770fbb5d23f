/** The address's part of a row: look, ask, check. */
import type { AddressBody, RemoteAddress } from '../core/api-port.js';
import type { LiveRow, RowPatch } from '../core/journal-port.js';
import type { AddressStatus } from '../core/types.js';
import { checkAddress, isBitcoin } from './address-check.js';
import { isDistinguishing, toLabel } from './address-label.js';
import { endLook, failAddress, failUnknown } from './address-outcome.js';
import { attempt, takeBack, toNote } from './attempt.js';
import {
  left,
  MAX_TRIES,
  moved,
  pause,
  type RowSession,
  type SendContext,
  type StepResult,
} from './context.js';
import { findAddress, isSameId, toAccountId, toSubAccountId } from './find-address.js';
import { makeSubAccount, refusesOwner } from './sub-account.js';

/**
 * Brings the row its address. There is no uniqueness of any kind on addresses, so one is asked for only after a look
 * showed none; the look is spared when this run has just made the customer and has not asked before.
 */
export async function provisionAddress(
  row: LiveRow,
  session: RowSession,
  context: SendContext,
): Promise<StepResult> {
  const isFresh = session.madeCustomer && row.addressTriedAt === undefined;
  if (!isFresh) {
    const look = await findAddress(row, context);
    if (look.kind === 'found') {
      // A request was made only after a look had shown none: what is there now is what it made.
      const status = row.addressTriedAt === undefined ? 'existing' : 'created';
      return takeAddress(row, look.address, status, row.httpStatus, context);
    }
    if (look.kind === 'unknown') return failUnknown(row, look.message, context);
    if (look.kind === 'unavailable') return endLook(row, look, session, context);
  }
  const { forms, options } = context;
  const subAccountId = toSubAccountId(row, context);
  if (options.subAccountPerCustomer && subAccountId === undefined)
    return makeSubAccount(row, session, context);
  if (subAccountId === undefined || isOwnSubAccount(row))
    return requestAddress(row, subAccountId, session, context);
  // A sub-account of many customers: the next import must be able to tell whose the address is.
  if (forms.keepsOwnerOfAddress === false && !isDistinguishing(options.addressLabel, row)) {
    const why = 'the API does not keep whose an address under a sub-account is, and its label does not tell.';
    return failUnknown(row, why, context);
  }
  if (forms.keepsOwnerOfAddress !== undefined) return requestAddress(row, subAccountId, session, context);
  const result = await context.firstOwned.run('owner', async () => {
    // It became known while this row waited.
    if (forms.keepsOwnerOfAddress !== undefined) return moved(row);
    const asked = await requestAddress(row, subAccountId, session, context);
    await learnOwner(row, subAccountId, context);
    return asked;
  });
  return result ?? left();
}

/** A sub-account that was made for this customer alone. */
function isOwnSubAccount({ subAccountUid, wish }: LiveRow): boolean {
  return subAccountUid !== '' && wish.subAccountId === undefined;
}

async function requestAddress(
  row: LiveRow,
  subAccountId: string | undefined,
  session: RowSession,
  context: SendContext,
): Promise<StepResult> {
  const { api, clock, forms, options } = context;
  const isOwn = isOwnSubAccount(row);
  const isOwnerless = isOwn && forms.refusesOwnerOfAddress;
  const body: AddressBody = {
    label: toLabel(options.addressLabel, row),
    asset: options.asset,
    ...(isOwnerless ? {} : { customerId: row.uid }),
    ...(isBitcoin(options.asset) ? { addressType: options.addressType } : {}),
  };
  const back = row.state;
  const addressTriedAt = row.addressTriedAt ?? clock.now();
  const send = () => api.createAddress(toAccountId(context), subAccountId, body);
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
      if (subAccountId !== undefined && end.value.customerId !== null) forms.keepsOwnerOfAddress = true;
      return takeAddress(end.row, end.value, 'created', end.httpStatus, context);
    case 'exists':
    case 'not_found':
    case 'rejected':
      break;
  }
  if (subAccountId === undefined || isOwnerless || !refusesOwner(end.message)) {
    return failAddress(end.row, 'address_failed', end.message, end.httpStatus, context);
  }
  if (!isOwn) {
    const error = `The API refuses to keep whose an address under a sub-account is: ${end.message}`;
    return failAddress(end.row, 'address_owner_unknown', error, end.httpStatus, context);
  }
  forms.refusesOwnerOfAddress = true;
  return takeBack(end, back, context);
}

/** Learns whether the server keeps whose an address under a sub-account is, from the first one that it made. */
async function learnOwner(row: LiveRow, subAccountId: string, context: SendContext): Promise<void> {
  const { api, firstOwned, forms, options } = context;
  if (forms.keepsOwnerOfAddress !== undefined) {
    firstOwned.show('owner');
    return;
  }
  const query = { customerId: row.uid, asset: options.asset, page: 1, perPage: 100, orderBy: 'asc' } as const;
  const found = await api.listAddresses(query);
  if (found.kind !== 'ok') return;
  const own = found.value.records.filter((address) => isSameId(address.subAccountId ?? '', subAccountId));
  if (own.some(({ customerId }) => customerId !== null)) forms.keepsOwnerOfAddress = true;
  else {
    const hasOwnFilter = await context.hasOwnFilter();
    if (hasOwnFilter === undefined) return;
    forms.keepsOwnerOfAddress = own.length > 0 && hasOwnFilter;
  }
  firstOwned.show('owner');
}

/** Checks the address and writes it down; a bad one is never written. */
async function takeAddress(
  row: LiveRow,
  found: RemoteAddress,
  status: Exclude<AddressStatus, 'failed'>,
  httpStatus: number | undefined,
  context: SendContext,
): Promise<StepResult> {
  const { journal, mode, options } = context;
  const fault =
    (await checkAddress(found, { asset: options.asset, mode })) ?? findOtherOwner(row, found, context);
  if (fault !== undefined) return failAddress(row, 'address_invalid', fault, httpStatus, context);
  const patch = {
    addressStatus: status,
    address: found.address,
    addressUid: found.uid,
    httpStatus,
    doubt: '',
    errorCode: '',
    error: '',
    ...(status === 'created' ? noteOwnerless(row, context) : {}),
  } as const;
  return moved(await journal.move(row, 'done', patch, toNote(row, httpStatus, `address ${status}`)));
}

/** The address was made without `customerId`, which the server refuses: the row says so. */
function noteOwnerless(row: LiveRow, { forms, journal }: SendContext): RowPatch {
  if (!isOwnSubAccount(row) || !(forms.refusesOwnerOfAddress || forms.refusesOwnerOfSubAccount)) return {};
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
  return other === undefined || other === row.rowNumber
    ? undefined
    : `The address that came back was given to row ${other} already.`;
}

/** Settles an address in doubt: the one that is there now is the one that was asked for. */
export async function settleAddress(
  row: LiveRow,
  session: RowSession,
  context: SendContext,
): Promise<StepResult> {
  const wasAccepted = context.journal.wasAccepted(row.rowNumber, 'address');
  let look = await findAddress(row, context);
  // Nothing refuses a second address, so "not there" is believed only when it is seen twice, some time apart.
  if (look.kind === 'absent') {
    const waitMs = Math.max(context.settleMs, 2 * context.backoffMs(session.tries));
    if (!(await pause(waitMs, context))) return left();
    look = await findAddress(row, context);
  }
  if (look.kind === 'found') return takeAddress(row, look.address, 'created', row.httpStatus, context);
  if (look.kind === 'unavailable') return endLook(row, look, session, context);
  if (look.kind === 'unknown' || wasAccepted) {
    const why = look.kind === 'unknown' ? look.message : 'the list of addresses does not show it.';
    const error = `An address may have been made, and nothing tells which: ${why} It was not asked for again.`;
    return failAddress(row, 'still_in_doubt', error, row.httpStatus, context);
  }
  if (session.tries >= MAX_TRIES) {
    const error = `The address was not made: ${MAX_TRIES} tries brought no usable answer.`;
    return failAddress(row, 'address_failed', error, row.httpStatus, context);
  }
  const to = row.subAccountUid === '' ? 'customer_done' : 'sub_account_done';
  return moved(
    await context.journal.move(row, to, { doubt: '' }, { kind: 'look', result: 'no address there' }),
  );
}
