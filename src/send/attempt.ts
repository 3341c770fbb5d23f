/**
 * One request of a row that changes something: its intent is on disk before it is sent, and its end is decided and recorded
 * here, once for all steps. A step continues from a successful answer or a refusal.
 */
import type { WriteResult } from '../core/api-port.js';
import type { Code } from '../core/codes.js';
import { isBulkError } from '../core/errors.js';
import type { LiveRow, RowPatch } from '../core/journal-port.js';
import type { RowState, Step } from '../core/types.js';
import { movedTo, type RowSession, type SendContext, type StepResult } from './context.js';
import { tryAgain } from './try-again.js';

export interface Attempt<T> {
  readonly step: Step;
  /** The state that the row returns to if the request took no effect. */
  readonly back: RowState;
  /** As sent, for the journal. */
  readonly body: unknown;
  /** Written with the intent. */
  readonly patch?: RowPatch;
  /** Reverts what the intent wrote, if the request took no effect. */
  readonly revert?: RowPatch;
  readonly send: () => Promise<WriteResult<T>>;
}

export type AttemptEnd<T> =
  | (Extract<WriteResult<T>, { kind: 'ok' }> & { readonly row: LiveRow })
  /** Nothing was changed; `row` is still as the request left it. */
  | Refused
  /** The row has been moved: in doubt, back, or left for another session. */
  | { readonly kind: 'over'; readonly result: StepResult };

export interface Refused {
  readonly kind: 'exists' | 'rejected' | 'not_found';
  readonly row: LiveRow;
  readonly httpStatus: number | undefined;
  readonly message: string;
}

/** Sends the request of a row. Throws `credential_rejected`, with the row moved back: a refused request took no effect. */
export async function attempt<T>(
  row: LiveRow,
  { step, back, body, patch = {}, revert = {}, send }: Attempt<T>,
  session: RowSession,
  context: SendContext,
): Promise<AttemptEnd<T>> {
  const begin = { kind: 'begin', step, body } as const;
  const sending = await context.journal.move(row, toSending(step), { doubt: '', ...patch }, begin);
  const result = await guard(send, { row: sending, back, revert }, context);
  switch (result.kind) {
    case 'ok':
      return { row: sending, ...result };
    case 'exists':
    case 'rejected':
    case 'not_found':
      return { ...result, row: { ...sending, ...revert } };
    case 'accepted':
    case 'unknown_effect':
      return { kind: 'over', result: await moveIntoDoubt(sending, step, result, context) };
    case 'not_sent':
      return { kind: 'over', result: await moveBack(sending, { back, revert, ...result }, session, context) };
  }
}

/** The effect of the request, or the location of what it created, is unknown: a look-up will settle the row. */
export async function moveIntoDoubt(
  sending: LiveRow,
  step: Step,
  {
    kind,
    httpStatus,
    message,
  }: {
    readonly kind: 'accepted' | 'unknown_effect';
    readonly httpStatus: number | undefined;
    readonly message: string;
  },
  { journal }: SendContext,
): Promise<StepResult> {
  // `show --row` prints the word.
  const result = kind === 'accepted' ? kind : 'unsure';
  const end = { kind: 'end', httpStatus, result, message } as const;
  return movedTo(await journal.move(sending, 'in_doubt', { doubt: step, httpStatus }, end));
}

interface NotSent {
  readonly back: RowState;
  readonly revert: RowPatch;
  readonly message: string;
  readonly stopped: boolean;
}

async function moveBack(
  sending: LiveRow,
  { back, revert, message, stopped }: NotSent,
  session: RowSession,
  { journal }: SendContext,
): Promise<StepResult> {
  const end = { kind: 'end', httpStatus: undefined, result: 'not sent', message } as const;
  const row = await journal.move({ ...sending, ...revert }, back, revert, end);
  return tryAgain(row, { message, stopped }, session);
}

/** Moves a refused request back, so that it can be sent in another form. */
export async function takeBack(
  { row, kind, httpStatus, message }: Refused,
  back: RowState,
  { journal }: SendContext,
): Promise<StepResult> {
  const end = { kind: 'end', httpStatus, result: kind, message } as const;
  return movedTo(await journal.move(row, back, { httpStatus }, end));
}

const FIELD_WORDS =
  /name|mail|phone|description|address|street|city|state|zip|postal|country|meta|external|customer|label|asset|type|length|required|allowed|must/i;

/** Whether a refusal names the fault. One that does not may as well mean that the record already exists. */
export function namesField(refused: Refused): boolean {
  // The message of a redirect names a host.
  return !isRedirect(refused) && FIELD_WORDS.test(refused.message);
}

/**
 * Whether a refusal may come after the request was carried out: a conflict, which the second copy of a request that a proxy
 * repeats meets with the first, or a redirect.
 */
export function mayHaveTaken(refused: Refused): boolean {
  return refused.kind === 'exists' || isRedirect(refused);
}

function isRedirect({ httpStatus = 0 }: Refused): boolean {
  return httpStatus >= 300 && httpStatus < 400;
}

const STEPS = {
  create: 'to create the customer',
  update: 'an update',
  address: 'to make the address',
} as const;

/** The row with the warning that what was refused is there; the move that ends the request must write its warnings. */
export function warnRefused(refused: Refused, step: keyof typeof STEPS, { journal }: SendContext): Refused {
  const { row } = refused;
  const message = `The API refused ${STEPS[step]}, which is there as asked for: ${refused.message}`;
  journal.addWarning(row.rowNumber, { code: 'refused_yet_done', column: '', value: step, message });
  const warnings = [...new Set([...row.warnings, 'refused_yet_done' as const])];
  return { ...refused, row: { ...row, warnings } };
}

/** Nothing passed to the API, or the API refused it. */
const REFUSALS: ReadonlySet<Code> = new Set<Code>(['credential_rejected', 'blocked_before_api']);

interface Guarded {
  readonly row: LiveRow;
  /** Where the row returns. */
  readonly back: RowState;
  readonly revert?: RowPatch;
}

/**
 * Runs what may end the run by a refused credential (401, 403). In that case moves the row back first: a refused request
 * took no effect, so nothing is in doubt. Rethrows.
 */
export async function guard<T>(
  work: () => Promise<T>,
  { row, back, revert = {} }: Guarded,
  { journal }: Pick<SendContext, 'journal'>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    // After any other error it is unknown whether the request took effect: the row stays as it is, and is in doubt on resume.
    if (!isBulkError(error) || !REFUSALS.has(error.code)) throw error;
    await journal.move({ ...row, ...revert }, back, revert, {
      kind: 'end',
      httpStatus: undefined,
      result: 'refused',
      message: String(error),
    });
    throw error;
  }
}

/** The note of a move: the end of a request in flight, else a look-up. */
export function toNote(row: LiveRow, httpStatus: number | undefined, result: string, message = '') {
  return row.state.startsWith('sending_')
    ? ({ kind: 'end', httpStatus, result, message } as const)
    : ({ kind: 'look', result } as const);
}

function toSending(step: Step): RowState {
  return `sending_${step}`;
}
