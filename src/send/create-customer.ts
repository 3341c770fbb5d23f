/** The create of a row's customer, and what the answer leads to. */

import type { LiveRow } from '../core/journal-port.js';
import { attempt, moveIntoDoubt, namesField, takeBack } from './attempt.js';
import { type RowSession, type SendContext, type StepResult } from './context.js';
import { adoptExisting, lookUpExisting } from './adopt-existing.js';
import { finishCreated } from './kept.js';
import { failCustomer, toFailure } from './outcome.js';
import { type CreateAnswer, judgeAnswer } from './judge-create.js';
import { toForm, learnForms, canRetryAsText } from './learned-forms.js';

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
  session.before ??= { mark: directory.mark(), newestCreatedAt: newestBefore };
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
      return takeAnswer({ body, newestBefore, revert, ...end }, session, context);
    case 'exists':
      return lookUpExisting(end, session, context);
    case 'not_found':
    case 'rejected':
      if (canRetryAsText(body, end, session, context)) {
        session.textZipcode = true;
        return takeBack(end, 'planned_create', context);
      }
      return namesField(end)
        ? failCustomer(end.row, toFailure('api_rejected', end), context)
        : lookUpExisting(end, session, context);
  }
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
