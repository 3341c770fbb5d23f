/** Reads the rows of a source, for every job. */
import type { Source, SourceRow } from '../../core/types.js';
import type { StoppableDeps } from '../stop.js';

/** Gives all batches to `take` and reports how far it is; gives the number of rows. Throws what `source.batches` throws. */
export async function readRows(
  source: Source,
  deps: StoppableDeps,
  take: (batch: readonly SourceRow[]) => void,
): Promise<number> {
  let rows = 0;
  for await (const batch of source.batches()) {
    deps.stop.signal.throwIfAborted();
    take(batch);
    rows += batch.length;
    deps.onMove?.('after', 'ingested');
    deps.emit({ type: 'progress', phase: 'reading', done: rows });
  }
  return rows;
}
