/** Which node draws which row: a row that leaves the view hands its node to one that comes. */

/** Slots by row index. A row keeps its slot while it is drawn; a new row takes the lowest that is free. */
export function assignSlots(
  before: ReadonlyMap<number, number>,
  indexes: readonly number[],
): ReadonlyMap<number, number> {
  const kept = new Map(
    indexes.flatMap((index) => {
      const slot = before.get(index);
      return slot === undefined ? [] : [[index, slot] as const];
    }),
  );
  const taken = new Set(kept.values());
  let free = 0;
  for (const index of indexes) {
    if (kept.has(index)) continue;
    while (taken.has(free)) free += 1;
    taken.add(free);
    kept.set(index, free);
  }
  return kept;
}
