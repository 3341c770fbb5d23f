/** Batches of rows that stay small even if the rows are long: a cell may have ten million characters. */

/** So few that most are written before the second collection of young objects, which would make them old ones. */
export const MOST_ROWS = 64;
const MOST_CHARACTERS = 4 * 2 ** 20;

/** `sizeOf` returns about how many characters a row holds. */
export function* toBatches<Row>(
  rows: Iterable<Row>,
  sizeOf: (row: Row) => number,
): Generator<readonly Row[]> {
  let batch: Row[] = [];
  let size = 0;
  for (const row of rows) {
    batch.push(row);
    size += sizeOf(row);
    if (batch.length < MOST_ROWS && size < MOST_CHARACTERS) continue;
    yield batch;
    batch = [];
    size = 0;
  }
  if (batch.length > 0) yield batch;
}
