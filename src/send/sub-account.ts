/** The customer's own sub-account, which its address is created under. */
import type { LiveRow } from '../core/journal-port.js';
import { attempt, guard, moveIntoDoubt, namesField, takeBack, toNote, type Refused } from './attempt.js';
import { toLabel } from './address-label.js';
import { MAX_TRIES, movedTo, type RowSession, type SendContext, type StepResult } from './context.js';
import { endLook, failAddress } from './address-outcome.js';
import { toAccountId } from './place.js';
import { toFailure } from './outcome.js';

/** Creates the customer's own sub-account; its externalId, derived from the customer's uid, lets the vendor refuse a twin. */
export async function makeSubAccount(
  row: LiveRow,
  session: RowSession,
  context: SendContext,
): Promise<StepResult> {
  const { api, forms, options } = context;
  const externalId = toSubAccountKey(row);
  // The vendor is documented to refuse a twin; for a customer that existed before, a look-up makes sure.
  if (!session.madeCustomer) {
    const look = await context.findSubAccount(toAccountId(context), externalId);
    if (look.kind === 'found') return takeSubAccount(row, look.uid, 'sub-account there', context);
    if (look.kind === 'unavailable' && !look.isRefused) return endLook(row, look, session, context);
  }
  const owner = forms.refusesOwnerOfSubAccount ? {} : { customerId: row.uid };
  const body = { name: toLabel(options.addressLabel, row), externalId, metaData: {}, ...owner };
  const accountId = toAccountId(context);
  const send = () => api.createSubAccount(accountId, body);
  const end = await attempt(
    row,
    { step: 'sub_account', back: 'customer_done', body, send },
    session,
    context,
  );
  switch (end.kind) {
    case 'over':
      return end.result;
    case 'ok': {
      const { value, httpStatus } = end;
      if (value.externalId === null || value.externalId === externalId)
        return takeSubAccount(end.row, value.uid, 'sub-account created', context);
      const message = `The answer carries another sub-account (${value.externalId}), so that it does not say what was made.`;
      return moveIntoDoubt(end.row, 'sub_account', { kind: 'accepted', httpStatus, message }, context);
    }
    case 'exists':
      break;
    case 'not_found':
    case 'rejected':
      if ('customerId' in body && refusesOwner(end.message)) {
        forms.refusesOwnerOfSubAccount = true;
        return takeBack(end, 'customer_done', context);
      }
      if (namesField(end)) {
        return failAddress(end.row, toFailure('address_failed', end), context);
      }
  }
  return lookUpRefused(end, session, context);
}

/** The sub-account exists, or the refusal does not say why: a look-up decides. */
async function lookUpRefused(end: Refused, session: RowSession, context: SendContext): Promise<StepResult> {
  const externalId = toSubAccountKey(end.row);
  const find = () => context.findSubAccount(toAccountId(context), externalId);
  const look = await guard(find, { row: end.row, back: 'customer_done' }, context);
  if (look.kind === 'found') return takeSubAccount(end.row, look.uid, 'sub-account there', context);
  if (look.kind === 'unavailable' && !look.isRefused) {
    // The request was refused, so nothing is in doubt; it can be sent again.
    const back = await takeBack(end, 'customer_done', context);
    return back.kind === 'left' ? back : endLook(back.row, look, session, context);
  }
  const why = look.kind === 'absent' ? end.message : look.message;
  const error =
    end.kind === 'exists'
      ? `The API says that the sub-account ${externalId} exists, and its list does not show it: ${why}`
      : `The sub-account was refused: ${end.message}`;
  return failAddress(end.row, { errorCode: 'address_failed', error, httpStatus: end.httpStatus }, context);
}

/** Whether a refusal is about `customerId`, which is in the vendor's guide but not in its reference. */
export function refusesOwner(message: string): boolean {
  return /customer[ _-]?id/i.test(message);
}

export async function settleSubAccount(
  row: LiveRow,
  session: RowSession,
  context: SendContext,
): Promise<StepResult> {
  const look = await context.findSubAccount(toAccountId(context), toSubAccountKey(row));
  if (look.kind === 'found') return takeSubAccount(row, look.uid, 'sub-account found by looking', context);
  if (look.kind === 'unavailable' && !look.isRefused) return endLook(row, look, session, context);
  if (session.tries >= MAX_TRIES) {
    const error = `The sub-account was not made: ${MAX_TRIES} tries brought no usable answer.`;
    return failAddress(row, { errorCode: 'address_failed', error, httpStatus: row.httpStatus }, context);
  }
  // A retry is safe: the vendor refuses a second sub-account with this externalId.
  const note = { kind: 'look', result: 'no sub-account there' } as const;
  return movedTo(await context.journal.move(row, 'customer_done', { doubt: '' }, note));
}

async function takeSubAccount(
  row: LiveRow,
  subAccountUid: string,
  result: string,
  context: SendContext,
): Promise<StepResult> {
  const other = context.journal.claim('sub_account', subAccountUid, row.rowNumber);
  if (other !== undefined) {
    const error = `The sub-account that the API gave to this row is that of row ${other}. No address was made.`;
    return failAddress(row, { errorCode: 'address_failed', error }, context);
  }
  const note = toNote(row, undefined, result);
  return movedTo(await context.journal.move(row, 'sub_account_done', { subAccountUid, doubt: '' }, note));
}

function toSubAccountKey(row: LiveRow): string {
  return `customer-${row.uid}`;
}
