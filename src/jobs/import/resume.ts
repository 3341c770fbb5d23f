/** Continues a run that stopped. */
import type { ResumeOptions } from '../../config/options.js';
import { doubtUnfinished } from '../../journal/reopen.js';
import type { Connection, JobDeps } from '../deps.js';
import { continueRun, type RunPlace } from './continue-run.js';
import type { RunReport } from '../outputs.js';

/**
 * Takes up every row where the journal says it is; with `failed`, those that failed as well. A dry run continues its
 * planning. Throws `run_unknown`, `run_locked`, `run_copied`, `account_changed`, `journal_damaged`.
 */
export function resumeRun(
  place: RunPlace,
  { failed, ...overrides }: ResumeOptions & { readonly failed?: boolean | undefined },
  connection: Connection,
  deps: JobDeps,
): Promise<RunReport> {
  return continueRun(
    {
      command: 'resume',
      place,
      overrides,
      prepare: (run) => {
        doubtUnfinished(run.journal.file);
        if (failed !== true) return;
        if (run.journal.reopenFailed({ asPlanned: run.planIsFinal }) > 0) run.set('matched', false);
      },
    },
    connection,
    deps,
  );
}
