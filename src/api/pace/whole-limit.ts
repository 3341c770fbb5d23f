/** The limit of the token, when each of several runs on it has found only its own share. */
import type { WholeLimit } from '../../core/pace-board.js';
import { holdAt, type LimitState } from './limit-state.js';

/** The limit of the token as a run reports it to the others; `runs`: all runs, itself included. */
export function toWholeLimit({ known }: LimitState, runs: number): WholeLimit | undefined {
  if (known.mode !== 'steady' || !known.found.isSure) return undefined;
  return { perSecond: known.found.perSecond * runs, windowMs: known.found.windowMs };
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
  const { known } = limit;
  // What live runs found is newer than what an earlier one did.
  if (known.mode === 'unknown' || (limit.isRemembered && whole !== undefined)) {
    if (whole === undefined || limit.ended !== undefined) return limit;
    return holdAt(
      { ...limit, isRemembered: false },
      { ...whole, perSecond: whole.perSecond / runs, isSure: true },
      at,
    );
  }
  if (runs === before || known.mode === 'hunted') return limit;
  const perSecond = (known.found.perSecond * before) / runs;
  const held = holdAt(limit, { ...known.found, perSecond }, at);
  return { ...held, known: { ...held.known, stepAt: known.stepAt } };
}
