/** What limit a 429 gives away: from what was admitted before it. */

/** A time of sending that a 429 ended. */
export interface Stretch {
  /** Requests that were let through. */
  readonly admitted: number;
  /** From when its first request left to when the one left that met the 429. */
  readonly spanMs: number;
  /** The same from the 429 before to its first request: nobody sent. Undefined if nothing is known of it, as at the start. */
  readonly pauseBeforeMs: number | undefined;
  /** How long nobody sent after the 429 had come. */
  readonly pauseAfterMs: number;
}

export interface Estimate {
  readonly perSecond: number;
  /** Length of the window, if it is one; 1000 for a bucket. */
  readonly windowMs: number;
  /** Whether only one reading of what was seen is left. */
  readonly isSure: boolean;
}

/** A pause this long is no rounding up to a second: it tells when the window ends. */
const TELLING_PAUSE_MS = 1500;

/**
 * The limit, by the reading that a window was full. It began with the stretch and ends with the pause; pauses are rounded
 * up to seconds, so that it has the whole seconds in both together. That is sure if the pause is long, or if the stretch
 * was shorter than a second, the shortest window there is. Else the average over the stretch, not sure.
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
 * The limit in requests per second, by the reading that a bucket was empty: at the 429 before and now, so that what was
 * admitted in between is what came into it.
 */
export function estimateRefill({ admitted, spanMs, pauseBeforeMs = 0 }: Stretch): number {
  return (admitted * 1000) / Math.max(1, spanMs + pauseBeforeMs);
}
