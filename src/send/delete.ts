/** Deletes a customer that another run created, if it is still as that run created it. */
import type { ReadResult } from '../core/api-port.js';
import type { RemoteCustomer } from '../core/customer.js';
import type { LiveRow } from '../core/journal-port.js';
import { attempt, guard, moveIntoDoubt, toNote } from './attempt.js';
import {
  leaveForResume,
  MAX_TRIES,
  movedTo,
  pause,
  type RowSession,
  type SendContext,
  type StepResult,
} from './context.js';
import { failCustomer, failUnread } from './outcome.js';
import { leaveInDoubt, tryAgain } from './try-again.js';

const UNSUPPORTED = 'The API does not let customers be deleted; this one is still there.';
const NOT_TRIED =
  'The API accepted the deletion of other customers, and they were still there later: this one was not tried.';

/** Looks up the customer, and deletes it. */
export async function deleteCustomer(
  row: LiveRow,
  session: RowSession,
  context: SendContext,
): Promise<StepResult> {
  const { api, deletion, journal } = context;
  const look = await lookAt(row, context);
  if (look.kind === 'unavailable') {
    return tryAgain(row, look, session);
  }
  if (look.kind === 'rejected') return failUnread(row, 'delete', look, context);
  // An earlier request may take effect after it was looked up.
  const ifGone = journal.mayHaveTaken(row.rowNumber, 'delete') ? 'done' : 'unchanged';
  if (look.kind === 'gone') return endGone(row, ifGone, context);
  if (!isStillAsMade(row, look.remote, context)) {
    return failCustomer(
      row,
      { errorCode: 'plan_stale', error: 'The customer was changed since the run made it.' },
      context,
    );
  }
  if (deletion.isUnsupported) {
    const error = deletion.isAccepted ? NOT_TRIED : UNSUPPORTED;
    return failCustomer(row, { errorCode: 'delete_unsupported', error }, context);
  }
  const send = () => api.deleteCustomer(row.uid);
  const end = await attempt(
    row,
    { step: 'delete', back: 'planned_delete', body: null, send },
    session,
    context,
  );
  if (end.kind === 'over') return end.result;
  const { row: sending, httpStatus } = end;
  if (end.kind === 'ok') return endAccepted(sending, httpStatus, context);
  // No such method (405), or no such path (404): but a 404 may also be the customer, deleted a moment ago.
  const isUnsupported = httpStatus === 404 || httpStatus === 405 || httpStatus === 501;
  const again = await guard(() => lookAt(row, context), { row: sending, back: 'planned_delete' }, context);
  if (again.kind === 'gone') return endGone(sending, isUnsupported ? ifGone : 'done', context);
  if (!isUnsupported) {
    return failCustomer(sending, { errorCode: 'api_rejected', error: end.message, httpStatus }, context);
  }
  if (again.kind === 'there') deletion.isUnsupported = true;
  return failCustomer(sending, { errorCode: 'delete_unsupported', error: UNSUPPORTED, httpStatus }, context);
}

/**
 * The reference of the API has no deletion, and a server may answer a success to a request that it does not know: that is believed once
 * a look has shown that a customer is gone.
 */
async function endAccepted(
  row: LiveRow,
  httpStatus: number | undefined,
  context: SendContext,
): Promise<StepResult> {
  const { deletion, journal } = context;
  if (!deletion.isShown) {
    const look = await lookAt(row, context);
    if (look.kind !== 'gone') {
      const message = look.kind === 'there' ? 'The customer is still there.' : look.message;
      return moveIntoDoubt(row, 'delete', { kind: 'accepted', httpStatus, message }, context);
    }
    deletion.isShown = true;
  }
  const note = toNote(row, httpStatus, 'ok');
  return movedTo(await journal.move(row, 'done', { outcome: 'deleted', httpStatus, error: '' }, note));
}

/** A deletion in doubt: done if the customer no longer exists. One that the API accepted is not sent again. */
export async function settleDelete(
  row: LiveRow,
  session: RowSession,
  context: SendContext,
): Promise<StepResult> {
  const wasAccepted = context.journal.wasAccepted(row.rowNumber, 'delete');
  if (wasAccepted && !(await pause(context.settleMs, context))) return leaveForResume();
  const look = await lookAt(row, context);
  if (look.kind === 'unavailable') return leaveInDoubt(row, look, session);
  if (look.kind === 'rejected') return failUnread(row, 'delete', look, context);
  if (look.kind === 'gone') {
    context.deletion.isShown ||= wasAccepted;
    return endGone(row, 'done', context);
  }
  if (session.tries < MAX_TRIES) {
    if (wasAccepted) return movedTo(row);
    const note = { kind: 'look', result: 'not deleted yet' } as const;
    return movedTo(await context.journal.move(row, 'planned_delete', { doubt: '' }, note));
  }
  return wasAccepted ? failAccepted(row, context) : failUndeleted(row, context);
}

/** Until a look has shown that one is gone, the others are not tried. */
function failAccepted(row: LiveRow, context: SendContext): Promise<StepResult> {
  const { deletion } = context;
  if (!deletion.isShown) {
    deletion.isUnsupported = true;
    deletion.isAccepted = true;
  }
  const error =
    'The API accepted the deletion, and the customer was still there later. It may still take effect.';
  return failCustomer(row, { errorCode: 'delete_unsupported', error, httpStatus: row.httpStatus }, context);
}

function failUndeleted(row: LiveRow, context: SendContext): Promise<StepResult> {
  const error = `The customer was not deleted: ${MAX_TRIES} tries brought no usable answer.`;
  return failCustomer(row, { errorCode: 'api_unavailable', error, httpStatus: row.httpStatus }, context);
}

type CustomerLook =
  | { readonly kind: 'there'; readonly remote: RemoteCustomer }
  | { readonly kind: 'gone' }
  | Extract<ReadResult<RemoteCustomer>, { kind: 'rejected' | 'unavailable' }>;

async function lookAt({ uid }: LiveRow, { api }: SendContext): Promise<CustomerLook> {
  const result = await api.readCustomer(uid);
  switch (result.kind) {
    case 'ok':
      return result.value.deletedAt === null ? { kind: 'there', remote: result.value } : { kind: 'gone' };
    case 'not_found':
      return { kind: 'gone' };
    case 'rejected':
    case 'unavailable':
      return result;
  }
}

/** It has what the run sent, or the server's record of that at creation. Its uid is the one that the run received. */
function isStillAsMade(row: LiveRow, remote: RemoteCustomer, { decisions, journal }: SendContext): boolean {
  const made = journal.readPlan(row.rowNumber)?.remote;
  if (!made) throw new Error(`Row ${row.rowNumber} is to be deleted without a word on what was made.`);
  return (
    decisions.isSameRecord(remote, made) &&
    (made.externalId === null || made.externalId === remote.externalId)
  );
}

async function endGone(
  row: LiveRow,
  to: 'unchanged' | 'done',
  { journal }: SendContext,
): Promise<StepResult> {
  const note = toNote(row, undefined, 'gone');
  const outcome = to === 'done' ? 'deleted' : 'unchanged';
  return movedTo(await journal.move(row, to, { outcome, doubt: '' }, note));
}
