/** Many rows at once, from a bounded cursor. */
import pLimit from 'p-limit';
import type { LiveRow } from '../core/journal-port.js';

export interface SendAllOptions {
  /** Rows under way at once; those that wait for the disk are not counted. */
  readonly concurrency: number;
  /** How many rows wait for the disk now. @default none */
  readonly countAtDisk?: () => number;
  /** Aborts when no further row shall be taken up; those under way come to their own end. */
  readonly stopping: AbortSignal;
}

/** Rows under way for each place at most: one that works, the others on their way to and from a disk that may be slow. */
const ROWS_PER_PLACE = 16;

/**
 * Works on rows as `readBatch` gives them (rows after a row number, in order; none: the end), never holding more than a
 * batch and those under way. The first error stops the taking of rows, and is thrown when those under way have ended.
 */
export async function sendAll(
  readBatch: (afterRow: number) => readonly LiveRow[],
  work: (row: LiveRow) => Promise<void>,
  { concurrency, countAtDisk = () => 0, stopping }: SendAllOptions,
): Promise<void> {
  const limit = pLimit(concurrency * ROWS_PER_PLACE);
  const underWay = new Set<Promise<void>>();
  const failures: unknown[] = [];
  let wake: () => void = () => undefined;

  const isStopped = (): boolean => stopping.aborted || failures.length > 0;
  // Requests go on while others' moves are written: a row at the disk leaves its place to the next.
  const isFull = (): boolean =>
    underWay.size - countAtDisk() >= concurrency || underWay.size > limit.concurrency;
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
      while (isFull() && !isStopped()) {
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
