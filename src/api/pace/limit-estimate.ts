/** Estimates the limit behind a 429, from what was admitted before it. */

/** A period of sending that a 429 ended. */
export interface Stretch {
  /** Requests that were let through. */
  readonly admitted: number;
  /** From sending its first request to sending the one that got the 429. */
  readonly spanMs: number;
  /** From the previous 429 to its first request: nothing was sent. Undefined if unknown, as at the start. */
  readonly pauseBeforeMs: number | undefined;
  /** How long nothing was sent after the 429 had come. */
  readonly pauseAfterMs: number;
}

export interface Estimate {
  readonly perSecond: number;
  /** Length of the window, if it is one; 1000 for a bucket. */
  readonly windowMs: number;
  /** Whether only one explanation of the observations remains. */
  readonly isSure: boolean;
}

/** A pause this long is not a second rounded up: it shows when the window ends. */
const TELLING_PAUSE_MS = 1500;

/**
 * The limit, assuming that a window was full. It began with the stretch and ends with the pause; pauses are rounded up to
 * seconds, so the window has the whole seconds in both together. That is sure if the pause is long, or if the stretch was
 * shorter than a second, the shortest possible window. Otherwise it is the average over the stretch, not sure.
 *
 * With nothing admitted there is no estimate: undefined.
 */
export function estimateLimit({ admitted, spanMs, pauseAfterMs }: Stretch): Estimate | undefined {
  if (admitted === 0) return undefined;
  if (pauseAfterMs > TELLING_PAUSE_MS) {
    const windowMs = Math.floor((spanMs + pauseAfterMs) / 1000) * 1000;
    return { perSecond: (admitted * 1000) / windowMs, windowMs, isSure: true };
  }
  const isOneWindow = spanMs < 1000;
  return { perSecond: (admitted * 1000) / Math.max(1000, spanMs), windowMs: 1000, isSure: isOneWindow };
}

/**
 * The limit in requests per second, assuming that a bucket was empty: at the previous 429 and now, so that what was admitted
 * in between is what came into it.
 */
export function estimateRefill({ admitted, spanMs, pauseBeforeMs = 0 }: Stretch): number {
  return (admitted * 1000) / Math.max(1, spanMs + pauseBeforeMs);
}
