/** The check of a source: what an import would find in it, without the network. */
import type { ValidateOptions } from '../../config/options.js';
import { BulkError } from '../../core/errors.js';
import type { Source } from '../../core/types.js';
import { SourceDigest } from '../../record/tally/source-digest.js';
import { toStrictIssues } from '../../validate/issues.js';
import type { JobDeps } from '../deps.js';
import { assertMaskKey } from '../mask.js';
import { closeCheck, createCheck, type Run } from '../run/run.js';
import { openPlace, type SourcePlace } from '../ingest/source-place.js';
import { assertNothingThere } from './annotate.js';
import { makeRowsCheck } from '../ingest/expected-rows.js';
import { ingest } from '../ingest/ingest.js';
import { mapSource } from '../ingest/map-source.js';
import type { RunReport } from '../outputs.js';
import { recordCheck } from './record-check.js';
import { Stop, type StoppableDeps } from '../stop.js';

/** Whether a wallet is named shows in an import; a file is not at fault for it. */
const ANY_WALLET = 'any';

/**
 * Checks every row as `importCustomers` would, and writes what it found. Throws `BulkError` where the source can't be
 * read; then nothing is left behind.
 */
export async function validateSource(
  from: SourcePlace,
  options: ValidateOptions,
  deps: JobDeps,
): Promise<RunReport> {
  const stop = new Stop(deps.signal);
  if (options.annotate !== undefined) assertNothingThere(options.annotate);
  assertMaskKey(options.mask, options.reportsDir);
  const source = await openPlace(from, options, deps);
  try {
    const startedAt = deps.clock.now();
    const check = createCheck(options, deps);
    try {
      const digest = await read(check, source, from.path, options, { ...deps, stop });
      const report = await recordCheck({ check, digest, startedAt }, options, deps);
      closeCheck(check);
      return report;
    } catch (error) {
      check.discard();
      if (!stop.signal.aborted) throw error;
      const cause = { cause: error, hint: 'Start it again.' };
      throw new BulkError('interrupted', 'The check was interrupted.', cause);
    }
  } finally {
    await source.close();
  }
}

async function read(
  check: Run,
  source: Source,
  path: string,
  options: ValidateOptions,
  deps: StoppableDeps,
): Promise<SourceDigest> {
  const mapping = mapSource(source, options);
  const issues = options.strict ? toStrictIssues(mapping.issues) : mapping.issues;
  const judged = { ...options, accountId: ANY_WALLET, provisionAddress: false, keepsWishes: false };
  const digest = new SourceDigest(mapping, { samples: !options.mask });
  const watched = { ...source, batches: () => digest.watch(source.batches()) };
  const assertRows = makeRowsCheck(path, options, deps);
  await ingest(check, watched, { ...mapping, issues }, judged, path, deps);
  assertRows(check.require('source').rows);
  return digest;
}
