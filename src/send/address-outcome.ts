/** The ends of a row's address step without an address. */
import type { Code } from '../core/codes.js';
import type { LiveRow } from '../core/journal-port.js';
import { toNote } from './attempt.js';
import type { RowFailure } from './outcome.js';
import { movedTo, type RowSession, type SendContext, type StepResult } from './context.js';
import { tryAgain } from './try-again.js';

export async function failAddress(
  row: LiveRow,
  { errorCode, error, httpStatus }: RowFailure,
  { journal }: SendContext,
): Promise<StepResult> {
  const patch = { addressStatus: 'failed', errorCode, error, httpStatus, doubt: '' } as const;
  return movedTo(await journal.move(row, 'failed', patch, toNote(row, httpStatus, 'failed', error)));
}

/**
 * Takes an address that was written down out of the row and of every file: no one may send money to it before a person has looked.
 * `error` names addresses by uid only, since their texts may be another customer's.
 */
export async function withdrawAddress(
  row: LiveRow,
  errorCode: Code,
  error: string,
  { journal }: SendContext,
): Promise<StepResult> {
  const patch = { addressStatus: 'failed', address: '', addressUid: '', errorCode, error } as const;
  return movedTo(await journal.move(row, 'failed', patch, { kind: 'look', result: errorCode }));
}

/** A look-up without an answer: refused for good, or to be retried within bounds. */
export function endLook(
  row: LiveRow,
  look: { readonly message: string; readonly stopped: boolean; readonly isRefused: boolean },
  session: RowSession,
  context: SendContext,
): Promise<StepResult> | StepResult {
  if (look.isRefused && !look.stopped) {
    const error = `The API did not say whether the customer has an address: ${look.message}`;
    return failAddress(row, { errorCode: 'address_failed', error, httpStatus: row.httpStatus }, context);
  }
  return tryAgain(row, look, session);
}

/** It is unknown whether the customer has an address: a second one must not be risked. */
export function failUnknown(row: LiveRow, message: string, context: SendContext): Promise<StepResult> {
  const error = `No address was made, for the next import could not recognise it: ${message}`;
  return failAddress(row, { errorCode: 'address_owner_unknown', error, httpStatus: row.httpStatus }, context);
}
