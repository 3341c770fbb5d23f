/** A customer that another run made is deleted, if it is still as that run made it. */
import type { RemoteCustomer } from '../core/customer.js';
import type { LiveRow } from '../core/journal-port.js';
import { left, MAX_TRIES, moved, type RowSession, type SendContext, type StepResult } from './context.js';
import { CLOCK_SKEW_MS } from './existing.js';
import { failCustomer } from './outcome.js';
import { leaveInDoubt } from './in-doubt.js';
import { sendGuarded } from './guarded.js';

const UNSUPPORTED = 'The API does not let customers be deleted; this one is still there.';

/** Looks, and deletes. */
export async function deleteCustomer(
  row: LiveRow,
  session: RowSession,
  context: SendContext,
): Promise<StepResult> {
  const { api, deletion, journal } = context;
  const look = await lookAt(row, context);
  if (look.kind === 'unavailable') {
    if (look.stopped) return left();
    session.tries += 1;
    return session.tries < MAX_TRIES ? moved(row) : left(look.message);
  }
  if (look.kind === 'gone') return endGone(row, 'unchanged', context);
  if (!isStillAsMade(row, look.remote, context)) {
    return failCustomer(
      row,
      'plan_stale',
      'The customer was changed since the run made it.',
      undefined,
      context,
    );
  }
  if (deletion.isUnsupported) return failCustomer(row, 'delete_unsupported', UNSUPPORTED, undefined, context);
  const begin = { kind: 'begin', step: 'delete', body: null } as const;
  const sending = await journal.move(row, 'sending_delete', { doubt: '' }, begin);
  const result = await sendGuarded(() => api.deleteCustomer(row.uid), sending, 'planned_delete', context);
  const { message } = result.kind === 'ok' ? { message: '' } : result;
  const httpStatus = result.kind === 'not_sent' ? undefined : result.httpStatus;
  const end = { kind: 'end', httpStatus, result: result.kind, message } as const;
  switch (result.kind) {
    case 'ok':
      return moved(await journal.move(sending, 'done', { outcome: 'deleted', httpStatus, error: '' }, end));
    case 'not_sent': {
      const back = await journal.move(sending, 'planned_delete', {}, end);
      if (result.stopped) return left();
      session.tries += 1;
      return session.tries >= MAX_TRIES ? left(message) : moved(back);
    }
    case 'unsure':
      return moved(await journal.move(sending, 'in_doubt', { doubt: 'delete', httpStatus }, end));
    case 'not_found':
    case 'exists':
    case 'rejected':
      break;
  }
  // There is no such method (405), or no such path (404): but that may as well be the customer, gone a moment ago.
  if (result.httpStatus !== 404 && result.httpStatus !== 405 && result.httpStatus !== 501) {
    return failCustomer(sending, 'api_rejected', message, httpStatus, context);
  }
  const again = await lookAt(row, context);
  if (again.kind === 'gone') return endGone(sending, 'unchanged', context);
  if (again.kind === 'there') deletion.isUnsupported = true;
  return failCustomer(sending, 'delete_unsupported', UNSUPPORTED, httpStatus, context);
}

/** A deletion in doubt: done if the customer is gone. */
export async function settleDelete(
  row: LiveRow,
  session: RowSession,
  context: SendContext,
): Promise<StepResult> {
  const look = await lookAt(row, context);
  if (look.kind === 'unavailable') return leaveInDoubt(row, look, session);
  if (look.kind === 'gone') return endGone(row, 'done', context);
  if (session.tries < MAX_TRIES) {
    const note = { kind: 'look', result: 'not deleted yet' } as const;
    return moved(await context.journal.move(row, 'planned_delete', { doubt: '' }, note));
  }
  const error = `The customer was not deleted: ${MAX_TRIES} tries brought no usable answer.`;
  return failCustomer(row, 'api_unavailable', error, row.httpStatus, context);
}

type Look =
  | { readonly kind: 'there'; readonly remote: RemoteCustomer }
  | { readonly kind: 'gone' }
  | { readonly kind: 'unavailable'; readonly message: string; readonly stopped: boolean };

async function lookAt({ uid }: LiveRow, { api }: SendContext): Promise<Look> {
  const result = await api.readCustomer(uid);
  switch (result.kind) {
    case 'ok':
      return result.value.deletedAt === null ? { kind: 'there', remote: result.value } : { kind: 'gone' };
    case 'not_found':
      return { kind: 'gone' };
    case 'rejected':
      return { kind: 'unavailable', message: result.message, stopped: false };
    case 'unavailable':
      return { kind: 'unavailable', message: result.message, stopped: result.stopped };
  }
}

/** It says what the run sent, and is no older than the run's request: so it is no one else's. */
function isStillAsMade(row: LiveRow, remote: RemoteCustomer, { decisions, journal }: SendContext): boolean {
  const made = journal.readPlan(row.rowNumber)?.remote;
  if (!made) throw new Error(`Row ${row.rowNumber} is to be deleted without a word on what was made.`);
  return (
    decisions.isSameRecord(remote, made) &&
    (made.externalId === null || made.externalId === remote.externalId) &&
    Date.parse(remote.createdAt ?? '') >= Date.parse(made.createdAt ?? '') - CLOCK_SKEW_MS
  );
}

async function endGone(
  row: LiveRow,
  to: 'unchanged' | 'done',
  { journal }: SendContext,
): Promise<StepResult> {
  const note = row.state.startsWith('sending_')
    ? ({ kind: 'end', httpStatus: undefined, result: 'gone', message: '' } as const)
    : ({ kind: 'look', result: 'gone' } as const);
  const outcome = to === 'done' ? 'deleted' : 'unchanged';
  return moved(await journal.move(row, to, { outcome, doubt: '' }, note));
}
