/** The names of columns that have none: #1, #2, … as in `--map name=#2`. */
export function toPositions(count: number): readonly string[] {
  return Array.from({ length: count }, (_column, at) => `#${at + 1}`);
}
