/** Reads dates in a form that the user gives, such as DD.MM.YYYY, and writes them as ISO 8601. */

/** A date or a date with a time, in ISO 8601; undefined for a text that is no such date. */
export type DateReader = (text: string) => string | undefined;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** What each part of a form matches; its letter names the group. */
const PARTS: Readonly<Record<string, string>> = {
  YYYY: '(?<Y>\\d{4})',
  YY: '(?<Y>\\d\\d)',
  MMM: `(?<M>${MONTHS.join('|')})`,
  MM: '(?<M>\\d\\d)',
  M: '(?<M>\\d\\d?)',
  DD: '(?<D>\\d\\d)',
  D: '(?<D>\\d\\d?)',
  HH: '(?<H>\\d\\d)',
  mm: '(?<m>\\d\\d)',
  ss: '(?<s>\\d\\d)',
};

const PART = /YYYY|YY|MMM|MM|M|DD|D|HH|mm|ss/g;

/** Two digits up to this are years of this century; the others of the last. As POSIX has it. */
const LAST_SHORT_YEAR = 68;

/** A reader of dates in any of these forms, which have been checked; the first that fits decides. */
export function makeDateReader(forms: readonly string[]): DateReader {
  const readers = forms.map(makeReader);
  return (text) => {
    for (const read of readers) {
      const found = read(text);
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

function makeReader(form: string): DateReader {
  const hasTime = form.includes('HH');
  const pattern = new RegExp(`^${toPattern(form)}$`, 'i');
  return (text) => {
    const groups = pattern.exec(text)?.groups;
    return groups === undefined ? undefined : toIso(groups, hasTime);
  };
}

function toPattern(form: string): string {
  let pattern = '';
  let end = 0;
  for (const { 0: part, index } of form.matchAll(PART)) {
    pattern += escape(form.slice(end, index)) + (PARTS[part] ?? '');
    end = index + part.length;
  }
  return pattern + escape(form.slice(end));
}

const escape = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

function toIso(groups: Readonly<Record<string, string | undefined>>, hasTime: boolean): string | undefined {
  const { Y = '', M = '', D = '', H = '00', m = '00', s = '00' } = groups;
  const month = /^\d/.test(M) ? M.padStart(2, '0') : pad(MONTHS.indexOf(M.toLowerCase()) + 1);
  const day = `${toYear(Y)}-${month}-${D.padStart(2, '0')}`;
  const time = `${H}:${m}:${s}`;
  if (!isReal(`${day}T${time}`)) return undefined;
  return hasTime ? `${day}T${time}` : day;
}

function toYear(digits: string): string {
  if (digits.length === 4) return digits;
  return Number(digits) <= LAST_SHORT_YEAR ? `20${digits}` : `19${digits}`;
}

const pad = (number: number): string => String(number).padStart(2, '0');

/** `Date` takes 30 February for 1 March, or for no date; both differ from what was written. */
function isReal(iso: string): boolean {
  const ms = Date.parse(`${iso}Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(iso);
}
