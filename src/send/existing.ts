/** The customer of a create is there already: whose it is, and what that means for the row. */
import type { WriteResult } from '../core/api-port.js';
import type { RemoteCustomer } from '../core/customer.js';
import type { DirectoryHits, LiveRow, Plan, RowPatch } from '../core/journal-port.js';
import { toRowKeys } from '../core/match-key.js';
import type { Decision, RowWish } from '../core/types.js';
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
import { sendGuarded } from './guarded.js';
import { failCustomer, finishCustomer } from './outcome.js';

/** How the API says so. */
type Refusal = Extract<WriteResult<RemoteCustomer>, { kind: 'exists' }>;

/**
 * A 200 may mean "the customer that is there already" rather than "made". It does if its keys or name are others, or if
 * it is older than the request by the server's own clock (which has a second's resolution; hence two seconds' grace).
 */
export function wasThereBefore(
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
export async function lookUpExisting(
  row: LiveRow,
  refusal: Refusal,
  session: RowSession,
  context: SendContext,
): Promise<StepResult> {
  const { directory } = context;
  const before = { createTriedAt: row.createTriedAt } as const;
  const isLast = session.tries + 1 >= MAX_TRIES;
  const read = () => (isLast ? directory.readWhole() : directory.catchUp());
  const look = await sendGuarded(read, row, 'planned_create', context, before);
  if (look.kind === 'unavailable') {
    const back = await moveBack(row, refusal, context);
    if (look.stopped) return left();
    session.tries += 1;
    if (session.tries >= MAX_TRIES || !(await pause(context.backoffMs(session.tries), context)))
      return left(look.message);
    return moved(back);
  }
  const hits = findByKeys(row.wish, context);
  const remote = hits.externalId?.[0] ?? hits.email?.[0];
  if (remote === undefined && !isLast) {
    // A conflict with another request, or a list that lags behind: the next try tells.
    const back = await moveBack(row, refusal, context);
    session.tries += 1;
    return (await pause(context.backoffMs(session.tries), context)) ? moved(back) : left();
  }
  if (remote === undefined) {
    const error = `The API says that the customer exists, but its list has none with this externalId or email: ${refusal.message}`;
    return failCustomer(row, 'api_rejected', error, refusal.httpStatus, context);
  }
  return adoptExisting(row, remote, refusal.httpStatus, session, context);
}

/** Whoever has the row's externalId or email; a create names no uid. */
function findByKeys({ customer }: RowWish, { directory }: SendContext): DirectoryHits {
  const { externalId, email } = toRowKeys(customer);
  return directory.find({
    ...(externalId === undefined ? {} : { externalId }),
    ...(email === undefined ? {} : { email }),
  });
}

/** The create was refused, so nothing is in doubt; it can be sent again. */
function moveBack(
  row: LiveRow,
  { httpStatus, message }: Refusal,
  { journal }: SendContext,
): Promise<LiveRow> {
  const end = { kind: 'end', httpStatus, result: 'exists', message } as const;
  return journal.move(row, 'planned_create', { createTriedAt: row.createTriedAt, httpStatus }, end);
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
  const hits = findByKeys(row.wish, context);
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

/** What a row becomes by a decision that was taken while it was on its way. */
export async function applyDecision(
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
