/** What a spreadsheet turns an id such as `3-5`, `MAR5` or `2023-3-5` into: a date, in the user's language. */

/** Short names of months in English, German, French, Spanish, Portuguese and Italian. */
const MONTHS =
  'jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec|mrz|mär|mai|okt|dez|janv|févr|mars|avr|juin|juil|août|déc|' +
  'ene|abr|ago|dic|fev|set|out|gen|mag|giu|lug|ott';

const NAMED = new RegExp(
  `^(?:\\d{1,2}(?:[-. /]|\\. )(?:${MONTHS})\\.?(?:[-. /]\\d{2,4})?|(?:${MONTHS})\\.?[-. /]\\d{2,4})$`,
  'iu',
);

const NUMBERED =
  /^(?:\d{4}-(?:0?[1-9]|1[0-2])-(?:0?[1-9]|[12]\d|3[01])(?:[ T]00:00(?::00)?(?:\.0+)?)?|(?:0?[1-9]|[12]\d|3[01])([/.])(?:0?[1-9]|[12]\d|3[01])\1(?:\d{2}|\d{4}))$/;

/** Programs write `Mar-05`, never `MAR-05`: that is the id itself. */
const UPPER_CASE = /\p{Lu}\p{Lu}/u;

export function isDateLike(text: string): boolean {
  // A letter is that of a month, whose second character is a letter, too; every date has one of these marks. Few ids are such.
  if (text.length > 23 || beginsWithLoneLetter(text) || !/[-. /]/.test(text) || !/^[\d\p{L}]/u.test(text))
    return false;
  return NUMBERED.test(text) || (NAMED.test(text) && !UPPER_CASE.test(text));
}

/** With a letter of ASCII, and then another character of ASCII. */
function beginsWithLoneLetter(text: string): boolean {
  return isLetter(text.charCodeAt(0)) && text.charCodeAt(1) < 0x80 && !isLetter(text.charCodeAt(1));
}

function isLetter(code: number): boolean {
  return (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;
}
