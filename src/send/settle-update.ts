/** An update in doubt: the customer as it is now shows whether it took effect. */
import type { LiveRow } from '../core/journal-port.js';
import { MAX_TRIES, movedTo, type RowSession, type SendContext, type StepResult } from './context.js';
import { leaveInDoubt } from './try-again.js';
import { keepPrior } from './keep-before.js';
import { finishUpdated, FOUND_LATER } from './kept.js';
import { failCustomer, failUnread, finishCustomer } from './outcome.js';

export async function settleUpdate(
  row: LiveRow,
  session: RowSession,
  context: SendContext,
): Promise<StepResult> {
  const { api, decisions, journal } = context;
  const result = await api.readCustomer(row.uid);
  switch (result.kind) {
    case 'unavailable':
      return leaveInDoubt(row, result, session);
    case 'not_found':
    case 'rejected':
      return failUnread(row, 'update', result, context);
    case 'ok':
      break;
  }
  context.directory.note(result.value);
  const plan = journal.readPlan(row.rowNumber);
  if (plan !== undefined && journal.wasAccepted(row.rowNumber, 'update')) {
    return finishUpdated(
      row,
      { answer: result.value, plan, httpStatus: row.httpStatus, note: 'updated (read afterwards)' },
      context,
    );
  }
  const again = decisions.decideAgain(row.wish, { [row.matchedBy || 'uid']: [result.value] });
  if (again.kind === 'conflict' || again.kind === 'failed') {
    return failCustomer(
      row,
      { errorCode: again.code, error: again.message, httpStatus: row.httpStatus, to: again.kind },
      context,
    );
  }
  if (again.kind !== 'update') {
    const note = FOUND_LATER;
    return plan === undefined
      ? finishCustomer(row, { uid: row.uid, outcome: 'updated', httpStatus: row.httpStatus, note }, context)
      : finishUpdated(row, { answer: result.value, plan, httpStatus: row.httpStatus, note }, context);
  }
  if (session.tries < MAX_TRIES) {
    journal.writePlan(row.rowNumber, keepPrior(plan, again));
    session.hasFreshPlan = true;
    return movedTo(
      await journal.move(row, 'planned_update', { doubt: '' }, { kind: 'look', result: 'not updated yet' }),
    );
  }
  const error = `The customer was not updated: ${MAX_TRIES} tries brought no usable answer.`;
  return failCustomer(row, { errorCode: 'api_unavailable', error, httpStatus: row.httpStatus }, context);
}
