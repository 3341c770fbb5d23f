/** Counts as people read them. */

/** An integer: `1234567` as `1,234,567`, in any locale. The tables of Intl take as long to load as a hundred rows to check. */
export function toGrouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** `1 row`, `1,234 rows`. `many`: the plural. */
export function toCount(count: number, one: string, many = `${one}s`): string {
  return `${toGrouped(count)} ${count === 1 ? one : many}`;
}
