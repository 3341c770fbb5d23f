/** The main job: a source becomes customers. */
import type { ImportOptions } from '../../config/options.js';
import { BulkError } from '../../core/errors.js';
import type { Mapping, Source } from '../../core/types.js';
import { assertMayAsk } from './guards.js';
import { carryOut } from './decide-and-send.js';
import { noteSameCommand } from './next-commands.js';
import { checkBeforePipe, toClientOptions } from '../connect.js';
import type { Connection, JobDeps } from '../deps.js';
import { assertMaskKey } from '../mask.js';
import { createRun, type Run } from '../run/run.js';
import { openPlace, type SourcePlace } from '../ingest/source-place.js';
import type { LockedSource } from '../run/source-lock.js';
import { makeRowsCheck } from '../ingest/expected-rows.js';
import { ingest } from '../ingest/ingest.js';
import { mapSource } from '../ingest/map-source.js';
import type { RunReport } from '../outputs.js';
import { Stop, type StoppableDeps } from '../stop.js';

/**
 * Imports a source. Throws `BulkError` where nothing was begun (the source can't be read, an option is wrong, another
 * process holds the source); afterwards a run that stops says so in its summary.
 */
export async function importCustomers(
  from: SourcePlace,
  options: ImportOptions,
  connection: Connection,
  deps: JobDeps,
): Promise<RunReport> {
  const stop = new Stop(deps.signal);
  // Wrong settings are reported before a long file is read.
  toClientOptions(connection, options, { ...deps, stop });
  assertMaskKey(options.mask, options.reportsDir);
  if (from.path === '-') {
    const account = await checkBeforePipe(connection, options, deps);
    if (!options.dryRun) assertMayAsk(account, options, deps);
  }
  const use = options.dryRun ? 'plan' : 'write';
  const run = await beginRun(from, options, { endpoint: connection.endpoint, use }, { ...deps, stop });
  try {
    noteSameCommand(run, deps);
    return await carryOut(run, { command: 'import', options, connection }, { ...deps, stop });
  } finally {
    run.close();
  }
}

/** A new run with the whole source in its journal: every row is `ready`, `invalid` or `skipped`. Close it after use. */
export async function beginRun(
  from: SourcePlace,
  options: ImportOptions,
  work: Pick<LockedSource, 'endpoint' | 'use'>,
  deps: StoppableDeps,
): Promise<Run> {
  const source = await openPlace(from, options, deps);
  try {
    return await read(source, options, { ...work, path: from.path }, deps);
  } finally {
    await source.close();
  }
}

/** With `--unknown-columns error`, or `--strict`, a column that is not sent is no matter of one row: nothing is begun. */
function assertHeaderSound({ issues }: Mapping, { strict }: ImportOptions): void {
  const found = issues.filter(({ severity }) => strict || severity === 'error');
  const [first] = found;
  if (first === undefined) return;
  const message = found.map((issue) => issue.message).join(' ');
  throw new BulkError(first.code, message, { hint: first.hint });
}

/** Makes the run and reads the source into it; where that fails, the run is taken away again: nothing was sent. */
async function read(
  source: Source,
  options: ImportOptions,
  work: Pick<LockedSource, 'endpoint' | 'use' | 'path'>,
  deps: StoppableDeps,
): Promise<Run> {
  const { path } = work;
  const mapping = mapSource(source, options);
  assertHeaderSound(mapping, options);
  const assertRows = await makeRowsCheck(path, options, deps);
  const run = await createRun(options, work, deps);
  try {
    await ingest(run, { source, mapping, path }, options, deps);
    assertRows(run.require('source').rows);
    return run;
  } catch (error) {
    run.discard();
    if (!deps.stop.signal.aborted) throw error;
    const cause = { cause: error, hint: 'Start it again: nothing was sent.' };
    throw new BulkError('interrupted', 'The run was interrupted while the source was read.', cause);
  }
}
