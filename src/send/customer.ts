/** The customer's part of a row: create or update, and what the answer leads to. */
import type { WriteResult } from '../core/api-port.js';
import type { RemoteCustomer } from '../core/customer.js';
import type { LiveRow } from '../core/journal-port.js';
import { left, MAX_TRIES, moved, type RowSession, type SendContext, type StepResult } from './context.js';
import { adoptExisting, applyDecision, lookUpExisting, wasThereBefore } from './existing.js';
import { sendGuarded } from './guarded.js';
import { failCustomer, finishCustomer } from './outcome.js';
import { keepPrior } from './prior.js';

/** Sends the create of a planned row. The intent is on disk before the request leaves. */
export async function createCustomer(
  row: LiveRow,
  session: RowSession,
  context: SendContext,
): Promise<StepResult> {
  const { api, clock, decisions, journal } = context;
  const body = decisions.toCreateBody(row.wish);
  const createTriedAt = row.createTriedAt ?? clock.now();
  const begin = { kind: 'begin', step: 'create', body } as const;
  const sending = await journal.move(row, 'sending_create', { createTriedAt, doubt: '' }, begin);
  const startedAt = clock.monotonic();
  // Until a create of this row is in doubt, none can have made the customer.
  const before = { createTriedAt: row.createTriedAt } as const;
  const result = await sendGuarded(
    () => api.createCustomer(body),
    sending,
    'planned_create',
    context,
    before,
  );
  if (result.kind === 'ok') {
    const durationMs = clock.monotonic() - startedAt;
    if (wasThereBefore(row.wish, result, durationMs))
      return adoptExisting({ ...sending, ...before }, result.value, result.httpStatus, session, context);
    session.madeCustomer = true;
    return finishCustomer(sending, result.value.uid, 'created', result.httpStatus, context);
  }
  if (result.kind === 'exists') return lookUpExisting({ ...sending, ...before }, result, session, context);
  return endUnwell(
    result.kind === 'not_sent' ? { ...sending, ...before } : sending,
    result,
    'create',
    session,
    context,
  );
}

/** Sends the update that was planned for a row. */
export async function updateCustomer(
  row: LiveRow,
  session: RowSession,
  context: SendContext,
): Promise<StepResult> {
  const { api, journal } = context;
  if (!session.hasFreshPlan) return planAgain(row, session, context);
  const plan = journal.readPlan(row.rowNumber);
  if (!plan) throw new Error(`Row ${row.rowNumber} is planned_update without a plan.`);
  const begin = { kind: 'begin', step: 'update', body: plan.body } as const;
  const sending = await journal.move(row, 'sending_update', { doubt: '' }, begin);
  const result = await sendGuarded(
    () => api.updateCustomer(row.uid, plan.body),
    sending,
    'planned_update',
    context,
  );
  if (result.kind === 'ok') {
    context.directory.note(result.value);
    return finishCustomer(sending, row.uid, 'updated', result.httpStatus, context);
  }
  // An update that meets "already exists" took another customer's email: that is a refusal.
  const refused = result.kind === 'exists' ? ({ ...result, kind: 'rejected' } as const) : result;
  return endUnwell(sending, refused, 'update', session, context);
}

/** The whole record is sent, so that a record of long ago would undo what others changed since: read it again first. */
async function planAgain(row: LiveRow, session: RowSession, context: SendContext): Promise<StepResult> {
  const result = await context.api.readCustomer(row.uid);
  switch (result.kind) {
    case 'unavailable':
      if (result.stopped) return left();
      session.tries += 1;
      return session.tries < MAX_TRIES ? moved(row) : left(result.message);
    case 'not_found':
    case 'rejected':
      return failCustomer(row, 'api_not_found', result.message, result.httpStatus, context);
    case 'ok':
      break;
  }
  context.directory.note(result.value);
  if (result.value.deletedAt !== null) {
    return failCustomer(
      row,
      'api_not_found',
      'The customer was deleted meanwhile.',
      result.httpStatus,
      context,
    );
  }
  session.hasFreshPlan = true;
  const decision = context.decisions.decideAgain(row.wish, { [row.matchedBy || 'uid']: [result.value] });
  if (decision.kind !== 'update') return applyDecision(row, decision, result.httpStatus, session, context);
  const before = row.attempts > 0 ? context.journal.readPlan(row.rowNumber) : undefined;
  context.journal.writePlan(row.rowNumber, keepPrior(before, decision));
  return moved(row);
}

/** The request did not succeed: at rest, in doubt, or back to where it was. */
async function endUnwell(
  row: LiveRow,
  result: Exclude<WriteResult<RemoteCustomer>, { kind: 'ok' | 'exists' }>,
  step: 'create' | 'update',
  session: RowSession,
  context: SendContext,
): Promise<StepResult> {
  const { journal } = context;
  switch (result.kind) {
    case 'not_found':
    case 'rejected': {
      const code = result.kind === 'not_found' && step === 'update' ? 'api_not_found' : 'api_rejected';
      return failCustomer(row, code, result.message, result.httpStatus, context);
    }
    case 'unsure': {
      const end = {
        kind: 'end',
        httpStatus: result.httpStatus,
        result: 'unsure',
        message: result.message,
      } as const;
      return moved(await journal.move(row, 'in_doubt', { doubt: step, httpStatus: result.httpStatus }, end));
    }
    case 'not_sent': {
      const end = {
        kind: 'end',
        httpStatus: undefined,
        result: 'not sent',
        message: result.message,
      } as const;
      const patch = { createTriedAt: row.createTriedAt };
      const back = await journal.move(
        row,
        step === 'create' ? 'planned_create' : 'planned_update',
        patch,
        end,
      );
      if (result.stopped) return left();
      session.tries += 1;
      return session.tries >= MAX_TRIES ? left(result.message) : moved(back);
    }
  }
}
