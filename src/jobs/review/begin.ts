/** What a review is begun with: a file, an earlier review, or a run. */
import type { ImportOptions } from '../../config/options.js';
import { Journal } from '../../journal/journal.js';
import type { Connection, JobDeps } from '../deps.js';
import { openPlace, type SourcePlace } from '../ingest/source-place.js';
import { findRun } from '../run/find-run.js';
import { Run } from '../run/run.js';
import type { ReviewPlace } from './find-review.js';
import { Review } from './review.js';
import { openRunSource } from './row-sources.js';

/** Throws what opening a source throws, `run_exists`, `output_unwritable`. */
export async function reviewSource(
  place: SourcePlace,
  options: ImportOptions,
  connection: Connection | undefined,
  deps: JobDeps,
): Promise<Review> {
  const source = await openPlace(place, options, deps);
  return Review.begin({ source, path: place.path }, options, connection, deps);
}

/**
 * A review of the rows of a run, by its options and its mapping. `name`: of the review; undefined: one is made up. Throws
 * `run_unknown`, `run_exists`, `journal_damaged`.
 */
export function reviewRun(
  { reportsDir, id }: ReviewPlace,
  name: string | undefined,
  connection: Connection | undefined,
  deps: JobDeps,
): Review {
  const { folder, journalPath } = findRun(reportsDir, id);
  const journal = Journal.open(journalPath, { create: false, clock: deps.clock });
  try {
    const run = new Run(id, folder, journal, []);
    const { path } = run.require('source');
    const options = { ...run.require('options'), reportsDir, runId: name, dryRun: true };
    // The rows are read in the background; the source closes the journal.
    return Review.begin({ source: openRunSource(run), path }, options, connection, deps);
  } catch (error) {
    journal.close();
    throw error;
  }
}
