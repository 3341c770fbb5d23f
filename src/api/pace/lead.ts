/**
 * One run leads the search for the token's limit, and the others follow: what the token sees is the sum of all. Pure.
 *
 * The leading run finds the limit and probes upwards. Each 429 to any run ends its stretch, as one of its own does, because
 * the others send as much as it does. They take their share of what it reports, also while it probes, and learn nothing from
 * their own 429s. One that has no limit yet waits until the leading run has found one.
 */
import type { WholeLimit } from '../../core/pace-board.js';
import { holdAt, toFound, type LimitState } from './limit-state.js';
import type { LedState, PaceState, SharedPace } from './state.js';
import { limitAfterRuns, toWholeLimit } from './whole-limit.js';

/** A run that begins to send waits until the others have made room for it. */
const ROOM_MS = 250;
/** A search takes less, unless there is no limit. */
const SEARCH_MS = 5000;
/** Longer than the time between two reports. */
const REPORT_MS = 1500;

type Shared = SharedPace & { readonly at: number };

/** The limit after a report of the others. */
export function limitAfterReport(
  { limit, runs: before, led }: PaceState,
  { at, runs, whole, lead }: Shared,
): LimitState {
  if (lead === 'other' && whole !== undefined) return toShare(limit, whole, runs, at);
  const { known } = limit;
  // The lead has passed to this run: its steps begin.
  const own = led.isFollowing && known.mode === 'steady' ? holdAt(limit, known.found, at) : limit;
  return limitAfterRuns(own, { before, runs, whole, at });
}

function toShare(limit: LimitState, whole: WholeLimit, runs: number, at: number): LimitState {
  const perSecond = whole.perSecond / runs;
  const held = holdAt(limit, { ...whole, perSecond, isSure: true }, at);
  // Only the leading run takes steps.
  const known = { ...held.known, stepAt: Infinity };
  return { ...held, known, ended: undefined, isRemembered: false };
}

export function toLed(state: PaceState, { at, whole, lead }: Shared): LedState {
  const { led } = state;
  const isWaiting = isToWait(state, { lead, wokenAt: led.wokenAt }, at);
  const isFollowing = lead === 'other' && whole !== undefined;
  const heldUntil = isWaiting ? at + REPORT_MS : led.isWaiting ? at + ROOM_MS : led.heldUntil;
  return { ...led, lead, isFollowing, isWaiting, heldUntil };
}

export function toWoken(state: PaceState, at: number): LedState {
  const { led, runs } = state;
  const { lead } = led;
  const isWaiting = isToWait(state, { lead, wokenAt: at }, at);
  const roomMs = lead === undefined || runs === 1 ? 0 : ROOM_MS;
  return { ...led, isWaiting, wokenAt: at, heldUntil: at + (isWaiting ? REPORT_MS : roomMs) };
}

function isToWait(
  { limit }: PaceState,
  { lead, wokenAt }: Pick<LedState, 'lead' | 'wokenAt'>,
  at: number,
): boolean {
  return lead === 'other' && toFound(limit) === undefined && at < wokenAt + SEARCH_MS;
}

/** The limit of the token as this run reports it: one that leads, as it tries it; one that follows, not at all. */
export function toReportedLimit({ limit, runs, led }: PaceState): WholeLimit | undefined {
  const { known } = limit;
  if (led.isFollowing) return undefined;
  if (led.lead === undefined) return toWholeLimit(limit, runs);
  if (known.mode !== 'steady') return undefined;
  return { perSecond: known.aimPerSecond * runs, windowMs: known.found.windowMs };
}
