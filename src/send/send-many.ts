/** Sends many rows in parallel, from a bounded cursor. */
import pLimit from 'p-limit';
import type { LiveRow } from '../core/journal-port.js';

export interface SendAllOptions {
  /** Rows in progress at once; those that wait for the disk are not counted. */
  readonly concurrency: number;
  /** Where they wait for the disk. @default nowhere: every row in progress is counted */
  readonly disk?: Disk;
  /** Aborts when no further row may be started; those in progress come to their own end. */
  readonly stopping: AbortSignal;
}

/** What writes the moves of rows down. */
export interface Disk {
  /** How many are waiting for it now. */
  countWaiting(): number;
  /** While it is slow, `listener` is called when one more waits, until the returned function is called. */
  onWaiting(listener: () => void): () => void;
  /** `listener` is called before each group of moves is written, until the returned function is called. */
  onGroup(listener: () => void): () => void;
}

const NEVER = (): (() => void) => () => undefined;
const NO_DISK: Disk = { countWaiting: () => 0, onWaiting: NEVER, onGroup: NEVER };

/** The most rows in progress per place: one that works, the others waiting for a disk that may be slow. */
const ROWS_PER_PLACE = 16;

/**
 * Processes rows as `readBatch` returns them (rows after a row number, in order; empty: the end), never holding more than a
 * batch and those in progress. The first error stops the start of rows, and is thrown when those in progress have ended.
 */
export async function sendAll(
  readBatch: (afterRow: number) => readonly LiveRow[],
  work: (row: LiveRow) => Promise<void>,
  { concurrency, disk = NO_DISK, stopping }: SendAllOptions,
): Promise<void> {
  const limit = pLimit(concurrency * ROWS_PER_PLACE);
  let underWay = 0;
  const failures: unknown[] = [];
  let wake: () => void = () => undefined;

  const isStopped = (): boolean => stopping.aborted || failures.length > 0;
  // Requests continue while others' moves are written: a row at the disk frees its place for the next.
  const isFull = (): boolean => underWay - disk.countWaiting() >= concurrency || underWay > limit.concurrency;
  const toNextWake = (): Promise<void> => new Promise<void>((resolve) => (wake = resolve));
  // Never rejects, and is all that a row needs here: promises of its own would outlive each row by a collection of garbage.
  const workOn = async (row: LiveRow): Promise<void> => {
    try {
      // The first error or the stop may have come while it waited.
      if (!isStopped()) await work(row);
    } catch (error) {
      failures.push(error);
    }
    underWay -= 1;
    wake();
  };

  // Rows that wait for the disk have left their places: the next ones begin in time for the same write. With a slow disk, also
  // while it writes; a fast one is soon done, and fewer rows in progress cost less.
  const unlisten = [disk.onWaiting(() => wake()), disk.onGroup(() => wake())];
  for (let after = 0; !isStopped();) {
    const batch = readBatch(after);
    if (batch.length === 0) break;
    for (const row of batch) {
      while (isFull() && !isStopped()) await toNextWake();
      if (isStopped()) break;
      underWay += 1;
      void limit(workOn, row);
      after = row.rowNumber;
    }
  }
  for (const off of unlisten) off();
  while (underWay > 0) await toNextWake();
  if (failures.length > 0) throw failures[0];
}
