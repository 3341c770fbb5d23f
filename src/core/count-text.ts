/** Counts as people read them. */

/** `1234567` as `1,234,567`, in any locale. */
export function toGrouped(count: number): string {
  return count.toLocaleString('en-US');
}

/** `1 row`, `1,234 rows`. `many`: the plural. */
export function toCount(count: number, one: string, many = `${one}s`): string {
  return `${toGrouped(count)} ${count === 1 ? one : many}`;
}
