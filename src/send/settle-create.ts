/** A create in doubt: whose customer a look-up shows. */
import type { RemoteCustomer } from '../core/customer.js';
import type { LiveRow } from '../core/journal-port.js';
import { toRowKeys } from '../core/match-key.js';
import {
  leaveForResume,
  MAX_TRIES,
  movedTo,
  pause,
  type RowSession,
  type SendContext,
  type StepResult,
} from './context.js';
import { leaveInDoubt } from './try-again.js';
import { finishCreated } from './kept.js';
import { adoptExisting, findByKeys } from './adopt-existing.js';
import { failCustomer } from './outcome.js';

export async function settleCreate(
  row: LiveRow,
  session: RowSession,
  context: SendContext,
): Promise<StepResult> {
  const { directory, journal } = context;
  const isLast = session.tries >= MAX_TRIES;
  const look = await (isLast ? directory.readWhole() : directory.catchUp());
  if (look.kind === 'unavailable') return leaveInDoubt(row, look, session);
  const wasAccepted = journal.wasAccepted(row.rowNumber, 'create');
  if (isTwinRefused(row, context)) {
    const remote = findByKeys(row.wish, context);
    if (remote !== undefined)
      return adoptExisting(row, { remote, httpStatus: row.httpStatus }, session, context);
    if (!wasAccepted) return sendCreateAgain(row, session, context);
  }
  return settleByContent(row, wasAccepted, session, context);
}

/** Whether the server refuses a second customer with a key of the row. */
function isTwinRefused({ wish }: LiveRow, { options, firstCreate, forms }: SendContext): boolean {
  const { externalId, email } = wish.customer;
  const { acceptsTwinBy } = forms;
  return (
    (externalId !== undefined && firstCreate.hasShown('externalId') && !acceptsTwinBy.externalId) ||
    (email !== undefined && options.emailUnique && !acceptsTwinBy.email)
  );
}

/** Not there. A retry is safe: the key makes the vendor refuse a twin, should the first request still arrive. */
async function sendCreateAgain(row: LiveRow, session: RowSession, context: SendContext): Promise<StepResult> {
  if (session.tries < MAX_TRIES) {
    const note = { kind: 'look', result: 'not there' } as const;
    return movedTo(await context.journal.move(row, 'planned_create', { doubt: '' }, note));
  }
  const error = `The customer was not created: ${MAX_TRIES} tries brought no usable answer.`;
  return failCustomer(row, { errorCode: 'api_unavailable', error, httpStatus: row.httpStatus }, context);
}

/** How many new customers are checked for the one that a create may have made. */
const MAX_NEW = 1000;

/**
 * A create whose keys the server may not keep, or may accept twice (`--no-email-unique`), or that took effect without an
 * answer that shows its record. A customer with the row's externalId is ours. Otherwise exactly one new customer that fits
 * the body and belongs to no row is taken as ours. If no customer fits, the create is sent again only if it has a key, there
 * was no answer, and two look-ups some time apart find nothing new. Anything else stays unclear.
 */
async function settleByContent(
  row: LiveRow,
  wasAccepted: boolean,
  session: RowSession,
  context: SendContext,
): Promise<StepResult> {
  const { directory, options } = context;
  const { externalId, email } = row.wish.customer;
  const found = findMade(row, context);
  if (found.kind !== 'none') return takeFound(row, { found, wasAccepted }, session, context);
  const hasKey = externalId !== undefined || (email !== undefined && options.emailUnique);
  if (!hasKey && !wasAccepted) return failInDoubt(row, found, wasAccepted, context);
  if (!(await pause(Math.max(context.settleMs, 2 * context.backoffMs(session.tries)), context)))
    return leaveForResume();
  const look = await directory.catchUp();
  if (look.kind === 'unavailable') return leaveInDoubt(row, look, session);
  const again = findMade(row, context);
  if (again.kind !== 'none') return takeFound(row, { found: again, wasAccepted }, session, context);
  if (!wasAccepted) return sendCreateAgain(row, session, context);
  return session.tries < MAX_TRIES ? movedTo(row) : failInDoubt(row, again, wasAccepted, context);
}

type Made =
  | { readonly kind: 'by_key' | 'only'; readonly remote: RemoteCustomer }
  | { readonly kind: 'several'; readonly count: number }
  | { readonly kind: 'none' };

/** The customer that the create of this row has made, as far as the directory shows. */
function findMade(row: LiveRow, { decisions, directory, journal }: SendContext): Made {
  const mark = row.createMark ?? -1;
  const { externalId } = toRowKeys(row.wish.customer);
  const [byKey] = externalId === undefined ? [] : (directory.find({ externalId }).externalId ?? []);
  if (byKey !== undefined) return { kind: 'by_key', remote: byKey };
  const body = decisions.toCreateBody(row.wish);
  const candidates = directory
    .findMetSince(mark, MAX_NEW)
    .filter((one) => decisions.couldBeMade(body, one) && journal.findRowWithUid(one.uid) === undefined);
  const [only, ...others] = candidates;
  if (only === undefined) return { kind: 'none' };
  return others.length === 0 ? { kind: 'only', remote: only } : { kind: 'several', count: candidates.length };
}

function takeFound(
  row: LiveRow,
  { found, wasAccepted }: { readonly found: Exclude<Made, { kind: 'none' }>; readonly wasAccepted: boolean },
  session: RowSession,
  context: SendContext,
): Promise<StepResult> {
  if (found.kind === 'by_key')
    return adoptExisting(row, { remote: found.remote, httpStatus: row.httpStatus }, session, context);
  const emailKey = toRowKeys(row.wish.customer).email;
  const rivals =
    emailKey === undefined ? 0 : context.journal.countUnsettledWithEmail(emailKey, row.rowNumber);
  if (found.kind === 'several' || rivals > 0) return failInDoubt(row, found, wasAccepted, context);
  return finishCreated(
    row,
    { answer: found.remote, httpStatus: row.httpStatus, note: 'created (found by looking)' },
    context,
  );
}

function failInDoubt(
  row: LiveRow,
  found: Made,
  wasAccepted: boolean,
  context: SendContext,
): Promise<StepResult> {
  const seen =
    found.kind === 'none'
      ? 'none was found'
      : `${found.kind === 'several' ? found.count : 'one or more'} were found that may be it`;
  const error = wasAccepted
    ? `The API accepted the create without saying what it made; of the new customers in its list, ${seen}. It was not sent again.`
    : `The create may have taken effect; of the newest customers with the same record, ${seen}. Without externalId or --email-unique nothing keeps a twin away, so it was not sent again.`;
  return failCustomer(row, { errorCode: 'still_in_doubt', error, httpStatus: row.httpStatus }, context);
}
