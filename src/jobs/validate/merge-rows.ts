/** Two lists in the order of rows, none of them in both, as one. */

/** Values at once. */
const BATCH = 512;

interface Numbered {
  readonly rowNumber: number;
}

export function* mergeRows<T extends Numbered>(
  one: Iterable<readonly T[]>,
  other: Iterable<readonly T[]>,
): Generator<readonly T[]> {
  let batch: T[] = [];
  for (const value of inOrder(each(one), each(other))) {
    batch.push(value);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function* inOrder<T extends Numbered>(one: Iterator<T>, other: Iterator<T>): Generator<T> {
  let [a, b] = [one.next(), other.next()];
  while (a.done !== true || b.done !== true) {
    if (b.done === true || (a.done !== true && a.value.rowNumber <= b.value.rowNumber)) {
      if (a.done !== true) yield a.value;
      a = one.next();
    } else {
      yield b.value;
      b = other.next();
    }
  }
}

function* each<T>(batches: Iterable<readonly T[]>): Generator<T> {
  for (const batch of batches) yield* batch;
}
