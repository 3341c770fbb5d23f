/** A new run whose credential is wrong: nothing was sent, so nothing of it is worth keeping. */
import { BulkError } from '../../core/errors.js';
import { hasSent } from '../../journal/plan-counts.js';
import type { Stop } from '../stop.js';
import type { Run } from './run.js';

/**
 * Deletes the run if the API refused the credential before anything was sent, and throws `credential_rejected`. Not for a
 * run that an earlier session began.
 */
export function discardIfRefused(run: Run, { stopped }: Pick<Stop, 'stopped'>): void {
  if (stopped?.reason !== 'credential_rejected' || hasSent(run.journal.file)) return;
  run.discard();
  throw new BulkError('credential_rejected', stopped.message, {
    hint: 'Correct the credential, then type the command again. Nothing was sent, and no run is left.',
  });
}
