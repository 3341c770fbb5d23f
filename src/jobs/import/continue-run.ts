/** Continues an existing run from its journal alone; the source may be gone. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ImportOptions, ResumeOptions } from '../../config/options.js';
import { BulkError } from '../../core/errors.js';
import type { RunCommand } from '../../record/summary/summary.js';
import { carryOut } from './decide-and-send.js';
import { toClientOptions } from '../connect.js';
import type { Connection, JobDeps } from '../deps.js';
import { assertMaskKey } from '../mask.js';
import { openRun, type Run } from '../run/run.js';
import type { RunReport } from '../outputs.js';
import { Stop } from '../stop.js';

export interface RunPlace {
  readonly reportsDir: string;
  /** Name of the run, or the path of its folder. */
  readonly id: string;
}

export interface GoOn {
  readonly command: RunCommand;
  readonly place: RunPlace;
  /** Laid over the run's own options. */
  readonly overrides: ResumeOptions;
  /** Changes the run before its rows continue where the journal says they are. */
  readonly prepare: (run: Run, options: ImportOptions) => void | Promise<void>;
}

/** Throws `run_unknown`, `run_locked`, `run_copied`, `account_changed`, `journal_damaged`, and what `prepare` throws. */
export async function continueRun(
  { command, place, overrides, prepare }: GoOn,
  connection: Connection,
  deps: JobDeps,
): Promise<RunReport> {
  const stop = new Stop(deps.signal);
  const { waitForLock } = overrides;
  const run = await openRun(place.reportsDir, place.id, deps, { waitForLock, apply: command === 'apply' });
  try {
    const options: ImportOptions = { ...run.require('options'), ...dropAbsent(overrides), waitForLock };
    toClientOptions(connection, options, { ...deps, stop });
    assertMaskKey(options.mask, dirname(run.folder));
    // No account was ever reached there, so nothing was sent: the base URL was wrong.
    if (run.get('source') !== undefined && run.get('account') === undefined)
      run.set('endpoint', connection.endpoint);
    assertBelongsHere(run, connection);
    await prepare(run, options);
    run.begin();
    return await carryOut(run, { command, options, connection }, { ...deps, stop });
  } finally {
    run.close();
  }
}

/** Throws `account_changed`, `run_unknown`, `journal_damaged`, `config_invalid`. */
export function assertBelongsHere(run: Run, connection: Connection): void {
  if (run.get('reconcile') !== undefined) {
    throw new BulkError(
      'config_invalid',
      `The run ${run.id} only compared; there is nothing to continue or undo.`,
      {
        hint: 'Compare again: reconcile <source>.',
      },
    );
  }
  if (run.get('source') === undefined) throw toSourceless(run);
  const endpoint = run.require('endpoint');
  if (endpoint === connection.endpoint) return;
  throw new BulkError(
    'account_changed',
    `The run ${run.id} belongs to ${endpoint}, not to ${connection.endpoint}.`,
    {
      hint: endpoint === 'sandbox' ? 'Add --sandbox.' : `Add --base-url ${endpoint}.`,
    },
  );
}

/**
 * The log is folded into the journal before the first request that changes anything, so that a journal without its source
 * sent nothing, unless something else tells of more.
 */
function toSourceless(run: Run): BulkError {
  const traces = ['results.csv', 'summary.json', 'undo.csv'].filter((name) =>
    existsSync(join(run.folder, name)),
  );
  if (run.get('account') === undefined && traces.length === 0) {
    const message = `The run ${run.id} ended before its source was read; nothing was sent.`;
    return new BulkError('run_unknown', message, { hint: 'Import the source again.' });
  }
  const found = traces.map((name) => join(run.folder, name)).join(', ');
  const match = run.require('options').match.join(',');
  return new BulkError(
    'journal_damaged',
    `The journal of the run ${run.id} does not have its source any more; what was sent is not known.${found === '' ? '' : ` Of it there is ${found}.`}`,
    {
      hint: `Import the source again, with --match ${match}: customers and addresses that are there are recognised, and none is made twice.`,
    },
  );
}

function dropAbsent(overrides: ResumeOptions): Partial<ImportOptions> {
  return Object.fromEntries(Object.entries(overrides).filter(([, value]) => value !== undefined));
}
