/** A source is compared with the remote customers, or with an export of them. Only reads are sent. */
import { importOptionsSchema, type ImportOptions, type ReconcileOptions } from '../../config/options.js';
import type { Api } from '../../core/api-port.js';
import { BulkError } from '../../core/errors.js';
import { Comparison } from '../../journal/comparison.js';
import { DirectoryListing } from '../../journal/directory-listing.js';
import { checkBeforePipe, openClient, readAccount, toClientOptions } from '../connect.js';
import { listCompletely } from '../listing/list-completely.js';
import { toCustomers } from '../export/list.js';
import type { Connection, JobDeps } from '../deps.js';
import { beginRun } from '../import/import.js';
import { findPrevious, rememberPrevious, type Previous } from './previous.js';
import { assertMaskKey } from '../mask.js';
import { discardIfRefused } from '../run/refused-run.js';
import type { Run } from '../run/run.js';
import type { SourcePlace } from '../ingest/source-place.js';
import { listAddressOwners } from './address-owners.js';
import { match } from '../import/match.js';
import { readExport } from './read-export.js';
import type { RunReport } from '../outputs.js';
import { recordComparison } from './record-comparison.js';
import { Stop, type StoppableDeps } from '../stop.js';
import { work } from '../work.js';

/** A comparison makes no address, so that no row needs to say under which wallet. */
const ANY_WALLET = 'none is asked';

/**
 * Compares a source with the remote. Throws `BulkError` where nothing was begun (the source can't be read, an option is wrong,
 * another process holds the source); afterwards a comparison that stops says so in its summary and writes no other file.
 */
export async function reconcile(
  from: SourcePlace,
  options: ReconcileOptions,
  connection: Connection,
  deps: JobDeps,
): Promise<RunReport> {
  const stop = new Stop(deps.signal);
  const all: StoppableDeps = { ...deps, stop };
  assertTogether(options);
  if (options.against === undefined) toClientOptions(connection, options, all);
  if (options.against === undefined && from.path === '-') await checkBeforePipe(connection, options, deps);
  assertMaskKey(options.mask, options.reportsDir);
  const endpoint = options.against === undefined ? connection.endpoint : `export ${options.against}`;
  const previous = findPrevious(options, { source: options.sourceName ?? from.path, endpoint });
  const run = await beginRun(from, toImportOptions(options), { endpoint, use: 'compare' }, all);
  try {
    run.set('reconcile', options);
    return await compare(run, options, { connection: { ...connection, endpoint }, previous }, all);
  } finally {
    run.close();
  }
}

function assertTogether({ against, addresses }: ReconcileOptions): void {
  if (against === undefined || !addresses) return;
  throw new BulkError(
    'config_invalid',
    'Expected `--addresses` without `--against`: an export does not say which asset an address belongs to, because the API does not.',
    { hint: 'Leave one of them out.' },
  );
}

/** What an import of the same source would go by. An empty cell says nothing, so that it is no difference. */
function toImportOptions(options: ReconcileOptions): ImportOptions {
  return {
    ...importOptionsSchema.parse({}),
    ...options,
    // A shared email is not a duplicate unless email is a match key.
    emailUnique: false,
    accountId: ANY_WALLET,
  };
}

async function compare(
  run: Run,
  options: ReconcileOptions,
  { connection, previous }: { readonly connection: Connection; readonly previous: Previous | undefined },
  deps: StoppableDeps,
): Promise<RunReport> {
  const comparison = new Comparison(run.journal.file);
  const task = async (counted: StoppableDeps): Promise<void> => {
    if (options.against === undefined)
      await compareWithApi(run, { comparison, connection }, options, counted);
    else await compareWithExport(run, options.against, options, counted);
    if (previous !== undefined) rememberPrevious(comparison, previous);
  };
  const done = await work(task, options, deps);
  if (run.get('account') === undefined) discardIfRefused(run, deps.stop);
  return recordComparison(run, { comparison, previous, endpoint: connection.endpoint }, done, deps);
}

async function compareWithApi(
  run: Run,
  { comparison, connection }: { readonly comparison: Comparison; readonly connection: Connection },
  options: ReconcileOptions,
  deps: StoppableDeps,
): Promise<void> {
  const api = openClient(connection, options, deps);
  try {
    run.set('account', await readAccount(api, connection));
    run.set('baseUrl', connection.baseUrl);
    run.set('listDoubt', await listAll(run, api, options, deps));
    match(run, run.journal.directory, run.require('options'), deps);
    if (options.addresses) await listAddressOwners(api, comparison, options, deps);
  } finally {
    await api.close();
  }
}

/** Lists until the list is known to be whole, so that a missing customer is really missing; returns why the list may not be whole, or null. */
async function listAll(
  run: Run,
  api: Api,
  options: ReconcileOptions,
  { emit }: StoppableDeps,
): Promise<string | null> {
  const { file, directory } = run.journal;
  const { verdict } = await listCompletely(
    new DirectoryListing(file, directory),
    toCustomers(api, (query) => api.listCustomers(query)),
    { concurrency: Math.min(options.concurrency, 8), emit },
  );
  return verdict?.reason ?? null;
}

async function compareWithExport(
  run: Run,
  path: string,
  options: ReconcileOptions,
  deps: StoppableDeps,
): Promise<void> {
  deps.emit({ type: 'phase', phase: 'listing' });
  const { absentFields, isText } = await readExport(run, path, (done) => {
    deps.stop.signal.throwIfAborted();
    deps.emit({ type: 'progress', phase: 'listing', done });
  });
  run.set('remote', { absentFields, isText });
  if (absentFields.length > 0) {
    const message = `Not compared, because ${path} has no such columns: ${absentFields.join(', ')}.`;
    deps.emit({ type: 'note', message });
  }
  match(run, run.journal.directory, run.require('options'), deps);
}
