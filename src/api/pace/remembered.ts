/** The limit that an earlier run found: what this run begins with. Pure. */
import type { KeptLimit } from '../../core/pace-board.js';
import { FORGOTTEN_MS } from '../../core/pace-words.js';
import { holdAt, NO_LIMIT, type LimitState } from './limit-state.js';

/** Belief halves in this time: a step upwards is tried after half the calm. */
const HALF_LIFE_MS = 3_600_000;
/** A step that fails costs up to a second. */
const LEAST_CALM_MS = 10_000;

/** What to keep; undefined while no limit is found, or while all that is known comes from an earlier run. */
export function toKept(
  { known, isRemembered, isSmallBucket, calmMs }: LimitState,
  runs: number,
): KeptLimit | undefined {
  if (isRemembered || known.mode !== 'steady') return undefined;
  return { ...known.found, perSecond: known.found.perSecond * runs, isSmallBucket, calmMs };
}

/**
 * The state to begin with at `at` (monotonic ms). The pace is that of the kept limit from the first request on. Whether the
 * limit has fallen, the first 429 says; whether it has risen, steps upwards show, the sooner the older it is.
 */
export function toRemembered(
  { isSmallBucket, calmMs, ...found }: KeptLimit,
  { ageMs, at }: { readonly ageMs: number; readonly at: number },
): LimitState {
  if (ageMs >= FORGOTTEN_MS) return NO_LIMIT;
  const believedMs = Math.max(LEAST_CALM_MS, calmMs * 2 ** (-Math.max(0, ageMs) / HALF_LIFE_MS));
  const limit = { ...NO_LIMIT, isSmallBucket, calmMs: believedMs, isRemembered: true };
  return holdAt(limit, found, at);
}
