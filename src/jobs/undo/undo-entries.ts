/** What a run changed, in a form that can be reverted. */
import type { Plan } from '../../core/journal-port.js';
import { readUndoRows, type UndoRow } from '../../journal/undo-rows.js';
import { toCreateBody, type CreateOptions } from '../../match/create-body.js';
import { toMade, toPriorRecord, toRestoring } from '../../match/undo.js';
import type { UndoEntry } from '../../record/table/undo.js';
import type { Run } from '../run/run.js';

/** One row of an undo: its line in undo.csv, and the plan; without a plan, it is unknown what there is to undo. */
export interface Undoing {
  readonly entry: UndoEntry;
  readonly plan: Plan | undefined;
  /** It is unknown because the API refused the create, and the customer is there. */
  readonly wasRefused: boolean;
}

export function* readUndoings(run: Run): Generator<Undoing[]> {
  const options = run.require('options');
  for (const batch of readUndoRows(run.journal.file)) yield batch.map((row) => toUndoing(row, options));
}

/** Lines of undo.csv: customers whose uid is known. */
export function* readUndoEntries(run: Run): Generator<UndoEntry[]> {
  for (const batch of readUndoings(run)) {
    yield batch.filter(({ plan }) => plan !== undefined).map(({ entry }) => entry);
  }
}

function toUndoing(row: UndoRow, options: CreateOptions): Undoing {
  const { rowNumber, uid } = row;
  if (row.kind === 'updated') {
    const { remote, body } = row.plan;
    const record = toPriorRecord(remote, body);
    const entry = { rowNumber, uid, externalId: remote.externalId, todo: 'restore', record } as const;
    return { entry, plan: toRestoring(row.plan), wasRefused: false };
  }
  const body = toCreateBody(row.wish, options);
  const made = toMade(uid, body, row.kind === 'created' ? row.plan?.answered : undefined);
  const { externalId } = made.remote;
  const entry = { rowNumber, uid, externalId, todo: 'delete', record: made.remote } as const;
  return { entry, plan: row.kind === 'created' ? made : undefined, wasRefused: row.kind === 'refused' };
}
