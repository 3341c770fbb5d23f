/** How long nothing is sent after a 429. */

import { MAX_RETRY_AFTER_MS } from '../../core/pace-words.js';

const MAX_GUESS_MS = 60_000;
/** This many Retry-Afters in a row are trusted even if they turn out too short. */
const TRUSTED_STRIKES = 5;

/**
 * Pause in ms. `strikes`: preceding 429s in a row, without a single answer in between.
 *
 * | Retry-After        | pause                                                                          |
 * |--------------------|--------------------------------------------------------------------------------|
 * | some time          | that time, up to 15 min; after 5 that were too short, also what "absent" gives |
 * | 0 or a past date   | 0.1, 0.2, 0.4 … 60 s: "at once" must not become a tight loop                   |
 * | absent, unreadable | 1, 2, 4 … 60 s                                                                 |
 */
export function toPauseMs(strikes: number, retryAfterMs: number | undefined): number {
  if (retryAfterMs === undefined) return toGuess(1000, strikes);
  if (retryAfterMs <= 0) return toGuess(100, strikes);
  const said = Math.min(MAX_RETRY_AFTER_MS, retryAfterMs);
  return strikes < TRUSTED_STRIKES ? said : Math.max(said, toGuess(1000, strikes - TRUSTED_STRIKES));
}

function toGuess(firstMs: number, strikes: number): number {
  return Math.min(MAX_GUESS_MS, firstMs * 2 ** strikes);
}
