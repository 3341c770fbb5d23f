/** Faults of a database or a store that may pass by themselves, or once somebody has made room. */
import type { Clock } from '../core/clock.js';
import { isBulkError, toMessage } from '../core/errors.js';
import type { Emit } from '../core/events.js';
import { RunTaken } from './lease.js';

/** Classes of SQLSTATE that the same statement would meet again: what it says is wrong. */
const LASTING = /^(0A|22|23|42)/;

export function isPassing(error: unknown): boolean {
  if (error instanceof RunTaken) return false;
  if (isBulkError(error)) return error.code === 'store_unreachable';
  const { code } = error as { code?: unknown };
  return typeof code !== 'string' || code.length !== 5 || !LASTING.test(code);
}

const RETRY_MS = 500;

export interface Patience {
  readonly clock: Clock;
  readonly emit: Emit;
  /** Ends the waiting. */
  readonly giveUp: AbortSignal;
}

/**
 * Tries again until it succeeds, or the fault is no passing one, which is thrown. `what` waits, as a note says once. While it
 * waits the lease of the run ends, and nothing is sent.
 */
export async function insist<T>(
  what: string,
  act: () => Promise<T>,
  { clock, emit, giveUp }: Patience,
): Promise<T> {
  for (let isTold = false; ; isTold = true) {
    try {
      return await act();
    } catch (error) {
      if (!isPassing(error) || giveUp.aborted) throw error;
      if (!isTold) emit({ type: 'note', message: `${what}: ${toMessage(error)}.` });
      await clock.sleep(RETRY_MS, giveUp).catch(() => undefined);
    }
  }
}
