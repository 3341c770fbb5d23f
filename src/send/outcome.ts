/** The ends of a row's customer step. */
import type { ReadResult } from '../core/api-port.js';
import type { Code } from '../core/codes.js';
import type { RemoteCustomer } from '../core/customer.js';
import type { LiveRow, RowPatch } from '../core/journal-port.js';
import type { CustomerOutcome } from '../core/types.js';
import { toNote } from './attempt.js';
import { movedTo, type SendContext, type StepResult, wantsAddress } from './context.js';

interface Finish {
  readonly uid: string;
  readonly outcome: CustomerOutcome;
  readonly httpStatus: number | undefined;
  readonly note?: string | undefined;
  readonly patch?: RowPatch;
}

/** The customer is as requested; its address comes next, if one is wanted. */
export async function finishCustomer(
  row: LiveRow,
  { uid, outcome, httpStatus, note, patch }: Finish,
  context: SendContext,
): Promise<StepResult> {
  const to = wantsAddress(row.wish, context.options) ? 'customer_done' : 'done';
  const end: RowPatch = { uid, outcome, httpStatus, doubt: '', errorCode: '', error: '', ...patch };
  return movedTo(await context.journal.move(row, to, end, toNote(row, httpStatus, note ?? outcome)));
}

/** Why a row can't be done as requested. */
export interface RowFailure {
  readonly errorCode: Code;
  readonly error: string;
  readonly httpStatus?: number | undefined;
}

/** A refusal of the API as the reason. */
export function toFailure(
  errorCode: Code,
  { message, httpStatus }: { readonly message: string; readonly httpStatus?: number | undefined },
): RowFailure {
  return { errorCode, error: message, httpStatus };
}

type Unread = Extract<ReadResult<RemoteCustomer>, { kind: 'not_found' | 'rejected' }>;

const REQUESTS = { update: 'The update', delete: 'The deletion' } as const;

/** The API doesn't show the customer of a row, because there is none, or because it refuses to. Only the first says that it is gone. */
export function failUnread(
  row: LiveRow,
  step: keyof typeof REQUESTS,
  unread: Unread,
  context: SendContext,
): Promise<StepResult> {
  if (unread.kind === 'not_found') return failCustomer(row, toFailure('api_not_found', unread), context);
  const mayHaveTaken = context.journal.mayHaveTaken(row.rowNumber, step);
  const end = `${REQUESTS[step]} ${mayHaveTaken ? 'may have taken' : 'has not taken'} effect`;
  const message = `${end}; the API refused to show the customer: ${unread.message}`;
  return failCustomer(row, toFailure('api_rejected', { ...unread, message }), context);
}

/** The customer can't be made as requested. */
export async function failCustomer(
  row: LiveRow,
  { errorCode, error, httpStatus, to = 'failed' }: RowFailure & { readonly to?: 'failed' | 'conflict' },
  context: SendContext,
): Promise<StepResult> {
  const isUnderWay = row.state.startsWith('sending_');
  const note = toNote(row, httpStatus, isUnderWay ? to : error, error);
  // A copy, because a move writes what is not the row's own: this row may have a warning that is not written yet.
  const warnings = [...row.warnings];
  const patch = { errorCode, error, httpStatus, warnings, doubt: '' } as const;
  return movedTo(await context.journal.move(row, to, patch, note));
}
