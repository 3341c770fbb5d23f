/** The limit of the token, when each of several runs on it has found only its own share. */
import { toSettled, type LimitState } from './found-limit.js';

/** The limit of the token as a run reports it to the others; `runs`: all runs, itself included. */
export function toWholeLimit({ found, hunted }: LimitState, runs: number): WholeLimit | undefined {
  if (found === undefined || !found.isSure || hunted !== undefined) return undefined;
  return { perSecond: found.perSecond * runs, windowMs: found.windowMs };
}

export interface WholeLimit {
  readonly perSecond: number;
  readonly windowMs: number;
}

/**
 * The token now has `runs` runs, and had `before` until now. What a run finds is what it could use with the others present,
 * so nothing needs dividing while their number stays. When one comes or goes, the shares are recomputed immediately rather
 * than by 429s and slow steps; a run without a limit yet begins with its share of what the others found.
 */
export function limitAfterRuns(
  limit: LimitState,
  { before, runs, whole, at }: { before: number; runs: number; whole: WholeLimit | undefined; at: number },
): LimitState {
  const { found } = limit;
  if (found === undefined) {
    if (whole === undefined || limit.ended !== undefined) return limit;
    return toSettled(limit, { ...whole, perSecond: whole.perSecond / runs, isSure: true }, at);
  }
  if (runs === before || limit.hunted !== undefined) return limit;
  const perSecond = (found.perSecond * before) / runs;
  return { ...toSettled(limit, { ...found, perSecond }, at), stepAt: limit.stepAt };
}
