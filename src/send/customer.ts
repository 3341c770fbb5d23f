/** The customer's part of a row: create or update, and what the answer leads to. */
import type { WriteResult } from '../core/api-port.js';
import type { Code } from '../core/codes.js';
import type { RemoteCustomer } from '../core/customer.js';
import type { LiveRow, Plan, RowPatch } from '../core/journal-port.js';
import { toRowKeys } from '../core/match-key.js';
import type { CustomerOutcome, Decision, RowWish } from '../core/types.js';
import {
  left,
  MAX_TRIES,
  moved,
  pause,
  type RowSession,
  type SendContext,
  type StepResult,
  wantsAddress,
} from './context.js';
import { keepPrior } from './prior.js';
import { sendGuarded } from './guarded.js';

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

/** The customer is as it should be; its address comes next, if one is wanted. */
export async function finishCustomer(
  row: LiveRow,
  uid: string,
  outcome: CustomerOutcome,
  httpStatus: number | undefined,
  context: SendContext,
  note = outcome as string,
): Promise<StepResult> {
  const to = wantsAddress(row.wish, context.options) ? 'customer_done' : 'done';
  const patch: RowPatch = { uid, outcome, httpStatus, doubt: '', errorCode: '', error: '' };
  const end = !row.state.startsWith('sending_')
    ? ({ kind: 'look', result: note } as const)
    : ({ kind: 'end', httpStatus, result: note, message: '' } as const);
  return moved(await context.journal.move(row, to, patch, end));
}

/**
 * A 200 may mean "the customer that is there already" rather than "made". It does if its keys or name are others, or if
 * it is older than the request by the server's own clock (which has a second's resolution; hence two seconds' grace).
 */
function wasThereBefore(
  wish: RowWish,
  result: Extract<WriteResult<RemoteCustomer>, { kind: 'ok' }>,
  durationMs: number,
): boolean {
  if (result.httpStatus === 201) return false;
  if (saysOther(wish, result.value)) return true;
  // Not by the directory: another row's look may have listed what this very request has just made.
  const createdAt = Date.parse(result.value.createdAt ?? '');
  return result.answeredAt !== undefined && createdAt < result.answeredAt - durationMs - 2000;
}

/** Whether a record has another key or name than the row: it is not what the row's create made. An answer may be sparse. */
function saysOther({ customer }: RowWish, remote: RemoteCustomer): boolean {
  const [ours, theirs] = [toRowKeys(customer), toRowKeys(remote)];
  return (
    (ours.externalId !== undefined &&
      theirs.externalId !== undefined &&
      ours.externalId !== theirs.externalId) ||
    (ours.email !== undefined && theirs.email !== undefined && ours.email !== theirs.email) ||
    (remote.name !== '' && customer.name !== remote.name.normalize('NFC').trim())
  );
}

/** The API says that the customer is there: look which one it is. */
async function lookUpExisting(
  row: LiveRow,
  refusal: Extract<WriteResult<RemoteCustomer>, { kind: 'exists' }>,
  session: RowSession,
  context: SendContext,
): Promise<StepResult> {
  const { directory, journal } = context;
  const before = { createTriedAt: row.createTriedAt } as const;
  const isLast = session.tries + 1 >= MAX_TRIES;
  const read = () => (isLast ? directory.readWhole() : directory.catchUp());
  const look = await sendGuarded(read, row, 'planned_create', context, before);
  if (look.kind === 'unavailable') {
    // The create was refused, so nothing is in doubt; it can be sent again.
    const end = {
      kind: 'end',
      httpStatus: refusal.httpStatus,
      result: 'exists',
      message: refusal.message,
    } as const;
    const back = await journal.move(
      row,
      'planned_create',
      { ...before, httpStatus: refusal.httpStatus },
      end,
    );
    if (look.stopped) return left();
    session.tries += 1;
    if (session.tries >= MAX_TRIES || !(await pause(context.backoffMs(session.tries), context)))
      return left(look.message);
    return moved(back);
  }
  const { externalId, email } = toRowKeys(row.wish.customer);
  const hits = directory.find({
    ...(externalId === undefined ? {} : { externalId }),
    ...(email === undefined ? {} : { email }),
  });
  const remote = hits.externalId?.[0] ?? hits.email?.[0];
  if (remote === undefined && !isLast) {
    // A conflict with another request, or a list that lags behind: the next try tells.
    const end = {
      kind: 'end',
      httpStatus: refusal.httpStatus,
      result: 'exists',
      message: refusal.message,
    } as const;
    const back = await journal.move(
      row,
      'planned_create',
      { ...before, httpStatus: refusal.httpStatus },
      end,
    );
    session.tries += 1;
    return (await pause(context.backoffMs(session.tries), context)) ? moved(back) : left();
  }
  if (remote === undefined) {
    const error = `The API says that the customer exists, but its list has none with this externalId or email: ${refusal.message}`;
    return failCustomer(row, 'api_rejected', error, refusal.httpStatus, context);
  }
  return adoptExisting(row, remote, refusal.httpStatus, session, context);
}

/** The row's customer is there. It is ours if an earlier request of this row made it; else it is decided on anew. */
export async function adoptExisting(
  row: LiveRow,
  remote: RemoteCustomer,
  httpStatus: number | undefined,
  session: RowSession,
  context: SendContext,
): Promise<StepResult> {
  const { decisions, directory } = context;
  directory.note(remote);
  if (isOfDoubtfulCreate(row, remote, context)) {
    return finishCustomer(row, remote.uid, 'created', httpStatus, context, 'created (found by looking)');
  }
  const { externalId, email } = toRowKeys(row.wish.customer);
  const hits = directory.find({
    ...(externalId === undefined ? {} : { externalId }),
    ...(email === undefined ? {} : { email }),
  });
  return applyDecision(row, decisions.decideAgain(row.wish, hits), httpStatus, session, context);
}

/** How far the server's clock and ours may differ. */
export const CLOCK_SKEW_MS = 120_000;

/** A create of this row may have taken effect, and this customer is what it would have made. */
function isOfDoubtfulCreate(
  row: LiveRow,
  remote: RemoteCustomer,
  { decisions, journal }: SendContext,
): boolean {
  if (row.createTriedAt === undefined || journal.findRowWithUid(remote.uid) !== undefined) return false;
  if (decisions.isWished(row.wish, remote)) return true;
  // The vendor may bend what it was sent; keys, name and age tell all the same.
  const { externalId } = row.wish.customer;
  return (
    externalId !== undefined &&
    externalId === remote.externalId &&
    !saysOther(row.wish, remote) &&
    Date.parse(remote.createdAt ?? '') >= row.createTriedAt - CLOCK_SKEW_MS
  );
}

async function applyDecision(
  row: LiveRow,
  decision: Decision,
  httpStatus: number | undefined,
  session: RowSession,
  context: SendContext,
): Promise<StepResult> {
  const { journal } = context;
  if (context.isBinding) {
    const error = 'The customer is there by now; when the plan was made it was not.';
    return failCustomer(row, 'plan_stale', error, httpStatus, context);
  }
  const other = 'remote' in decision ? journal.findRowWithUid(decision.remote.uid) : undefined;
  if ('remote' in decision && other !== undefined && other !== row.rowNumber) {
    const error = `This row and row ${other} match the same customer ${decision.remote.uid}.`;
    return failCustomer(row, 'keys_disagree', error, httpStatus, context, 'conflict');
  }
  const end = !row.state.startsWith('sending_')
    ? ({ kind: 'look', result: `found: ${decision.kind}` } as const)
    : ({ kind: 'end', httpStatus, result: `exists: ${decision.kind}`, message: '' } as const);
  switch (decision.kind) {
    case 'update': {
      const plan: Plan = decision;
      journal.writePlan(row.rowNumber, plan);
      session.hasFreshPlan = true;
      const patch = { ...toMatched(row, decision), httpStatus, doubt: '' } as const;
      return moved(await journal.move(row, 'planned_update', patch, end));
    }
    case 'unchanged':
    case 'exists': {
      const isUnchanged = decision.kind === 'unchanged';
      const to = isUnchanged && wantsAddress(row.wish, context.options) ? 'customer_done' : decision.kind;
      const outcome = isUnchanged ? 'unchanged' : '';
      return moved(
        await journal.move(row, to, { ...toMatched(row, decision), outcome, httpStatus, doubt: '' }, end),
      );
    }
    case 'create':
      return failCustomer(
        row,
        'keys_disagree',
        'The API says that the customer exists; it was found by a key that --match leaves out.',
        httpStatus,
        context,
        'conflict',
      );
    case 'conflict':
    case 'skipped':
    case 'failed':
      return failCustomer(
        row,
        decision.code,
        decision.message,
        httpStatus,
        context,
        decision.kind === 'conflict' ? 'conflict' : 'failed',
      );
  }
}

function toMatched(row: LiveRow, decision: Extract<Decision, { remote: RemoteCustomer }>): RowPatch {
  const warnings = [...new Set([...row.warnings, ...decision.warnings])];
  return { uid: decision.remote.uid, matchedBy: decision.matchedBy, warnings };
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

export async function failCustomer(
  row: LiveRow,
  errorCode: Code,
  error: string,
  httpStatus: number | undefined,
  context: SendContext,
  to: 'failed' | 'conflict' = 'failed',
): Promise<StepResult> {
  const end = !row.state.startsWith('sending_')
    ? ({ kind: 'look', result: error } as const)
    : ({ kind: 'end', httpStatus, result: to, message: error } as const);
  return moved(await context.journal.move(row, to, { errorCode, error, httpStatus, doubt: '' }, end));
}
