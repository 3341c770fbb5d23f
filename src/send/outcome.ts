/** The ends of a row's customer step. */
import type { Code } from '../core/codes.js';
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
