/** The ends of the customer's part of a row. */
import type { Code } from '../core/codes.js';
import type { LiveRow, RowPatch } from '../core/journal-port.js';
import type { CustomerOutcome } from '../core/types.js';
import { moved, type SendContext, type StepResult, wantsAddress } from './context.js';

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

/** The customer can't be made what it should be. */
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
