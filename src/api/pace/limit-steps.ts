/** The pace at a found limit: held, and raised by steps, to notice when the limit rises. */
import type { Estimate } from './limit-estimate.js';
import type { HuntedLimit, LimitState, SteadyLimit } from './limit-state.js';

/** For this many requests there must be no 429 before the first step: a 429 among them is half a percent. */
const CALM_REQUESTS = 200;

/** While the estimate is unsure: soon and evenly. A bucket that can't sustain it is empty by then. */
const UNSURE_STEP = 0.05;
const UNSURE_CALM_MS = 4000;
/** Once it is sure: rarely. The first step is so small that few requests get a 429; steps double while they hold. */
const FIRST_STEP = 0.04;
const MAX_STEP = 0.5;

/** Long enough for more than two windows' requests, because the hunt may begin in one and end in the next. */
export const HUNT_STEP_MS = 600;

/** Uses this limit from now on. */
export function holdAt(
  limit: LimitState,
  found: Estimate,
  at: number,
): LimitState & { readonly known: SteadyLimit } {
  const calmMs = found.isSure
    ? Math.max(limit.calmMs, (CALM_REQUESTS * 1000) / found.perSecond)
    : UNSURE_CALM_MS;
  const known: SteadyLimit = {
    mode: 'steady',
    found,
    aimPerSecond: found.perSecond,
    basePerSecond: found.perSecond,
    stepShare: found.isSure ? FIRST_STEP : UNSURE_STEP,
    stepAt: at + Math.max(calmMs, 3 * found.windowMs),
  };
  return { ...limit, known };
}

/** A step must cover a whole window. */
export function toStepMs({ mode, found }: HuntedLimit | SteadyLimit): number {
  if (mode === 'hunted') return HUNT_STEP_MS;
  return Math.max(found.isSure ? 2000 : 1000, found.windowMs);
}

/** The pace has held: the next one is higher. */
export function stepUp(known: HuntedLimit | SteadyLimit, stepAt: number): HuntedLimit | SteadyLimit {
  const { aimPerSecond } = known;
  const found = { ...known.found, perSecond: aimPerSecond };
  if (known.mode === 'hunted') return { ...known, found, aimPerSecond: 2 * aimPerSecond, stepAt };
  const { stepShare } = known;
  return {
    ...known,
    found,
    aimPerSecond: aimPerSecond * (1 + stepShare),
    stepShare: found.isSure ? Math.min(MAX_STEP, stepShare * 2) : stepShare,
    stepAt,
  };
}
