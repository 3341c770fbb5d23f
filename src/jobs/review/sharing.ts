/** Which rows an edit concerns by way of the keys that they share. Reads only. */
import { MATCH_KEYS } from '../../core/types.js';
import type { ReviewKeys, RowKey } from '../../journal/review/keys.js';
import type { CheckedRow, RowCheck } from '../ingest/row-check.js';

/** The values of a row that no other row should have. `uniqueKeys`: match keys; `rules`: of the user's. */
export function listRowKeys(
  { source, validated: { keys, skipped } }: CheckedRow,
  uniqueKeys: ReadonlySet<string>,
  rules: RowCheck['unique'],
): RowKey[] {
  const toKey = (name: string, value: string | undefined): RowKey[] =>
    value === undefined ? [] : [{ name, value }];
  return [
    ...MATCH_KEYS.flatMap((key) => (uniqueKeys.has(key) ? toKey(key, keys[key]) : [])),
    ...(skipped === undefined
      ? rules.flatMap(({ toValue }, at) => toKey(`rule ${at}`, toValue(source)))
      : []),
  ];
}

/** These rows and all that share one of the keys, directly or by way of others; and those that must be compared. */
export function withSharing(
  keys: ReviewKeys,
  concerned: readonly RowKey[],
  rows: ReadonlySet<number>,
): { readonly all: number[]; readonly sharing: number[] } {
  const all = new Set(rows);
  const sharing = new Set<number>();
  const seen = new Set<string>();
  const isNew = ({ name, value }: RowKey): boolean => {
    const text = `${name}\n${value}`;
    return !seen.has(text) && seen.add(text).has(text);
  };
  for (let open = concerned.filter(isNew); open.length > 0;) {
    const added: number[] = [];
    for (const found of keys.findRows(open)) {
      for (const row of found) {
        // The last one of a group that was larger before is compared, too.
        if (found.length > 1 || !rows.has(row)) sharing.add(row);
        if (all.has(row)) continue;
        all.add(row);
        added.push(row);
      }
    }
    open = keys.list(added).filter(isNew);
  }
  return { all: toSorted(all), sharing: toSorted(sharing) };
}

export function toSorted(rows: Iterable<number>): number[] {
  return [...rows].sort((a, b) => a - b);
}
