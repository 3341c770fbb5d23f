/**
 * Rows in doubt: a request may or may not have taken effect. They are settled by looking, and only what is seen to be
 * absent is sent again.
 */
import type { RemoteCustomer } from '../core/customer.js';
import type { DirectoryHits, LiveRow } from '../core/journal-port.js';
import { toRowKeys } from '../core/match-key.js';
import { settleAddress, settleSubAccount } from './address.js';
import {
  left,
  MAX_TRIES,
  moved,
  pause,
  type RowSession,
  type SendContext,
  type StepResult,
} from './context.js';
import { settleDelete } from './delete.js';
import { leaveInDoubt } from './in-doubt.js';
import { settlePlannedUpdate } from './as-planned.js';
import { keepPrior } from './prior.js';
import { adoptExisting, CLOCK_SKEW_MS } from './existing.js';
import { failCustomer, finishCustomer } from './outcome.js';

/** Looks, and moves the row to where the look shows it to be. */
export async function settle(row: LiveRow, session: RowSession, context: SendContext): Promise<StepResult> {
  session.tries += 1;
  // The request may still be on its way into effect; looking too early would see nothing.
  if (!(await pause(context.backoffMs(session.tries), context))) return left();
  switch (row.doubt) {
    case 'create':
      return settleCreate(row, session, context);
    case 'update':
      return context.isBinding
        ? settlePlannedUpdate(row, session, context)
        : settleUpdate(row, session, context);
    case 'delete':
      return settleDelete(row, session, context);
    case 'sub_account':
      return settleSubAccount(row, session, context);
    case 'address':
      return settleAddress(row, session, context);
    case '':
      throw new Error(`Row ${row.rowNumber} is in doubt about nothing.`);
  }
}

async function settleCreate(row: LiveRow, session: RowSession, context: SendContext): Promise<StepResult> {
  const look = await context.directory.catchUp();
  if (look.kind === 'unavailable') return leaveInDoubt(row, look, session);
  const { externalId, email } = toRowKeys(row.wish.customer);
  const key = externalId !== undefined ? 'externalId' : 'email';
  const hits = context.directory.find(
    externalId !== undefined ? { externalId } : email !== undefined ? { email } : {},
  );
  if (externalId === undefined && (email === undefined || !context.options.emailUnique))
    return settleWithoutKey(row, hits, context);
  const remote = hits[key]?.[0];
  if (remote !== undefined) return adoptExisting(row, remote, row.httpStatus, session, context);
  if (session.tries < MAX_TRIES) {
    // Not there. Sending it again is safe: the key makes the vendor refuse a twin, should the first one still arrive.
    return moved(
      await context.journal.move(row, 'planned_create', { doubt: '' }, { kind: 'look', result: 'not there' }),
    );
  }
  const error = `The customer was not created: ${MAX_TRIES} tries brought no usable answer.`;
  return failCustomer(row, 'api_unavailable', error, row.httpStatus, context);
}

/**
 * A create whose email may be there twice (`--no-email-unique`) and that has no externalId: nothing on the server refuses a
 * twin. Exactly one new customer that says the same and is no other row's is taken for ours; anything else stays unclear,
 * and is never sent again.
 */
async function settleWithoutKey(
  row: LiveRow,
  hits: DirectoryHits,
  context: SendContext,
): Promise<StepResult> {
  const { journal, decisions } = context;
  const since = (row.createTriedAt ?? 0) - CLOCK_SKEW_MS;
  const isCandidate = (remote: RemoteCustomer): boolean =>
    Date.parse(remote.createdAt ?? '') >= since &&
    decisions.isWished(row.wish, remote) &&
    journal.findRowWithUid(remote.uid) === undefined;
  const candidates = (hits.email ?? []).filter(isCandidate);
  const emailKey = toRowKeys(row.wish.customer).email ?? '';
  const rivals = journal.countUnsettledWithEmail(emailKey, row.rowNumber);
  const [only, ...others] = candidates;
  if (only !== undefined && others.length === 0 && rivals === 0) {
    return finishCustomer(row, only.uid, 'created', row.httpStatus, context, 'created (found by looking)');
  }
  const seen = candidates.length === 0 ? 'none was found' : `${candidates.length} were found that may be it`;
  const error = `The create may have taken effect; of the newest customers with the same record, ${seen}. Without externalId or --email-unique nothing keeps a twin away, so it was not sent again.`;
  return failCustomer(row, 'still_in_doubt', error, row.httpStatus, context);
}

async function settleUpdate(row: LiveRow, session: RowSession, context: SendContext): Promise<StepResult> {
  const { api, decisions, journal } = context;
  const result = await api.readCustomer(row.uid);
  switch (result.kind) {
    case 'unavailable':
      return leaveInDoubt(row, result, session);
    case 'not_found':
    case 'rejected':
      return failCustomer(row, 'api_not_found', result.message, result.httpStatus, context);
    case 'ok':
      break;
  }
  context.directory.note(result.value);
  const again = decisions.decideAgain(row.wish, { [row.matchedBy || 'uid']: [result.value] });
  if (again.kind === 'conflict' || again.kind === 'failed') {
    return failCustomer(row, again.code, again.message, row.httpStatus, context, again.kind);
  }
  if (again.kind !== 'update') {
    return finishCustomer(row, row.uid, 'updated', row.httpStatus, context, 'updated (found by looking)');
  }
  if (session.tries < MAX_TRIES) {
    journal.writePlan(row.rowNumber, keepPrior(journal.readPlan(row.rowNumber), again));
    session.hasFreshPlan = true;
    return moved(
      await journal.move(row, 'planned_update', { doubt: '' }, { kind: 'look', result: 'not updated yet' }),
    );
  }
  const error = `The customer was not updated: ${MAX_TRIES} tries brought no usable answer.`;
  return failCustomer(row, 'api_unavailable', error, row.httpStatus, context);
}
