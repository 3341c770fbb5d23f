/** The first requests of a run, while nothing is known of the server. */

const FIRST_PER_SECOND = 500;
/** With 6, a limit of 200/s is met after 0.2 s at 1,700/s, so that few are in flight; 5,000/s are reached in 0.4 s. */
const MORE_PER_REQUEST = 6;
/** Faster than one process can send. */
const END_PER_SECOND = 20_000;

/** Minimum ms between two requests after `sent` of them: the pace rises with each request. 0: no bound any more. */
export function toRampIntervalMs(sent: number): number {
  const perSecond = FIRST_PER_SECOND + MORE_PER_REQUEST * sent;
  return perSecond >= END_PER_SECOND ? 0 : 1000 / perSecond;
}

/**
 * Maximum requests in flight in the first two seconds. When the limit is met, all that are in flight get a 429, and a hundred
 * of them would be 3 % of 3,000. 24 at a time keep a server busy enough to show a limit.
 */
export const EARLY_IN_FLIGHT = 24;
export const EARLY_MS = 2000;
