/** What a review is begun with: a file, an earlier review, or a run. */
import type { ImportOptions } from '../../config/options.js';
import type { Connection, JobDeps } from '../deps.js';
import { openPlace, type SourcePlace } from '../ingest/source-place.js';
import { withRun } from '../run/runs.js';
import { Review, type ReviewPlace } from './review.js';
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

/** A review of the rows of a run, by its options and its mapping. Throws `run_unknown`, `journal_damaged`. */
export function reviewRun(
  { reportsDir, id }: ReviewPlace,
  connection: Connection | undefined,
  deps: JobDeps,
): Review {
  return withRun(reportsDir, id, (run) => {
    const { path } = run.require('source');
    const options = { ...run.require('options'), reportsDir, runId: undefined, dryRun: true };
    return Review.begin({ source: openRunSource(run), path }, options, connection, deps);
  });
}
