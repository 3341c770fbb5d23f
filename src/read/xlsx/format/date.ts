/** Shows a number of days as a date and time. */
import type { Token } from './tokens.js';

const DAY_MS = 86_400_000;

/** 31 December 9999, Excel's last. */
const LAST_DAY = 2_958_465;

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);
const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

interface Moment {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
  /** Ms since midnight. */
  readonly timeMs: number;
  /** Ms since day 0, for elapsed times. */
  readonly elapsedMs: number;
}

/** Undefined if it is not a date: negative, or after the year 9999. */
export function toDateText(serial: number, tokens: readonly Token[], is1904: boolean): string | undefined {
  const moment = toMoment(serial, is1904, toUnit(tokens));
  if (moment === undefined) return undefined;
  const isTwelve = tokens.some((token) => token.kind === 'date' && isHalfOfDay(token.code));
  return tokens
    .map((token, at) => {
      if (token.kind === 'date')
        return toPart(token.code, moment, { isTwelve, isMinute: isMinute(tokens, at) });
      if (token.kind === 'literal') return token.text;
      if (token.kind === 'comma') return ',';
      return token.kind === 'point' ? '.' : '';
    })
    .join('');
}

/** Ms to round to: the last place that is shown. A date without a time isn't rounded up to the next day. */
function toUnit(tokens: readonly Token[]): number {
  const codes = tokens.flatMap((token) => (token.kind === 'date' ? [token.code] : []));
  const places = Math.max(0, ...codes.map((code) => code.split('.')[1]?.length ?? 0));
  const showsTime = codes.some((code) => /^(h|s|\[)/.test(code));
  return showsTime || places > 0 ? 10 ** Math.max(0, 3 - places) : 1;
}

const isHalfOfDay = (code: string): boolean => /^a/i.test(code);

function toMoment(serial: number, is1904: boolean, unit: number): Moment | undefined {
  const elapsedMs = Math.round((serial * DAY_MS) / unit) * unit;
  const days = Math.floor(elapsedMs / DAY_MS);
  if (serial < 0 || days > LAST_DAY) return undefined;
  const timeMs = elapsedMs - days * DAY_MS;
  const weekday = (days + (is1904 ? 5 : 6)) % 7;
  // In the calendar of 1900 day 60 is 29 February, which that year did not have; day 0 is "0 January".
  if (!is1904 && days === 60) return { year: 1900, month: 2, day: 29, weekday, timeMs, elapsedMs };
  if (!is1904 && days === 0) return { year: 1900, month: 1, day: 0, weekday, timeMs, elapsedMs };
  const first = is1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < 60 ? 31 : 30);
  const date = new Date(first + days * DAY_MS);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday,
    timeMs,
    elapsedMs,
  };
}

/** `m` is minutes immediately after hours or before seconds, months elsewhere. */
function isMinute(tokens: readonly Token[], at: number): boolean {
  const codeAt = (step: 1 | -1): string => {
    for (let other = at + step; ; other += step) {
      const token = tokens[other];
      if (token === undefined) return '';
      if (token.kind === 'date' && !isHalfOfDay(token.code)) return token.code;
    }
  };
  return /^\[?h/.test(codeAt(-1)) || /^\[?s/.test(codeAt(1));
}

function toPart(
  code: string,
  moment: Moment,
  { isTwelve, isMinute }: { readonly isTwelve: boolean; readonly isMinute: boolean },
): string {
  const { year, month, day, weekday, timeMs, elapsedMs } = moment;
  const hours = Math.floor(timeMs / 3_600_000);
  const minutes = Math.floor(timeMs / 60_000) % 60;
  const pad = (number: number): string => String(number).padStart(Math.min(code.length, 2), '0');
  switch (code.charAt(0).toLowerCase()) {
    case 'y':
      return code.length > 2 ? String(year) : String(year % 100).padStart(2, '0');
    case 'm':
      return isMinute ? pad(minutes) : toName(code, month, MONTHS[month - 1] ?? '');
    case 'd':
      return code.length > 2 ? toName(code, day, DAYS[weekday] ?? '') : pad(day);
    case 'h':
      return pad(isTwelve ? hours % 12 || 12 : hours);
    case 's':
      return toSeconds(code, timeMs);
    case 'a':
      return toHalfOfDay(code, hours);
    default:
      return toElapsed(code, elapsedMs);
  }
}

/** `AM/PM` is shown in capitals, `A/P` as written. */
function toHalfOfDay(code: string, hours: number): string {
  const half = code.split('/')[hours < 12 ? 0 : 1] ?? '';
  return code.length > 3 ? half.toUpperCase() : half;
}

/** `m`, `mm`, `mmm` (Jan), `mmmm` (January), `mmmmm` (J); the same for days. */
function toName(code: string, number: number, name: string): string {
  if (code.length <= 2) return String(number).padStart(code.length, '0');
  return code.length === 3 ? name.slice(0, 3) : code.length === 5 ? name.slice(0, 1) : name;
}

/** `ss`, `ss.000`. */
function toSeconds(code: string, timeMs: number): string {
  const [whole = ''] = code.split('.');
  return `${String(Math.floor(timeMs / 1000) % 60).padStart(Math.min(whole.length, 2), '0')}${toFraction(code, timeMs)}`;
}

/** `[h]`, `[mm]`, `[ss].00`. */
function toElapsed(code: string, elapsedMs: number): string {
  const [unit = ''] = code.split('.');
  const ms = unit.startsWith('[h') ? 3_600_000 : unit.startsWith('[m') ? 60_000 : 1000;
  return `${String(Math.floor(elapsedMs / ms)).padStart(unit.length - 2, '0')}${toFraction(code, elapsedMs)}`;
}

/** `.00` with as many places as the code has, of at most three that are known. */
function toFraction(code: string, timeMs: number): string {
  const places = code.split('.')[1]?.length ?? 0;
  if (places === 0) return '';
  return `.${String(timeMs % 1000)
    .padStart(3, '0')
    .slice(0, places)
    .padEnd(places, '0')}`;
}
