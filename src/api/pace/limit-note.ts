import { toPacePerSecond } from './limit-state.js';
import type { WholeLimit } from './whole-limit.js';

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

/** A whole number from 20 on. */
function toFigure(count: number): string {
  return count >= 20 ? String(Math.round(count)) : String(Math.round(count * 100) / 100);
}
