/** Every ready row is compared with the remote customers, and its decision written down. Only reads are sent. */
import { listPages } from '../../api/pages.js';
import type { Api } from '../../core/api-port.js';
import type { ImportOptions } from '../../config/options.js';
import type { LiveRow, RowPatch } from '../../core/journal-port.js';
import { toRowKeys } from '../../core/match-key.js';
import type { Decision, RowState } from '../../core/types.js';
import type { RowMove } from '../../journal/journal.js';
import { DirectoryListing } from '../../journal/directory-listing.js';
import { refuseSharedMatches } from '../../journal/shared-match.js';
import { decide } from '../../match/decide.js';
import type { Directory } from '../../match/directory.js';
import { wantsAddress } from '../../send/context.js';
import type { JobDeps } from '../deps.js';
import { toCustomers } from '../export/list.js';
import { listCompletely } from '../listing/list-completely.js';
import type { Run } from '../run/run.js';
import type { StoppableDeps } from '../stop.js';

const ROWS_PER_BATCH = 512;

/** The directory must be filled. */
export function match(
  run: Run,
  directory: Pick<Directory, 'find'>,
  options: ImportOptions,
  deps: StoppableDeps,
): void {
  refuseSharedMatches(run.journal.file, options.match, deps.clock.now());
  const total = run.journal.countStates().ready ?? 0;
  deps.emit({ type: 'phase', phase: 'matching', total });
  for (let after = 0, done = 0; ;) {
    const rows = run.journal.readRows(['ready'], after, ROWS_PER_BATCH);
    if (rows.length === 0) break;
    run.journal.moveAll(rows.map((row) => decideRow(row, directory, options)));
    after = rows[rows.length - 1]?.rowNumber ?? after;
    done += rows.length;
    deps.emit({ type: 'progress', phase: 'matching', done, total });
    deps.stop.signal.throwIfAborted();
  }
}

/**
 * Lists the remote customers, so that the directory has them as they are now. Once is enough where the server refuses a
 * twin; where it does not, the list alone tells who is there, and is read until it is known to be whole.
 */
export async function fillDirectory(
  run: Run,
  { api, directory }: { readonly api: Api; readonly directory: Directory },
  options: Pick<ImportOptions, 'concurrency' | 'emailUnique'>,
  { emit }: JobDeps,
): Promise<void> {
  const concurrency = Math.min(options.concurrency, 8);
  if (options.emailUnique) {
    emit({ type: 'phase', phase: 'listing' });
    const pages = listPages((page, perPage) => api.listCustomers({ page, perPage, orderBy: 'asc' }), {
      what: 'customers',
      concurrency,
    });
    await directory.fill(pages, (done) => emit({ type: 'progress', phase: 'listing', done }));
    return;
  }
  const listing = new DirectoryListing(run.journal.file, run.journal.directory);
  listing.forget();
  const { verdict } = await listCompletely(
    listing,
    toCustomers(api, (query) => api.listCustomers(query)),
    { concurrency, emit },
  );
  if (typeof verdict?.reason === 'string') {
    const message = `${verdict.reason} A customer without externalId who is there and was not listed is made a second time.`;
    emit({ type: 'note', message });
  }
}

function decideRow(row: LiveRow, directory: Pick<Directory, 'find'>, options: ImportOptions): RowMove {
  const keys = toRowKeys(row.wish.customer);
  const decision = decide(row.wish, directory.find(keys), options);
  const move = { row, ...toMove(row, decision, options) };
  return decision.kind === 'update' ? { plan: decision, ...move } : move;
}

/** The state into which a decision leads, and what is noted with it. */
export function toMove(
  row: LiveRow,
  decision: Decision,
  options: Pick<ImportOptions, 'provisionAddress'>,
): { to: RowState; patch: RowPatch } {
  switch (decision.kind) {
    case 'create':
      return { to: 'planned_create', patch: {} };
    case 'conflict':
    case 'skipped':
    case 'failed':
      return { to: decision.kind, patch: { errorCode: decision.code, error: decision.message } };
    case 'update':
    case 'unchanged':
    case 'exists': {
      const { remote, matchedBy } = decision;
      const warnings = [...new Set([...row.warnings, ...decision.warnings])];
      const patch: RowPatch = { uid: remote.uid, matchedBy, warnings };
      if (decision.kind === 'update') return { to: 'planned_update', patch };
      if (decision.kind === 'exists') return { to: 'exists', patch };
      const to = wantsAddress(row.wish, options) ? 'customer_done' : 'unchanged';
      return { to, patch: { ...patch, outcome: 'unchanged' } };
    }
  }
}
