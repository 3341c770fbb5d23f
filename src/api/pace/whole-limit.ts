/** The limit of the token, of which each of several runs on it has found its own share. */
import { toSettled, type LimitState } from './found-limit.js';

/** The limit of the token as a run tells the others, who may be `runs` in all. */
export function toWholeLimit({ found, hunted }: LimitState, runs: number): WholeLimit | undefined {
  if (found === undefined || !found.isSure || hunted !== undefined) return undefined;
  return { perSecond: found.perSecond * runs, windowMs: found.windowMs };
}

export interface WholeLimit {
  readonly perSecond: number;
  readonly windowMs: number;
}

/**
 * There are `runs` on this token now, and `before` until now. What a run finds is what it was let have beside the others,
 * so that nothing is to be divided while they stay. When one comes or goes, the shares are made anew at once rather than by
 * 429s and slow steps; one that knows no limit yet begins with its share of what the others found.
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
