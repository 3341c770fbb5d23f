/** Waits between the tries of one request. */

export interface BackoffOptions {
  /** Upper bound of the first wait. @default 250 */
  readonly baseMs?: number | undefined;
  /** Upper bound of every wait. @default 20_000 */
  readonly maxMs?: number | undefined;
  /** From 0 to below 1. */
  readonly random: () => number;
}

/**
 * Delay in ms after the `attempt`-th try (from 1) failed: exponential backoff with full jitter, that is, drawn evenly from 0
 * to a bound that doubles. Full jitter best spreads clients that failed together, for the least work
 * (AWS Architecture Blog, "Exponential Backoff And Jitter").
 */
export function toBackoffMs(attempt: number, options: BackoffOptions): number {
  const { baseMs = 250, maxMs = 20_000, random } = options;
  return random() * Math.min(maxMs, baseMs * 2 ** (Math.max(1, attempt) - 1));
}
