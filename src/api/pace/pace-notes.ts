import { toPacePerSecond } from './limit-state.js';
import type { WholeLimit } from '../../core/pace-board.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

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
