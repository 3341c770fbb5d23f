import type { LiveRow } from '../core/journal-port.js';
import { left, MAX_TRIES, moved, type RowSession, type StepResult } from './context.js';

/** The look itself failed: the row stays in doubt. Looks are repeated within bounds, then the run stops. */
export function leaveInDoubt(
  row: LiveRow,
  look: { readonly message: string; readonly stopped: boolean },
  session: RowSession,
): StepResult {
  if (look.stopped) return left();
  return session.tries < MAX_TRIES ? moved(row) : left(look.message);
}
