/** What is known of the server's rate limit, and the stretch of sending that teaches more of it. */
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
