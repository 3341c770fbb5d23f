/** Locks that are waited for, if the user wants that. */
import type { Clock } from '../../core/clock.js';
import { BulkError, isBulkError } from '../../core/errors.js';
import type { Emit } from '../../core/events.js';
import { takeLock, type Lock } from '../../journal/lock.js';

/** How often a held lock is tried again, in ms. A try opens a file of no bytes. */
const TRY_EVERY_MS = 250;

export interface TurnOptions {
  readonly clock: Clock;
  readonly pid: number;
  readonly emit: Emit;
  /** Ends the wait. */
  readonly signal: AbortSignal;
  /** Seconds; absent: a lock that is held is refused at once. */
  readonly waitForLock?: number | undefined;
  /** What the holder does, for the message to others. */
  readonly work?: string;
}

/**
 * Takes the lock at `path`, or waits for it up to `waitForLock` seconds and says so once. Throws `run_locked` when the time is
 * up, `interrupted` when the signal aborts, `output_unwritable`.
 */
export async function takeLockInTurn(path: string, what: string, options: TurnOptions): Promise<Lock> {
  const { clock, emit, signal, waitForLock = 0 } = options;
  const giveUpAt = clock.monotonic() + waitForLock * 1000;
  for (let hasSaid = false; ; hasSaid = true) {
    try {
      return takeLock(path, what, options);
    } catch (error) {
      const leftMs = giveUpAt - clock.monotonic();
      if (!isBulkError(error) || error.code !== 'run_locked' || leftMs <= 0) throw error;
      if (!hasSaid) emit({ type: 'note', message: `Waiting up to ${waitForLock} s. ${error.message}` });
      await pause(Math.min(TRY_EVERY_MS, leftMs), what, { clock, signal });
    }
  }
}

async function pause(
  ms: number,
  what: string,
  { clock, signal }: Pick<TurnOptions, 'clock' | 'signal'>,
): Promise<void> {
  try {
    await clock.sleep(ms, signal);
  } catch (cause) {
    if (!signal.aborted) throw cause;
    throw new BulkError('interrupted', `The run was interrupted while it waited for ${what}.`, {
      cause,
      hint: 'Type the command again. It has sent nothing that changes anything.',
    });
  }
}
