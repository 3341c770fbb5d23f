/**
 * Customers of a run that an earlier run says it made, too. If an API answers a second create with the record and a success, and its
 * list lags, a run calls a customer `created` that was there. Only the undo of the run that made a customer deletes it.
 */
import { basename, dirname } from 'node:path';
import { isBulkError } from '../../core/errors.js';
import { collectMade, readLastCreate, readMadeBefore } from '../../journal/made-before.js';
import { openJournalFile } from '../../journal/open.js';
import { RunInfo } from '../../journal/run-info.js';
import type { JobDeps } from '../deps.js';
import type { RunFacts } from '../run/facts.js';
import { findRun } from '../run/find-run.js';
import type { RunCard } from '../run/run-card.js';
import { listRunCards } from '../run/runs.js';
import type { Run } from '../run/run.js';

/** By row of `done`: the earlier run, of those in the same folder. A note names each run that can't be read. */
export function findMadeBefore(done: Run, { emit }: Pick<JobDeps, 'emit'>): ReadonlyMap<number, string> {
  const [reportsDir, ownId] = [dirname(done.folder), basename(done.folder)];
  const lastCreate = readLastCreate(done.journal.file);
  const found = new Map<number, string>();
  if (lastCreate === 0) return found;
  collectMade(done.journal.file);
  for (const { id, card } of listRunCards(reportsDir)) {
    if (id === ownId || !mayHaveMade(card, lastCreate)) continue;
    try {
      for (const rowNumber of readEarlier(findRun(reportsDir, id).journalPath, done))
        found.set(rowNumber, id);
    } catch (error) {
      if (!isBulkError(error)) throw error;
      const message = `The run ${id} can not be read, so this undo may delete customers that it made.`;
      emit({ type: 'note', message });
    }
  }
  return found;
}

/** Whether a run can have made a customer until then, in ms since the epoch. A folder has many nightly runs that made none. */
function mayHaveMade(card: RunCard | undefined, untilMs: number): boolean {
  if ((card?.startedAt ?? 0) > untilMs) return false;
  const { hasEnded, summary } = card ?? {};
  // A row that has made its customer and has no address yet is failed or pending.
  return (
    hasEnded !== true ||
    (['created', 'failed', 'pending'] as const).some((status) => summary?.counts[status] !== 0)
  );
}

/** Rows of `done` with a customer that this run made before, for the same account. */
function* readEarlier(journalPath: string, done: Run): Generator<number> {
  const file = openJournalFile(journalPath, { create: false });
  try {
    const account = new RunInfo<RunFacts>(file).get('account');
    const own = done.require('account');
    if (account?.orgId === own.orgId && account.mode === own.mode)
      yield* readMadeBefore(done.journal.file, file);
  } finally {
    file.close();
  }
}
