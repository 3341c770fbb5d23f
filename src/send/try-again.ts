/** A request got no answer: the row stays where it is, is retried a few times, and is then left for `resume`. */
import type { LiveRow } from '../core/journal-port.js';
import { leaveForResume, MAX_TRIES, movedTo, type RowSession, type StepResult } from './context.js';

interface Unanswered {
  readonly message: string;
  /** The run is stopping. */
  readonly stopped: boolean;
}

export function tryAgain(row: LiveRow, unanswered: Unanswered, session: RowSession): StepResult {
  if (!unanswered.stopped) session.tries += 1;
  return leaveInDoubt(row, unanswered, session);
}

/** The same for a look-up whose row counted its try when it came into doubt. */
export function leaveInDoubt(
  row: LiveRow,
  { message, stopped }: Unanswered,
  session: RowSession,
): StepResult {
  if (stopped) return leaveForResume();
  return session.tries < MAX_TRIES ? movedTo(row) : leaveForResume(message);
}
