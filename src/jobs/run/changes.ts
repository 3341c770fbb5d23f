/** What a run changes, or would change: read from its journal, for a person who approves it. Reads only. */
import type { ImportOptions } from '../../config/options.js';
import { isEmptying, type ChangeKind, type RowChange } from '../../core/changes.js';
import { systemClock } from '../../core/clock.js';
import { BulkError } from '../../core/errors.js';
import type { FieldChange, MatchKey, RowWish } from '../../core/types.js';
import { readChangedRows, type ChangedRow, type WhichChanges } from '../../journal/changes.js';
import { Journal } from '../../journal/journal.js';
import { countHeld } from '../../journal/plan-part.js';
import { toCreateBody } from '../../match/create-body.js';
import { flattenBody } from '../../record/changes/flatten-body.js';
import { digestChanges, type ChangeDigest } from '../../record/changes/change-digest.js';
import { openRowMask } from '../mask.js';
import { findRun } from './find-run.js';
import { Run } from './run.js';

export interface ChangesOptions {
  /** Shows the values of a run with `--mask`; else they are tokens. */
  readonly reveal: boolean;
}

export interface RunChanges extends ChangeDigest {
  readonly runId: string;
  /** Nothing has been changed yet. */
  readonly isPlan: boolean;
  /** Whether values are tokens. */
  readonly isMasked: boolean;
  /** What stays planned, where a part of a plan was applied. */
  readonly rest?: ChangeDigest | undefined;
}

/** Keeps the first `first` rows of each kind. Throws `run_unknown`, `journal_damaged`. */
export function readRunChanges(
  reportsDir: string,
  id: string,
  options: ChangesOptions & { readonly first: number },
): RunChanges {
  const reading = openChanges(reportsDir, id, options);
  try {
    const { runId, isPlan, isMasked } = reading;
    const digest = digestChanges(reading.changes, options.first);
    const rest = reading.rest === undefined ? {} : { rest: digestChanges(reading.rest, options.first) };
    return { runId, isPlan, isMasked, ...digest, ...rest };
  } finally {
    reading.close();
  }
}

export interface OpenChanges {
  readonly runId: string;
  readonly isPlan: boolean;
  readonly isMasked: boolean;
  /** In row order, read one at a time. */
  readonly changes: Iterable<RowChange>;
  /** Likewise, what stays planned, where a part of a plan was applied. */
  readonly rest?: Iterable<RowChange> | undefined;
  close(): void;
}

/** All changes of a run; close it after use. Throws `run_unknown`, `journal_damaged`. */
export function openChanges(reportsDir: string, id: string, { reveal }: ChangesOptions): OpenChanges {
  const { folder, journalPath } = findRun(reportsDir, id);
  const journal = Journal.open(journalPath, { create: false, clock: systemClock });
  const run = new Run(id, folder, journal, []);
  try {
    assertChanges(run);
    const isMasked = run.require('options').mask && !reveal;
    return {
      runId: run.id,
      isPlan: run.isPlan,
      isMasked,
      changes: listChanges(run, run.isPlan ? 'planned' : 'made', { isMasked }),
      ...(run.isPlan || countHeld(journal.file) === 0
        ? {}
        : { rest: listChanges(run, 'held', { isMasked }) }),
      close: () => journal.close(),
    };
  } catch (error) {
    journal.close();
    throw error;
  }
}

/** Throws `run_unknown` for a run that changes nothing by its nature. */
function assertChanges(run: Run): void {
  if (run.get('reconcile') === undefined && run.get('source') !== undefined) return;
  throw new BulkError(
    'run_unknown',
    `The run ${run.id} has no changes: it compared, or stopped before its source was read.`,
    {
      hint: 'Name a run of import, apply, resume or undo; `bitpowr-bulk runs` lists them.',
    },
  );
}

/** In row order. */
export function* listChanges(
  run: Run,
  which: WhichChanges,
  { isMasked }: { readonly isMasked: boolean },
): Generator<RowChange> {
  const mask = isMasked ? openRowMask(run.folder, run.require('mapping')).change : undefined;
  const options = run.require('options');
  for (const row of readChangedRows(run.journal.file, which)) {
    const change = toRowChange(row, options);
    yield mask === undefined ? change : mask(change);
  }
}

export function toRowChange(row: ChangedRow, options: ImportOptions): RowChange {
  const { wish, rowNumber, line, uid, matchedBy, warnings } = row;
  const fields = row.what === 'create' ? flattenBody(toCreateBody(wish, options)) : row.changes;
  return {
    kind: toKind(row.what, fields),
    rowNumber,
    line,
    name: row.nameBefore ?? wish.customer.name,
    ...toKey(wish, uid),
    uid,
    matchedBy,
    fields,
    wantsAddress:
      row.what !== 'delete' && (row.hasNewAddress ?? wish.provisionAddress ?? options.provisionAddress),
    warnings,
  };
}

function toKind(what: ChangedRow['what'], fields: readonly FieldChange[]): ChangeKind {
  if (what === 'create') return 'created';
  if (what === 'delete') return 'deleted';
  if (what === 'address') return 'address';
  return fields.some(isEmptying) ? 'emptied' : 'updated';
}

function toKey(
  { customer }: RowWish,
  uid: string,
): { readonly key: string; readonly keyField: MatchKey | '' } {
  if (customer.externalId !== undefined) return { key: customer.externalId, keyField: 'externalId' };
  if (customer.email !== undefined) return { key: customer.email, keyField: 'email' };
  return uid === '' ? { key: '', keyField: '' } : { key: uid, keyField: 'uid' };
}
