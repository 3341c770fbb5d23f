/** The update of a row's customer, and what the answer leads to. */
import type { LiveRow, Plan } from '../core/journal-port.js';
import { attempt, guard, mayHaveTaken, takeBack, warnRefused, type Refused } from './attempt.js';
import { movedTo, type RowSession, type SendContext, type StepResult } from './context.js';
import { applyDecision } from './adopt-existing.js';
import { finishUpdated, FOUND_LATER } from './kept.js';
import { failCustomer, failUnread, toFailure } from './outcome.js';
import { keepPrior } from './keep-before.js';
import { tryAgain } from './try-again.js';
import { toForm, learnForms, tryOtherForm } from './learned-forms.js';

/** Sends the planned update of a row. */
export async function updateCustomer(
  row: LiveRow,
  session: RowSession,
  context: SendContext,
): Promise<StepResult> {
  const { api, journal } = context;
  if (!session.hasFreshPlan) return planAgain(row, session, context);
  const plan = journal.readPlan(row.rowNumber);
  if (!plan) throw new Error(`Row ${row.rowNumber} is planned_update without a plan.`);
  const body = toForm(plan.body, session, context);
  const send = () => api.updateCustomer(row.uid, body);
  const end = await attempt(row, { step: 'update', back: 'planned_update', body, send }, session, context);
  switch (end.kind) {
    case 'over':
      return end.result;
    case 'ok':
      learnForms(session, context);
      return finishUpdated(end.row, { answer: end.value, plan, httpStatus: end.httpStatus }, context);
    case 'not_found':
      return failCustomer(end.row, toFailure('api_not_found', end), context);
    // An update that gets "already exists" took another customer's email: that is a refusal.
    case 'exists':
    case 'rejected':
      if (tryOtherForm({ planned: plan.body, sent: body, refused: end }, session, context))
        return takeBack(end, 'planned_update', context);
      return endRefused(end, plan, context);
  }
}

/** A refused update that may have been carried out all the same is looked at. */
async function endRefused(end: Refused, plan: Plan, context: SendContext): Promise<StepResult> {
  const { api, decisions } = context;
  if (mayHaveTaken(end)) {
    const read = () => api.readCustomer(end.row.uid);
    const look = await guard(read, { row: end.row, back: 'planned_update' }, context);
    const isThere =
      look.kind === 'ok' &&
      look.value.deletedAt === null &&
      decisions.isSameRecord(look.value, plan.body) &&
      !decisions.isSameRecord(plan.remote, plan.body);
    if (isThere) {
      const { row, httpStatus } = warnRefused(end, 'update', context);
      const done = { answer: look.value, plan, httpStatus, note: FOUND_LATER } as const;
      return finishUpdated(row, done, context);
    }
  }
  return failCustomer(end.row, toFailure('api_rejected', end), context);
}

/** The whole record is sent, so an old record would revert others' later changes: read it again first. */
async function planAgain(row: LiveRow, session: RowSession, context: SendContext): Promise<StepResult> {
  const { api, journal } = context;
  const result = await api.readCustomer(row.uid);
  switch (result.kind) {
    case 'unavailable':
      return tryAgain(row, result, session);
    case 'not_found':
    case 'rejected':
      return failUnread(row, 'update', result, context);
    case 'ok':
      break;
  }
  context.directory.note(result.value);
  if (result.value.deletedAt !== null) {
    return failCustomer(
      row,
      {
        errorCode: 'api_not_found',
        error: 'The customer has been deleted since the plan was made.',
        httpStatus: result.httpStatus,
      },
      context,
    );
  }
  session.hasFreshPlan = true;
  const decision = context.decisions.decideAgain(row.wish, { [row.matchedBy || 'uid']: [result.value] });
  const sent = journal.mayHaveTaken(row.rowNumber, 'update') ? journal.readPlan(row.rowNumber) : undefined;
  if (decision.kind === 'unchanged' && sent !== undefined)
    return finishUpdated(
      row,
      { answer: result.value, plan: sent, httpStatus: row.httpStatus, note: FOUND_LATER },
      context,
    );
  if (decision.kind !== 'update')
    return applyDecision(row, { decision, httpStatus: result.httpStatus }, session, context);
  const before = row.attempts > 0 ? journal.readPlan(row.rowNumber) : undefined;
  journal.writePlan(row.rowNumber, keepPrior(before, decision));
  return movedTo(row);
}
