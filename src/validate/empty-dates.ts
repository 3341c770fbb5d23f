/** Dates that mean "no date", or "for ever": MySQL's zero date, PostgreSQL's infinity, the day 0 of spreadsheets. */
import { showText, type Finding } from './finding.js';
import { toNullOption } from './null-words.js';

const TIME = '(?:[ T]00:00(?::00)?(?:\\.0+)?(?:Z|[+-]00(?::?00)?)?)?';
const ZERO = new RegExp(
  `^(?:0000-00-00|00[./]00[./]0000|0001-01-01|1900-01-00|1899-12-3[01]|00[./]01[./]1900|0?1/0/1900|01/00/1900)${TIME}$`,
);
const INFINITY = /^-?infinity$/i;
const DATE_KEY =
  /date|time|birth|born|dob|since|until|valid|expir|joined|created|updated|changed|modified|from|to$|at$|on$/i;

/** A (normalised) value of the metaData column of this key. */
export function checkEmptyDate(text: string, key: string): Finding | undefined {
  const first = text.charCodeAt(0);
  // A digit 0 or 1, `-`, `I` or `i`: nothing else begins one.
  if (first !== 48 && first !== 49 && first !== 45 && (first & ~32) !== 73) return undefined;
  if (!ZERO.test(text) && !(INFINITY.test(text) && DATE_KEY.test(key))) return undefined;
  return {
    code: 'empty_date',
    message: `expected a date, found ${showText(text)}, which programs write for "no date".`,
    hint: `If it means "no value", pass ${toNullOption(text)}.`,
    suggestion: '',
  };
}
