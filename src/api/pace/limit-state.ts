/**
 * What is known of the server's rate limit, and the stretch of sending that teaches more of it. A found limit is held, and
 * raised by steps, to notice when it rises.
 */
import type { Estimate } from './limit-estimate.js';

export interface LimitState extends CurrentStretch {
  readonly known: KnownLimit;
  /** How long there must be no 429 before the first step upwards. */
  readonly calmMs: number;
  /** The limit is a bucket that holds less than a second's worth: only rates count, not what was admitted in a second. */
  readonly isSmallBucket: boolean;
  /** An earlier run found it, and this one has not confirmed it yet. */
  readonly isRemembered: boolean;
  /** 429s in a row, each soon after the previous one, that lowered the estimate. */
  readonly loweredInARow: number;
}

/** What has been sent since the last 429. */
interface CurrentStretch {
  /** When the stretch's first request was sent; undefined if none was. */
  readonly openedAt: number | undefined;
  /** Requests of the stretch that were let through. */
  readonly admitted: number;
  readonly pauseBeforeMs: number | undefined;
  /** The stretch that a 429 ended, until the first answer after it. */
  readonly ended: EndedStretch | undefined;
}

interface EndedStretch {
  readonly admitted: number;
  readonly spanMs: number;
  /** When the request that got the 429 was sent, and when the 429 came. */
  readonly sentAt: number;
  readonly at: number;
  /** 429s after the first, for requests that were in flight with it. */
  readonly herd: number;
}

/** `unknown`: no limit was met so far. */
export type KnownLimit = { readonly mode: 'unknown' } | HuntedLimit | SteadyLimit;

interface Aim {
  /** The last rate without a 429, in requests per second. */
  readonly found: Estimate;
  /** The current rate, in requests per second: `found`, or a step above it. */
  readonly aimPerSecond: number;
  /** When the next step upwards is due. */
  readonly stepAt: number;
}

/** It is not clear yet what kind of limit the first 429 came from: sending faster decides. */
export interface HuntedLimit extends Aim {
  readonly mode: 'hunted';
  /** The count before the first 429. */
  readonly countPerSecond: number;
}

/** A rate that holds. It rises by steps, to notice when the limit does. */
export interface SteadyLimit extends Aim {
  readonly mode: 'steady';
  /** The size of the next step, as a share of `found`. */
  readonly stepShare: number;
  /** What was found when the steps began. */
  readonly basePerSecond: number;
}

export const FIRST_CALM_MS = 20_000;

export const NO_LIMIT: LimitState = {
  known: { mode: 'unknown' },
  openedAt: undefined,
  admitted: 0,
  pauseBeforeMs: undefined,
  ended: undefined,
  calmMs: FIRST_CALM_MS,
  isSmallBucket: false,
  isRemembered: false,
  loweredInARow: 0,
};

/** The last rate without a 429; undefined while no limit is known. */
export function toFound({ known }: LimitState): Estimate | undefined {
  return known.mode === 'unknown' ? undefined : known.found;
}

/** The pace as a share of the found limit, so that network jitter does not fill the window. */
const MARGIN = 0.975;

/** Minimum ms between two requests; undefined while no limit is known. `reserve`: the share left to others. */
export function toPaceIntervalMs({ known }: LimitState, reserve: number): number | undefined {
  if (known.mode === 'unknown') return undefined;
  return 1000 / toPacePerSecond(known.aimPerSecond, known.found.isSure ? reserve : 0);
}

/** The pace for a limit, in requests per second. */
export function toPacePerSecond(limitPerSecond: number, reserve: number): number {
  return limitPerSecond * MARGIN * (1 - reserve);
}

/** After how many ms without requests the stretch counts as over. */
export function toIdleMs({ known }: LimitState, leastMs: number): number {
  return known.mode === 'unknown' ? leastMs : Math.max(leastMs, 3000 / known.aimPerSecond);
}

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
