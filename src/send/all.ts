/** Many rows at once, from a bounded cursor. */
import pLimit from 'p-limit';
import type { LiveRow } from '../core/journal-port.js';

export interface SendAllOptions {
  /** Rows under way at once. */
  readonly concurrency: number;
  /** Aborts when no further row shall be taken up; those under way come to their own end. */
  readonly stopping: AbortSignal;
}

/**
 * Works on rows as `readBatch` gives them (rows after a row number, in order; none: the end), never holding more than a
 * batch and those under way. The first error stops the taking of rows, and is thrown when those under way have ended.
 */
export async function sendAll(
  readBatch: (afterRow: number) => readonly LiveRow[],
  work: (row: LiveRow) => Promise<void>,
  { concurrency, stopping }: SendAllOptions,
): Promise<void> {
  const limit = pLimit(concurrency);
  const underWay = new Set<Promise<void>>();
  const failures: unknown[] = [];
  let wake: () => void = () => undefined;

  const isStopped = (): boolean => stopping.aborted || failures.length > 0;
  const start = (row: LiveRow): void => {
    const task: Promise<void> = limit(async () => {
      // The first error or the stop may have come while it waited.
      if (!isStopped()) await work(row);
    })
      .catch((error: unknown) => void failures.push(error))
      .finally(() => {
        underWay.delete(task);
        wake();
      });
    underWay.add(task);
  };

  for (let after = 0; !isStopped();) {
    const batch = readBatch(after);
    if (batch.length === 0) break;
    for (const row of batch) {
      // One row waits ready behind those under way, so that no place is ever empty.
      while (underWay.size > concurrency && !isStopped()) {
        await new Promise<void>((resolve) => (wake = resolve));
      }
      if (isStopped()) break;
      start(row);
      after = row.rowNumber;
    }
  }
  await Promise.all(underWay);
  if (failures.length > 0) throw failures[0];
}
