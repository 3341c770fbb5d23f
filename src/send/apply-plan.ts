/**
 * Rows whose plan was reviewed: it is applied exactly or, if the remote customer has changed, not at all. Nothing is
 * decided again.
 */
import type { RemoteCustomer } from '../core/customer.js';
import type { LiveRow, Plan } from '../core/journal-port.js';
import { toRowKeys } from '../core/match-key.js';
import { MAX_TRIES, movedTo, type RowSession, type SendContext, type StepResult } from './context.js';
import { createCustomer } from './create-customer.js';
import { finishUpdated, FOUND_LATER } from './kept.js';
import { failCustomer, failUnread } from './outcome.js';
import { leaveInDoubt, tryAgain } from './try-again.js';
import { updateCustomer } from './update-customer.js';

/** Creates the customer, unless a customer that the row would match has appeared since. */
export async function applyCreate(
  row: LiveRow,
  session: RowSession,
  context: SendContext,
): Promise<StepResult> {
  const { decisions, directory } = context;
  // Once a create of this row was sent, the customer may be its own: the answer to the next create shows that.
  if (row.createTriedAt === undefined) {
    const decision = decisions.decideAgain(row.wish, directory.find(toRowKeys(row.wish.customer)));
    if (decision.kind !== 'create') {
      const error = 'The customer is there by now; when the plan was made it was not.';
      return failCustomer(row, { errorCode: 'plan_stale', error }, context);
    }
  }
  return createCustomer(row, session, context);
}

/** Updates the customer, unless it differs from the one in the plan. */
export async function applyUpdate(
  row: LiveRow,
  session: RowSession,
  context: SendContext,
): Promise<StepResult> {
  const plan = requirePlan(row, context);
  const result = await context.api.readCustomer(row.uid);
  if (result.kind === 'unavailable') {
    return tryAgain(row, result, session);
  }
  if (result.kind === 'rejected') return failUnread(row, 'update', result, context);
  const remote = result.kind === 'ok' ? result.value : undefined;
  const wasSent = context.journal.mayHaveTaken(row.rowNumber, 'update');
  if (wasSent && remote?.deletedAt === null && hasTaken(row, remote, plan, context))
    return finishUpdated(
      row,
      { answer: remote, plan, httpStatus: row.httpStatus, note: FOUND_LATER },
      context,
    );
  if (context.isUndo && remote?.deletedAt === null && context.decisions.isSameRecord(remote, plan.body)) {
    const note = { kind: 'look', result: 'as before' } as const;
    return movedTo(await context.journal.move(row, 'unchanged', { outcome: 'unchanged' }, note));
  }
  const change = findChange(remote, plan, context);
  if (change !== undefined)
    return failCustomer(
      row,
      { errorCode: 'plan_stale', error: change, httpStatus: result.httpStatus },
      context,
    );
  session.hasFreshPlan = true;
  return updateCustomer(row, session, context);
}

/** An update in doubt: done if the customer has the values sent, to be retried if it is unchanged. */
export async function settlePlannedUpdate(
  row: LiveRow,
  session: RowSession,
  context: SendContext,
): Promise<StepResult> {
  const { api, journal } = context;
  const plan = requirePlan(row, context);
  const result = await api.readCustomer(row.uid);
  if (result.kind === 'unavailable') return leaveInDoubt(row, result, session);
  if (result.kind === 'rejected') return failUnread(row, 'update', result, context);
  const remote = result.kind === 'ok' ? result.value : undefined;
  if (remote?.deletedAt === null && hasTaken(row, remote, plan, context))
    return finishUpdated(
      row,
      { answer: remote, plan, httpStatus: row.httpStatus, note: FOUND_LATER },
      context,
    );
  const change = findChange(remote, plan, context);
  if (change !== undefined)
    return failCustomer(row, { errorCode: 'plan_stale', error: change, httpStatus: row.httpStatus }, context);
  if (session.tries < MAX_TRIES) {
    const look = { kind: 'look', result: 'not updated yet' } as const;
    return movedTo(await journal.move(row, 'planned_update', { doubt: '' }, look));
  }
  const error = `The customer was not updated: ${MAX_TRIES} tries brought no usable answer.`;
  return failCustomer(row, { errorCode: 'api_unavailable', error, httpStatus: row.httpStatus }, context);
}

/** Whether the update took effect: it was accepted, or the customer has the values sent, perhaps rewritten by the server. */
function hasTaken(
  { rowNumber }: LiveRow,
  remote: RemoteCustomer,
  { body, remote: planned }: Plan,
  { decisions, journal }: SendContext,
): boolean {
  if (decisions.isSameRecord(remote, body) || journal.wasAccepted(rowNumber, 'update')) return true;
  // Where the customer said the same before, loosely, that it does so now shows nothing.
  const isShown = !decisions.isSameRecord(remote, planned) && !decisions.saysTheSame(body, planned);
  return isShown && decisions.saysTheSame(body, remote);
}

/** What happened to the customer since the plan was made; undefined if nothing did. */
function findChange(
  remote: RemoteCustomer | undefined,
  { remote: planned }: Plan,
  { decisions }: SendContext,
): string | undefined {
  if (remote === undefined || remote.deletedAt !== null) {
    return 'The customer was deleted after the plan was made.';
  }
  return decisions.isSameRecord(remote, planned)
    ? undefined
    : 'The customer was changed after the plan was made.';
}

function requirePlan({ rowNumber }: LiveRow, { journal }: SendContext): Plan {
  const plan = journal.readPlan(rowNumber);
  if (!plan) throw new Error(`Row ${rowNumber} is to be carried out as planned, and has no plan.`);
  return plan;
}
