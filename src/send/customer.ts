/** The customer step of a row: create or update, and what the answer leads to. */
import { CLEAR_FORMS, type ClearForm, type CustomerBody, type RemoteCustomer } from '../core/customer.js';
import type { LiveRow } from '../core/journal-port.js';
import { attempt, moveIntoDoubt, namesField, takeBack, type AttemptEnd, type Refused } from './attempt.js';
import { movedTo, type RowSession, type SendContext, type StepResult } from './context.js';
import { adoptExisting, applyDecision, lookUpExisting } from './adopt-existing.js';
import { finishCreated, finishUpdated } from './kept.js';
import { failCustomer } from './outcome.js';
import { keepPrior } from './keep-before.js';
import { tryAgain } from './try-again.js';

/** Sends the create of a planned row. */
export async function createCustomer(
  row: LiveRow,
  session: RowSession,
  context: SendContext,
): Promise<StepResult> {
  const { api, clock, decisions, directory, newest } = context;
  const body = toForm(decisions.toCreateBody(row.wish), session, context);
  // Until a create of this row is in doubt, none can have created the customer.
  const revert = { createTriedAt: row.createTriedAt, createMark: row.createMark } as const;
  const newestBefore = newest.createdAt;
  session.lookedAt = clock.monotonic();
  const end = await attempt(
    row,
    {
      step: 'create',
      back: 'planned_create',
      body,
      patch: {
        createTriedAt: row.createTriedAt ?? clock.now(),
        createMark: row.createMark ?? directory.mark(),
      },
      revert,
      send: () => api.createCustomer(body),
    },
    session,
    context,
  );
  switch (end.kind) {
    case 'over':
      return end.result;
    case 'ok':
      learnForms(session, context);
      return takeAnswer({ ...end, body, newestBefore, revert }, session, context);
    case 'exists':
      return lookUpExisting(end, session, context);
    case 'not_found':
    case 'rejected':
      if (canRetryAsText(body, end, session, context)) {
        session.textZipcode = true;
        return takeBack(end, 'planned_create', context);
      }
      return namesField(end.message)
        ? failCustomer(
            end.row,
            { errorCode: 'api_rejected', error: end.message, httpStatus: end.httpStatus },
            context,
          )
        : lookUpExisting(end, session, context);
  }
}

interface CreateAnswer extends Extract<AttemptEnd<RemoteCustomer>, { kind: 'ok' }> {
  readonly body: CustomerBody;
  /** The newest customer that this process had created when the request was sent. */
  readonly newestBefore: number | undefined;
  readonly revert: Pick<LiveRow, 'createTriedAt' | 'createMark'>;
}

/** A successful answer to a create: the customer is new, or existed before, or the record is another customer's. */
async function takeAnswer(
  answer: CreateAnswer,
  session: RowSession,
  context: SendContext,
): Promise<StepResult> {
  const { row, value: remote, httpStatus } = answer;
  switch (judgeAnswer(answer, context)) {
    case 'made':
      session.madeCustomer = true;
      return finishCreated(row, { answer: remote, httpStatus }, context);
    case 'there_before':
      return adoptExisting({ ...row, ...answer.revert }, { remote, httpStatus }, session, context);
    case 'other': {
      const message = `The answer carries another customer (${remote.uid}), so that it does not say what was made.`;
      return moveIntoDoubt(row, 'create', { kind: 'accepted', httpStatus, message }, context);
    }
  }
}

/** A server may take times from several machines; if they differ by more than this, the order is certain. */
const CLOCK_SPREAD_MS = 30_000;
const DAY_MS = 86_400_000;
/** No clock is wrong by more, so a record this old can't be new. */
const LONG_AGO_MS = 30 * DAY_MS;

/**
 * Any 2xx status may mean "created" or "already exists". Certain facts decide first: a customer that the directory knew
 * before the request was sent existed before, and so did one with another name. Otherwise times decide, and only with
 * care: the record is compared with customers that this process created earlier, whose times come from the same clock;
 * within a day only if it differs from what was sent, because a server's clock may be set back.
 */
function judgeAnswer(
  { row, value: remote, httpStatus, body, newestBefore, answeredAt }: CreateAnswer,
  { decisions, directory, journal }: SendContext,
): 'made' | 'there_before' | 'other' {
  const isOurs = decisions.sharesKey(body, remote);
  if (directory.wasKnown(remote.uid, row.createMark ?? -1)) {
    const known = directory.get(remote.uid)?.externalId ?? null;
    // An externalId never changes: with a different one, the uid is another customer's.
    const isSame = known === null || remote.externalId === null || known === remote.externalId;
    return isOurs && isSame ? 'there_before' : 'other';
  }
  if (!decisions.couldBeMade(body, remote)) return isOurs ? 'there_before' : 'other';
  const createdAt = Date.parse(remote.createdAt ?? '');
  const olderByMs = (newestBefore ?? NaN) - createdAt;
  const isOlder =
    olderByMs > CLOCK_SPREAD_MS && (olderByMs > DAY_MS || !hasSameContent(body, remote, decisions));
  const isOld = isOlder || (answeredAt ?? NaN) - createdAt > LONG_AGO_MS;
  if (httpStatus !== 201 && isOld) return 'there_before';
  // A customer belongs to only one row of a run.
  return journal.claim('customer', remote.uid, row.rowNumber) === undefined ? 'made' : 'other';
}

function hasSameContent(
  body: CustomerBody,
  remote: RemoteCustomer,
  decisions: SendContext['decisions'],
): boolean {
  return decisions.findNotKept(body, remote).length === 0;
}

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
      return failCustomer(
        end.row,
        { errorCode: 'api_not_found', error: end.message, httpStatus: end.httpStatus },
        context,
      );
    // An update that gets "already exists" took another customer's email: that is a refusal.
    case 'exists':
    case 'rejected':
      if (tryOtherForm({ planned: plan.body, sent: body, refused: end }, session, context))
        return takeBack(end, 'planned_update', context);
      return failCustomer(
        end.row,
        { errorCode: 'api_rejected', error: end.message, httpStatus: end.httpStatus },
        context,
      );
  }
}

/** The body in the form that this server accepts, as far as known, or that this row tries. */
function toForm(body: CustomerBody, session: RowSession, { decisions, forms }: SendContext): CustomerBody {
  const asText = forms.zipcodeIsText || session.textZipcode;
  const { externalId, ...rest } = body;
  const taken = forms.refusesExternalId || externalId === undefined ? rest : body;
  const sent = asText ? (decisions.withTextZipcode(taken) ?? taken) : taken;
  return decisions.toClearForm(sent, session.clear ?? forms.clear);
}

/** A form that one row tried with success is used first for the others. */
function learnForms(session: RowSession, { forms }: SendContext): void {
  if (session.textZipcode) forms.zipcodeIsText = true;
  if (session.clear !== undefined) forms.clear = session.clear;
}

/** A numeric zipcode was refused: text may be accepted. */
function canRetryAsText(
  sent: CustomerBody,
  { message }: Refused,
  session: RowSession,
  { decisions, options }: SendContext,
): boolean {
  if (options.zipcode !== 'auto' || session.textZipcode || !/zip|postal|postcode/i.test(message))
    return false;
  return decisions.withTextZipcode(sent) !== undefined;
}

interface RefusedUpdate {
  readonly planned: CustomerBody;
  readonly sent: CustomerBody;
  readonly refused: Refused;
}

/** Whether the server may accept a refused update in another form; the form is set for the next try. */
function tryOtherForm(
  { planned, sent, refused }: RefusedUpdate,
  session: RowSession,
  context: SendContext,
): boolean {
  if (canRetryAsText(sent, refused, session, context)) {
    session.textZipcode = true;
    return true;
  }
  session.triedClear.add(session.clear ?? context.forms.clear);
  const next: ClearForm | undefined = CLEAR_FORMS.find((form) => !session.triedClear.has(form));
  const isCleared =
    JSON.stringify(context.decisions.toClearForm(planned, 'omit')) !== JSON.stringify(planned);
  if (!isCleared || next === undefined) return false;
  session.clear = next;
  return true;
}

/** The whole record is sent, so an old record would revert others' later changes: read it again first. */
async function planAgain(row: LiveRow, session: RowSession, context: SendContext): Promise<StepResult> {
  const result = await context.api.readCustomer(row.uid);
  switch (result.kind) {
    case 'unavailable':
      return tryAgain(row, result, session);
    case 'not_found':
    case 'rejected':
      return failCustomer(
        row,
        { errorCode: 'api_not_found', error: result.message, httpStatus: result.httpStatus },
        context,
      );
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
  if (decision.kind !== 'update')
    return applyDecision(row, { decision, httpStatus: result.httpStatus }, session, context);
  const before = row.attempts > 0 ? context.journal.readPlan(row.rowNumber) : undefined;
  context.journal.writePlan(row.rowNumber, keepPrior(before, decision));
  return movedTo(row);
}
