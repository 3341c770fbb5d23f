/** The ends of a row's customer step. */
import type { Code } from '../core/codes.js';
import type { LiveRow, RowPatch } from '../core/journal-port.js';
import type { CustomerOutcome } from '../core/types.js';
import { toNote } from './attempt.js';
import { movedTo, type SendContext, type StepResult, wantsAddress } from './context.js';

/** The customer is as requested; its address comes next, if one is wanted. */
export async function finishCustomer(
  row: LiveRow,
  uid: string,
  outcome: CustomerOutcome,
  httpStatus: number | undefined,
  context: SendContext,
  more: { readonly note?: string | undefined; readonly patch?: RowPatch } = {},
): Promise<StepResult> {
  const to = wantsAddress(row.wish, context.options) ? 'customer_done' : 'done';
  const patch: RowPatch = { uid, outcome, httpStatus, doubt: '', errorCode: '', error: '', ...more.patch };
  const note = toNote(row, httpStatus, more.note ?? outcome);
  return movedTo(await context.journal.move(row, to, patch, note));
}

/** The customer can't be made as requested. */
export async function failCustomer(
  row: LiveRow,
  errorCode: Code,
  error: string,
  httpStatus: number | undefined,
  context: SendContext,
  to: 'failed' | 'conflict' = 'failed',
): Promise<StepResult> {
  const isUnderWay = row.state.startsWith('sending_');
  const note = toNote(row, httpStatus, isUnderWay ? to : error, error);
  return movedTo(await context.journal.move(row, to, { errorCode, error, httpStatus, doubt: '' }, note));
}
