/** The check of a source: what an import would find in it, without the network. */
import type { ValidateOptions } from '../../config/options.js';
import { BulkError } from '../../core/errors.js';
import { SourceDigest } from '../../record/tally/source-digest.js';
import { toStrictIssues } from '../../validate/issues.js';
import type { JobDeps } from '../deps.js';
import { assertMaskKey } from '../mask.js';
import { makeRowsCheck } from '../ingest/expected-rows.js';
import { mapSource } from '../ingest/map-source.js';
import { toSourceFacts } from '../ingest/source-facts.js';
import { openRepeatablePlace, type RepeatableSource, type SourcePlace } from '../ingest/source-place.js';
import { toRowMask, type RunReport } from '../outputs.js';
import { makeShownName } from '../row-names.js';
import { Stop, type StoppableDeps } from '../stop.js';
import { CheckFolder } from './check-folder.js';
import { checkRows } from './check-rows.js';
import { recordCheck, type Checked } from './record-check.js';

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
  if (options.annotate !== undefined) (await import('./annotate.js')).assertNothingThere(options.annotate);
  assertMaskKey(options.mask, options.reportsDir);
  const source = await openRepeatablePlace(from, options, deps);
  try {
    const startedAt = deps.clock.now();
    const folder = new CheckFolder(options, deps);
    try {
      const checked = await read(folder, { ...source, path: from.path }, options, { ...deps, stop });
      const report = await recordCheck({ ...checked, startedAt }, options, deps);
      folder.close();
      return report;
    } catch (error) {
      folder.discard();
      if (!stop.signal.aborted) throw error;
      const cause = { cause: error, hint: 'Start it again.' };
      throw new BulkError('interrupted', 'The check was interrupted.', cause);
    }
  } finally {
    await source.close();
  }
}

async function read(
  folder: CheckFolder,
  { source, again, close, path }: RepeatableSource & { readonly path: string },
  options: ValidateOptions,
  deps: StoppableDeps,
): Promise<Omit<Checked, 'startedAt'>> {
  deps.emit({ type: 'phase', phase: 'reading' });
  const mapped = mapSource(source, options);
  const mapping = options.strict ? { ...mapped, issues: toStrictIssues(mapped.issues) } : mapped;
  const digest = new SourceDigest(mapping, { samples: !options.mask });
  const watched = { ...source, batches: () => digest.watch(source.batches()) };
  const assertRows = await makeRowsCheck(path, options, deps);
  const keepsRows = options.annotate !== undefined;
  const toName = makeShownName(mapping, toRowMask(folder, mapping, options));
  const judged = { ...options, accountId: ANY_WALLET, provisionAddress: false, keepsRows, toName };
  const repeatable = { source: watched, again, close };
  const { count, rows } = await checkRows(repeatable, { mapping, folder }, judged, deps);
  assertRows(count);
  return { folder, source: toSourceFacts(source, count, { ...options, path }), mapping, rows, digest };
}
