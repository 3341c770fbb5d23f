/** What becomes of a job in the queue once a worker has ended its work on the run. Pure. */
import type { Code } from '../core/codes.js';
import { isBulkError, toMessage } from '../core/errors.js';
import { RunTaken } from './lease.js';
import type { RunEnd } from './session.js';

/** Why a run did not come to its end. Kept in the tables: it has no secret and no personal data. */
export interface GiveUpReason {
  readonly code: Code | 'crash';
  readonly message: string;
}

export type WorkOutcome =
  | { readonly kind: 'done' }
  /** Another worker has the run, and a job of its own for it. */
  | { readonly kind: 'taken_over' }
  /** Any worker takes it at once. */
  | { readonly kind: 'handed_over' }
  /** The queue gives it out again, later each time. `isEnded`: the run must be opened again for that. */
  | { readonly kind: 'later'; readonly reason: GiveUpReason; readonly isEnded: boolean }
  /** Nothing but a person helps. */
  | { readonly kind: 'dead'; readonly reason: GiveUpReason };

/** What may be over in some minutes. A newer worker may understand what this one does not. */
const PASSING: ReadonlySet<string> = new Set<Code>([
  'server_unreachable',
  'queue_unreachable',
  'queue_newer',
  'store_unreachable',
  'output_unwritable',
  'run_locked',
]);

export type DoneWork = { readonly end: Exclude<RunEnd, { kind: 'held' }> } | { readonly error: unknown };

/** `isLast`: the queue would not give it out once more. */
export function toOutcome(work: DoneWork, isLast: boolean): WorkOutcome {
  if ('end' in work) return toEndOutcome(work.end, isLast);
  const { error } = work;
  if (error instanceof RunTaken) return { kind: 'taken_over' };
  const code = isBulkError(error) ? error.code : 'crash';
  // Before it had begun, such as while the source was read.
  if (code === 'interrupted') return { kind: 'handed_over' };
  const hint = isBulkError(error) ? ` ${error.hint}` : '';
  const reason: GiveUpReason = { code, message: `${toMessage(error)}${hint}` };
  const isPassing = code === 'crash' || PASSING.has(code);
  return isPassing && !isLast ? { kind: 'later', reason, isEnded: false } : { kind: 'dead', reason };
}

/** A run that stopped has ended too: its files say why, and `resume` continues it. */
function toEndOutcome(end: Exclude<RunEnd, { kind: 'held' }>, isLast: boolean): WorkOutcome {
  if (end.kind === 'handed_over') return { kind: 'handed_over' };
  if (end.kind === 'ended_before') return { kind: 'done' };
  const { stopped } = end.report.summary;
  if (stopped === null || !PASSING.has(stopped.reason) || isLast) return { kind: 'done' };
  return { kind: 'later', reason: { code: stopped.reason, message: stopped.message }, isEnded: true };
}
