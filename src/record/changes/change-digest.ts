/** The changes of a run: how many there are of each kind, and the first of each. */
import { CHANGE_KINDS, isEmptying, type ChangeKind, type RowChange } from '../../core/changes.js';

export type ChangeCounts = Readonly<Record<ChangeKind, number>>;

export interface ChangeTotals {
  /** Rows of each kind. */
  readonly counts: ChangeCounts;
  /** Rows that get a deposit address, of all kinds. */
  readonly addresses: number;
  /** Fields that are emptied, in all rows. */
  readonly emptiedFields: number;
}

export interface ChangeDigest extends ChangeTotals {
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

/** The same with at most `first` rows of each kind. */
export function toFirst(digest: ChangeDigest, first: number): ChangeDigest {
  const kept = CHANGE_KINDS.flatMap((kind) =>
    digest.changes.filter((change) => change.kind === kind).slice(0, first),
  );
  return { ...digest, changes: kept };
}

export function countChanges({ counts }: ChangeTotals): number {
  return CHANGE_KINDS.reduce((sum, kind) => sum + counts[kind], 0);
}
