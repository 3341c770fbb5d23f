/** What `column_count` says: written where a row is checked, and read again from a file of an earlier run. */

/** `expected`, `found`: numbers of cells; `like`: what tells how many there should be. */
export function toColumnCountText(expected: number, found: number, like: string): string {
  return `expected ${expected} cells as in the ${like}, found ${found}.`;
}

/** Whether a text of `toColumnCountText` is in this one, and is of a row with too many cells. */
export function saysTooManyCells(text: string): boolean {
  const [, expected, found] = /expected (\d+) cells as in the [^,]*, found (\d+)/i.exec(text) ?? [];
  return Number(found) > Number(expected);
}
