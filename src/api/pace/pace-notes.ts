/** What a run tells people of its pace: closings, and the limit. */
import type { Emit } from '../../core/events.js';
import type { WholeLimit } from '../../core/pace-board.js';
import { MAX_RETRY_AFTER_MS } from '../../core/pace-words.js';
import { toFound, toPacePerSecond } from './limit-state.js';
import type { PaceState } from './state.js';

/** A longer closing is reported again only if it grew by this much, not for each 429 of the same herd. */
const TELL_AGAIN_MS = 1000;

const MAX_LIMITS_TOLD = 5;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Emits each of them once, and again when it changes much. */
export class PaceNotes {
  readonly #emit: Emit;
  readonly #reserve: number;
  #closedUntil = 0;
  #perSecond: number | undefined;
  #limitsTold = 0;

  constructor(emit: Emit, reserve: number) {
    this.#emit = emit;
    this.#reserve = reserve;
  }

  /** The limit that an earlier run found. */
  tellRemembered(kept: WholeLimit, ageMs: number): void {
    this.#perSecond = kept.perSecond;
    const message = toRememberedNote(kept, this.#reserve, ageMs);
    this.#emit({ type: 'note', message, limitPerSecond: kept.perSecond });
  }

  /** The limit when it is found, and when it changes; a few times at most. */
  tellLimit(before: PaceState, { limit, runs }: PaceState): void {
    const found = toFound(limit);
    if (found === undefined || found === toFound(before.limit) || this.#limitsTold === MAX_LIMITS_TOLD)
      return;
    const told = this.#perSecond;
    const perSecond = found.perSecond * runs;
    if (told === undefined ? !found.isSure : isNearly(perSecond, told)) return;
    this.#perSecond = perSecond;
    this.#limitsTold += 1;
    const { windowMs } = found;
    const message = toLimitNote({ perSecond, windowMs }, this.#reserve, runs);
    this.#emit({ type: 'note', message, limitPerSecond: perSecond });
  }

  /** A closing, and a Retry-After that is longer than the longest pause. */
  tellClosing(before: PaceState, after: PaceState, now: number, retryAfterMs: number | undefined): void {
    const { epoch, closedUntil } = after;
    if (epoch === before.epoch && closedUntil - this.#closedUntil < TELL_AGAIN_MS) return;
    this.#closedUntil = closedUntil;
    this.#emit({ type: 'throttled', waitMs: Math.max(0, Math.round(closedUntil - now)) });
    if (retryAfterMs !== undefined && retryAfterMs > MAX_RETRY_AFTER_MS) {
      const minutes = MAX_RETRY_AFTER_MS / 60_000;
      this.#emit({
        type: 'note',
        message: `The API asks to wait ${Math.round(retryAfterMs / 1000)} s (Retry-After). It is asked again after ${minutes} minutes.`,
      });
    }
  }
}

/** Too small a change to report again. */
function isNearly(perSecond: number, told: number): boolean {
  return Math.abs(perSecond - told) <= 0.25 * told;
}

/** The note about a limit for people: `The API admits about 200 requests per second; pacing at 195.` */
export function toLimitNote({ perSecond, windowMs }: WholeLimit, reserve: number, runs: number): string {
  const isByMinute = perSecond < 1 || windowMs >= 60_000;
  const times = isByMinute ? 60 : 1;
  const left = reserve === 0 ? '' : ` (${Math.round(reserve * 100)} % is left to others)`;
  const among = runs === 1 ? '' : `, shared by ${runs} runs`;
  const limit = toFigure(perSecond * times);
  const pace = toFigure(toPacePerSecond(perSecond / runs, reserve) * times);
  return `The API admits about ${limit} requests per ${isByMinute ? 'minute' : 'second'}; pacing at ${pace}${left}${among}.`;
}

/** The note about a limit that is believed from the start: `… 200 requests per second 3 hours ago; pacing at 195.` */
export function toRememberedNote(whole: WholeLimit, reserve: number, ageMs: number): string {
  const [, limit = ''] = /^The API admits (.*)$/.exec(toLimitNote(whole, reserve, 1)) ?? [];
  return `An earlier run, ${toAge(ageMs)} ago, found that the API admits ${limit}`;
}

function toAge(ms: number): string {
  const [size, unit] =
    ms >= 2 * DAY_MS ? [DAY_MS, 'days'] : ms >= 2 * HOUR_MS ? [HOUR_MS, 'hours'] : [MINUTE_MS, 'min'];
  return `${Math.max(1, Math.round(ms / size))} ${unit}`;
}

/** A whole number from 20 on. */
function toFigure(count: number): string {
  return count >= 20 ? String(Math.round(count)) : String(Math.round(count * 100) / 100);
}
