/** An address in doubt: a look-up shows whether it was made. */
import type { LiveRow } from '../core/journal-port.js';
import { endLook, failAddress } from './address-outcome.js';
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
import { takeAddress } from './take-address.js';

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
