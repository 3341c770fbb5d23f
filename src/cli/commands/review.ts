import { existsSync, statSync } from 'node:fs';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { importOptionsSchema, reportsDirSchema, type ImportOptions } from '../../config/options.js';
import { resolveOptions } from '../../config/resolve.js';
import type { Environment } from '../../core/environment.js';
import type { Connection, JobDeps } from '../../jobs/deps.js';
import { reviewRun, reviewSource } from '../../jobs/review/begin.js';
import { toUsable } from '../../jobs/review/account.js';
import { findReview, readReviewFacts } from '../../jobs/review/find-review.js';
import { Review } from '../../jobs/review/review.js';
import { hasRun, readRunEndpoint, withRun } from '../../jobs/run/runs.js';
import { ReviewServer } from '../../review/server.js';
import type { Arguments } from '../arguments.js';
import { readEnvironment, SANDBOX, withConnection } from '../connection.js';
import { readTyped } from '../invocation.js';
import { openInBrowser } from '../open-report.js';
import { assertSameOptions } from '../same-options.js';
import { withSession } from '../session.js';
import { readSourceFiles, toSourcePlace } from '../source.js';
import type { Terminal } from '../terminal.js';

/** The page as Vite built it, beside the program in the package. */
const PAGE = fileURLToPath(new URL('../review/', import.meta.url));

/** How a review is begun, and where its customers are. */
interface Begin {
  readonly endpoint: string | undefined;
  readonly begin: (connection: Connection | undefined, deps: JobDeps) => Promise<Review> | Review;
}

export async function run(flags: Arguments): Promise<void> {
  const environment = readEnvironment(flags);
  const { reportsDir } = resolveOptions(reportsDirSchema, flags);
  const { endpoint, begin } = toBegin(flags, environment, reportsDir);
  const isSandbox = endpoint === SANDBOX && flags.baseUrl === undefined;
  const where = isSandbox ? { ...flags, sandbox: true } : flags;
  process.exitCode = await withSession(flags, environment, (deps, terminal) =>
    withConnection(where, environment, reportsDir, async (connection) => {
      // The page shows the progress.
      const quiet = { ...deps, emit: () => undefined };
      const review = await begin(toUsable(connection), quiet);
      await serve(review, flags, deps, terminal);
      return () => 0;
    }),
  );
}

function toBegin(flags: Arguments, environment: Environment, reportsDir: string): Begin {
  const { 'file-or-run': named } = flags;
  const id = typeof named === 'string' ? named : '';
  const isName = id !== '' && id !== '-';
  const place = isName ? findReview({ reportsDir, id }) : undefined;
  const readOptions = (): ImportOptions =>
    resolveOptions(importOptionsSchema, { ...flags, ...readSourceFiles(flags), dryRun: true }, environment);
  if (place !== undefined) {
    const { endpoint, options } = readReviewFacts(place);
    assertSameOptions(id, readTyped(), readOptions, options);
    return { endpoint, begin: (connection, deps) => Review.open(place, connection, deps) };
  }
  if (isName && !isFile(id) && hasRun(reportsDir, id)) {
    const options = withRun(reportsDir, id, (found) => found.require('options'));
    assertSameOptions(id, readTyped(), readOptions, options);
    return {
      endpoint: readRunEndpoint(reportsDir, id),
      begin: (connection, deps) => reviewRun({ reportsDir, id }, readRunId(flags), connection, deps),
    };
  }
  const source = toSourcePlace({ source: id });
  const options = readOptions();
  return {
    endpoint: undefined,
    begin: (connection, deps) => reviewSource(source, options, connection, deps),
  };
}

/** Of the review; undefined: one is made up. */
function readRunId({ runId }: Arguments): string | undefined {
  return typeof runId === 'string' ? runId : undefined;
}

/** A folder of that name may be a run's. */
function isFile(path: string): boolean {
  return existsSync(path) && !statSync(path).isDirectory();
}

/** Until the page or the terminal ends it. */
async function serve(review: Review, flags: Arguments, deps: JobDeps, terminal: Terminal): Promise<void> {
  const server = await ReviewServer.start(review, { assets: PAGE });
  try {
    terminal.out(`The review is at ${server.address}\n`);
    if (flags.quiet !== true) {
      terminal.err(`Ctrl-C ends it. Nothing is lost; continue it with: ${review.state.command}\n`);
    }
    if (flags.open !== false) {
      await openInBrowser(server.address).catch(() =>
        terminal.err('No browser was opened. Open the address yourself.\n'),
      );
    }
    if (!deps.signal.aborted) await Promise.race([server.ended, once(deps.signal, 'abort')]);
  } finally {
    await server.close();
    await review.close();
  }
}
