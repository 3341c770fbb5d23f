/** The customer of a create already exists: whose it is, and what that means for the row. */
import type { RemoteCustomer } from '../core/customer.js';
import type { LiveRow, Plan, RowPatch } from '../core/journal-port.js';
import { toRowKeys } from '../core/match-key.js';
import type { Decision, RowWish } from '../core/types.js';
import { guard, takeBack, toNote, warnRefused, type Refused } from './attempt.js';
import {
  leaveForResume,
  MAX_TRIES,
  movedTo,
  pause,
  type RowSession,
  type SendContext,
  type StepResult,
  wantsAddress,
} from './context.js';
import { mayBeMade } from './judge-create.js';
import { finishCreated } from './kept.js';
import { failCustomer, toFailure } from './outcome.js';

/**
 * The API refused a create because the customer exists, or without a reason: look up the customer. `refused.row` is the
 * row as the request left it.
 */
export async function lookUpExisting(
  refused: Refused,
  session: RowSession,
  context: SendContext,
): Promise<StepResult> {
  const { directory } = context;
  const { row, message, httpStatus } = refused;
  const isLast = session.tries + 1 >= MAX_TRIES;
  const read = () => (isLast ? directory.readWhole() : directory.catchUp());
  const look = await guard(read, { row, back: 'planned_create' }, context);
  if (look.kind === 'unavailable') {
    const back = await takeBack(refused, 'planned_create', context);
    if (look.stopped) return leaveForResume();
    session.tries += 1;
    if (session.tries >= MAX_TRIES || !(await pause(context.backoffMs(session.tries), context)))
      return leaveForResume(look.message);
    return back;
  }
  const remote = findByKeys(row.wish, context);
  if (remote !== undefined) {
    const known = isUnclear(row, remote, session, context)
      ? warnRefused(refused, 'create', context)
      : refused;
    return adoptExisting(known.row, { remote, httpStatus }, session, context);
  }
  if (refused.kind !== 'exists')
    return failCustomer(row, { errorCode: 'api_rejected', error: message, httpStatus }, context);
  if (isLast) {
    const error = `The API says that the customer exists, but its list has none with this externalId or email: ${message}`;
    return failCustomer(row, { errorCode: 'api_rejected', error, httpStatus }, context);
  }
  // A conflict with another request, or a list that lags behind: the next try will show.
  const back = await takeBack(refused, 'planned_create', context);
  session.tries += 1;
  return (await pause(context.backoffMs(session.tries), context)) ? back : leaveForResume();
}

/** Whether the refused create, or another program at that moment, made this customer as it was asked for. */
function isUnclear(
  row: LiveRow,
  remote: RemoteCustomer,
  { before }: RowSession,
  context: SendContext,
): boolean {
  if (before === undefined || isOfDoubtfulCreate(row, remote, context)) return false;
  if (!mayBeMade(row, remote, before, context)) return false;
  const hits = context.directory.find(toRowKeys(row.wish.customer));
  const { kind } = context.decisions.decideAgain(row.wish, hits);
  return kind === 'unchanged' || kind === 'exists';
}

/** The customer that has the row's externalId, or else its email; a create has no uid. */
export function findByKeys({ customer }: RowWish, { directory }: SendContext): RemoteCustomer | undefined {
  const { externalId, email } = toRowKeys(customer);
  const hits = directory.find({
    ...(externalId === undefined ? {} : { externalId }),
    ...(email === undefined ? {} : { email }),
  });
  return hits.externalId?.[0] ?? hits.email?.[0];
}

interface Existing {
  readonly remote: RemoteCustomer;
  readonly httpStatus: number | undefined;
}

/** The row's customer exists. It is ours if an earlier request of this row created it; else the row is decided again. */
export async function adoptExisting(
  row: LiveRow,
  { remote, httpStatus }: Existing,
  session: RowSession,
  context: SendContext,
): Promise<StepResult> {
  const { decisions, directory } = context;
  const isOurs = isOfDoubtfulCreate(row, remote, context);
  directory.note(remote);
  if (isOurs)
    return finishCreated(row, { answer: remote, httpStatus, note: 'created (found by looking)' }, context);
  const hits = directory.find(toRowKeys(row.wish.customer));
  return applyDecision(
    row,
    { decision: decisions.decideAgain(row.wish, hits), httpStatus },
    session,
    context,
  );
}

/** A create of this row may have taken effect, and this customer, new since then, is what it would have created. */
function isOfDoubtfulCreate(
  row: LiveRow,
  remote: RemoteCustomer,
  { decisions, directory, journal }: SendContext,
): boolean {
  if (row.createTriedAt === undefined || directory.wasKnown(remote.uid, row.createMark ?? -1)) return false;
  if (!decisions.couldBeMade(decisions.toCreateBody(row.wish), remote)) return false;
  return journal.findRowWithUid(remote.uid) === undefined;
}

const FOUND_BY_OTHER_KEY = {
  errorCode: 'keys_disagree',
  error: 'The API says that the customer exists; it was found by a key that --match leaves out.',
  to: 'conflict',
} as const;

/** Moves the row according to a decision made while it was in progress. */
export async function applyDecision(
  row: LiveRow,
  { decision, httpStatus }: { readonly decision: Decision; readonly httpStatus: number | undefined },
  session: RowSession,
  context: SendContext,
): Promise<StepResult> {
  const { journal } = context;
  if (context.planIsFinal) {
    const error = 'The customer is there by now; when the plan was made it was not.';
    return failCustomer(row, { errorCode: 'plan_stale', error, httpStatus }, context);
  }
  const other = 'remote' in decision ? journal.findRowWithUid(decision.remote.uid) : undefined;
  if ('remote' in decision && other !== undefined && other !== row.rowNumber) {
    const error = `This row and row ${other} match the same customer ${decision.remote.uid}.`;
    return failCustomer(row, { errorCode: 'keys_disagree', error, httpStatus, to: 'conflict' }, context);
  }
  const isUnderWay = row.state.startsWith('sending_');
  const end = toNote(row, httpStatus, `${isUnderWay ? 'exists' : 'found'}: ${decision.kind}`);
  switch (decision.kind) {
    case 'update': {
      const plan: Plan = decision;
      journal.writePlan(row.rowNumber, plan);
      session.hasFreshPlan = true;
      const patch = { ...toMatched(row, decision), httpStatus, doubt: '' } as const;
      return movedTo(await journal.move(row, 'planned_update', patch, end));
    }
    case 'unchanged':
    case 'exists': {
      const isUnchanged = decision.kind === 'unchanged';
      const to = isUnchanged && wantsAddress(row.wish, context.options) ? 'customer_done' : decision.kind;
      const outcome = isUnchanged ? 'unchanged' : '';
      return movedTo(
        await journal.move(row, to, { ...toMatched(row, decision), outcome, httpStatus, doubt: '' }, end),
      );
    }
    case 'create':
      return failCustomer(row, { ...FOUND_BY_OTHER_KEY, httpStatus }, context);
    case 'conflict':
    case 'skipped':
    case 'failed':
      return failCustomer(
        row,
        {
          ...toFailure(decision.code, { message: decision.message, httpStatus }),
          to: decision.kind === 'conflict' ? 'conflict' : 'failed',
        },
        context,
      );
  }
}

function toMatched(row: LiveRow, decision: Extract<Decision, { remote: RemoteCustomer }>): RowPatch {
  const warnings = [...new Set([...row.warnings, ...decision.warnings])];
  return { uid: decision.remote.uid, matchedBy: decision.matchedBy, warnings };
}
