/** The changes of a run: how many there are of each kind, and the first of each. */
import { CHANGE_KINDS, isEmptying, type ChangeKind, type RowChange } from '../../core/changes.js';

export type ChangeCounts = Readonly<Record<ChangeKind, number>>;

export interface ChangeDigest {
  /** Rows of each kind. */
  readonly counts: ChangeCounts;
  /** Rows that get a deposit address, of all kinds. */
  readonly addresses: number;
  /** Fields that are emptied, in all rows. */
  readonly emptiedFields: number;
  /** The first rows of each kind, in the order of `CHANGE_KINDS`, then of the source. */
  readonly changes: readonly RowChange[];
}

/** Reads all changes, and keeps at most `first` of each kind in memory. */
export function digestChanges(changes: Iterable<RowChange>, first: number): ChangeDigest {
  const counts: Record<ChangeKind, number> = { deleted: 0, emptied: 0, updated: 0, created: 0, address: 0 };
  const kept = new Map<ChangeKind, RowChange[]>(CHANGE_KINDS.map((kind) => [kind, []]));
  let addresses = 0;
  let emptiedFields = 0;
  for (const change of changes) {
    counts[change.kind] += 1;
    if (change.wantsAddress) addresses += 1;
    emptiedFields += change.fields.filter(isEmptying).length;
    if (counts[change.kind] <= first) kept.get(change.kind)?.push(change);
  }
  return { counts, addresses, emptiedFields, changes: [...kept.values()].flat() };
}
