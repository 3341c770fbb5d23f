/** Goes on with a run from its journal alone; the source may be gone. */
import type { ImportOptions, ResumeOptions } from '../config/options.js';
import { BulkError } from '../core/errors.js';
import { carryOut } from './carry-out.js';
import { toClientOptions } from './connect.js';
import type { Connection, JobDeps } from './deps.js';
import { openRun, type Run } from './run.js';
import type { RunReport } from './steps/record.js';
import { Stop } from './stop.js';

/**
 * Takes up every row where the journal says it is; with `failed`, those that failed as well. Throws `run_unknown`, `run_locked`,
 * `account_changed`, `journal_damaged`.
 */
export async function resumeRun(
  place: { readonly reportsDir: string; readonly id: string },
  { failed, ...overrides }: ResumeOptions & { readonly failed?: boolean | undefined },
  connection: Connection,
  deps: JobDeps,
): Promise<RunReport> {
  const stop = new Stop(deps.signal);
  const run = openRun(place.reportsDir, place.id, deps);
  try {
    const options: ImportOptions = { ...run.require('options'), ...dropAbsent(overrides) };
    toClientOptions(connection, options, { ...deps, stop });
    assertResumable(run, connection);
    run.journal.doubtUnfinished();
    if (failed === true && run.journal.reopenFailed() > 0) run.set('matched', false);
    return await carryOut(run, 'resume', options, connection, { ...deps, stop });
  } finally {
    run.close();
  }
}

function assertResumable(run: Run, connection: Connection): void {
  if (run.get('reconcile') !== undefined) {
    throw new BulkError(
      'config_invalid',
      `The run ${run.id} only compared; there is nothing to go on with.`,
      {
        hint: 'Compare again: reconcile <source>.',
      },
    );
  }
  if (run.get('source') === undefined) {
    throw new BulkError(
      'run_unknown',
      `The run ${run.id} ended before its source was read; nothing was sent.`,
      {
        hint: 'Import the source again.',
      },
    );
  }
  const endpoint = run.require('endpoint');
  if (endpoint !== connection.endpoint) {
    throw new BulkError(
      'account_changed',
      `The run ${run.id} belongs to ${endpoint}, not to ${connection.endpoint}.`,
      {
        hint: endpoint === 'sandbox' ? 'Add --sandbox.' : `Add --base-url ${endpoint}.`,
      },
    );
  }
}

function dropAbsent(overrides: ResumeOptions): Partial<ImportOptions> {
  return Object.fromEntries(Object.entries(overrides).filter(([, value]) => value !== undefined));
}
