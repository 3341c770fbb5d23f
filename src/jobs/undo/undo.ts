/** Reverts what a run did, in a run of its own: a plan made from the other run's journal, carried out like any plan. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { importOptionsSchema, type ImportOptions, type UndoOptions } from '../../config/options.js';
import { BulkError } from '../../core/errors.js';
import type { LiveRow } from '../../core/journal-port.js';
import type { RowWish } from '../../core/types.js';
import { finishIngest } from '../../journal/duplicates.js';
import { Ingest } from '../../journal/ingest.js';
import type { RowMove } from '../../journal/journal.js';
import { toMapping } from '../../map/mapping.js';
import { toUndoCells, UNDO_COLUMNS, writeUndo } from '../../record/table/undo.js';
import { carryOut } from '../import/decide-and-send.js';
import { toClientOptions } from '../connect.js';
import type { Connection, JobDeps } from '../deps.js';
import { assertBelongsHere, type RunPlace } from '../import/continue-run.js';
import { createRun, openRun, type Run } from '../run/run.js';
import type { RunReport } from '../outputs.js';
import { findMadeBefore } from './made-before.js';
import { readUndoEntries, readUndoings, type Undoing } from './undo-entries.js';
import { Stop } from '../stop.js';

/**
 * Gives customers that a run updated what they had before, and with `deleteCreated` deletes those that it made; a customer
 * that was changed since is left alone (`plan_stale`). The undo is a run: it has results, and is resumed if it stops.
 * Throws `nothing_to_undo`, `run_unknown`, `run_locked`, `run_copied`, `account_changed`, `journal_damaged`.
 */
export async function undoRun(
  place: RunPlace,
  { deleteCreated, ...given }: UndoOptions,
  connection: Connection,
  deps: JobDeps,
): Promise<RunReport> {
  const stop = new Stop(deps.signal);
  const options: ImportOptions = { ...importOptionsSchema.parse({ reportsDir: place.reportsDir }), ...given };
  toClientOptions(connection, options, { ...deps, stop });
  const run = await makeUndo(place, { options, deleteCreated, connection }, deps);
  try {
    return await carryOut(run, { command: 'undo', options, connection }, { ...deps, stop });
  } finally {
    run.close();
  }
}

interface UndoOrder extends Pick<UndoOptions, 'deleteCreated'> {
  readonly options: ImportOptions;
  readonly connection: Connection;
}

async function makeUndo(
  place: RunPlace,
  { options, deleteCreated, connection }: UndoOrder,
  deps: JobDeps,
): Promise<Run> {
  const done = await openRun(place.reportsDir, place.id, deps, options);
  try {
    assertBelongsHere(done, connection);
    const path = join(done.folder, 'undo.csv');
    const account = done.get('account');
    const count = await writeUndo(path, readUndoEntries(done));
    if (account === undefined || count === 0) {
      const isUnclear = readUndoings(done).next().done === false;
      const what = isUnclear
        ? 'has changed nothing for certain: `show` names its rows'
        : 'has changed nothing';
      throw new BulkError('nothing_to_undo', `The run ${done.id} ${what}.`);
    }
    const run = await createRun(
      options,
      { path, name: undefined, endpoint: connection.endpoint, use: 'write' },
      deps,
    );
    try {
      run.set('account', account);
      run.set('undoOf', done.id);
      run.set('mapping', toMapping(UNDO_COLUMNS));
      const rows = load(run, done);
      plan(run, done, deleteCreated ? { madeBefore: findMadeBefore(done, deps) } : undefined);
      const format = { kind: 'csv', encoding: 'utf-8', delimiter: ',' } as const;
      run.set('matched', true);
      run.set('binding', true);
      run.set('source', { path, sha256: await hash(path), rows, format });
      return run;
    } catch (error) {
      run.discard();
      throw error;
    }
  } finally {
    done.close();
  }
}

function load(run: Run, done: Run): number {
  const ingest = new Ingest(run.journal.file);
  let rows = 0;
  for (const batch of readUndoings(done)) {
    ingest.add(
      batch.map(({ entry }) => {
        rows += 1;
        const at = { rowNumber: rows, line: rows + 1 };
        const customer = { uid: entry.uid, name: entry.record.name ?? '' };
        const wish: RowWish = { customer, blank: [], textMetaData: [], provisionAddress: false };
        return {
          source: { ...at, cells: toUndoCells(entry) },
          validated: { ...at, keys: {}, wish, issues: [] },
        };
      }),
    );
  }
  ingest.finish();
  finishIngest(run.journal.file, 0);
  return rows;
}

/** What `--delete-created` deletes: all that the run made but the customers of these rows, which an earlier run made. */
interface Deletion {
  readonly madeBefore: ReadonlyMap<number, string>;
}

/** The undo's rows have the order of the rows that they undo. */
function plan(run: Run, done: Run, deletion: Deletion | undefined): void {
  let after = 0;
  for (const batch of readUndoings(done)) {
    const rows = run.journal.readRows(['ready'], after, batch.length);
    run.journal.moveAll(
      rows.flatMap((row, at) => {
        const undoing = batch[at];
        return undoing === undefined ? [] : [toMove(row, undoing, deletion)];
      }),
    );
    after += batch.length;
  }
}

function toMove(row: LiveRow, { entry, plan, wasRefused }: Undoing, deletion: Deletion | undefined): RowMove {
  const { uid, todo, rowNumber } = entry;
  if (plan === undefined && wasRefused) {
    const error = `The API refused to create the customer of row ${rowNumber}, which is there: that request or another program may have made it, so it is not deleted.`;
    if (deletion === undefined) return { row, to: 'skipped', patch: { uid, error } };
    return { row, to: 'failed', patch: { uid, errorCode: 'still_in_doubt', error } };
  }
  if (plan === undefined) {
    const error = `It is not known whether row ${rowNumber} has made its customer: resume that run, then undo it.`;
    return { row, to: 'failed', patch: { errorCode: 'still_in_doubt', error } };
  }
  if (todo === 'restore') return { row, to: 'planned_update', patch: { uid, matchedBy: 'uid' }, plan };
  if (deletion === undefined) {
    const error = 'The run made this customer; with --delete-created it is deleted.';
    return { row, to: 'skipped', patch: { uid, error } };
  }
  const earlier = deletion.madeBefore.get(rowNumber);
  if (earlier === undefined) return { row, to: 'planned_delete', patch: { uid, matchedBy: 'uid' }, plan };
  const error = `The run ${earlier} made this customer before: the API answered the create of row ${rowNumber} with it, so it is not deleted. To delete it, undo the run ${earlier}.`;
  return { row, to: 'failed', patch: { uid, errorCode: 'still_in_doubt', error } };
}

/** Hex SHA-256 of a file. */
async function hash(path: string): Promise<string> {
  const sum = createHash('sha256');
  for await (const chunk of createReadStream(path)) sum.update(chunk as Buffer);
  return sum.digest('hex');
}
