/** Two phones in one cell, or a phone with another ending: `+43 1 234567/8`. */
import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max';

/** What people put between two phones; a slash also follows an area code. */
const BETWEEN = /[/\\;,&|]|\s\+|\s(?:or|and|und|oder|et|ou)\s|\((?=\d{1,3}\)$)/gi;
/** An extension has a word; two phones have none. */
const REST = /^[\s\d+().\-/\\;,&|]*\d[\s\d+().\-/\\;,&|]*$/;

/** The first number of a cell, in E.164, if it is whole before the rest of the cell; undefined for one number in one cell. */
export function findFirstOfTwo(text: string, country: CountryCode | undefined): string | undefined {
  for (const { 0: between, index } of text.matchAll(BETWEEN)) {
    const rest = text.slice(index + between.length);
    if (index === 0 || !REST.test(rest)) continue;
    const first = parsePhoneNumberFromString(text.slice(0, index).trim(), {
      extract: false,
      ...(country === undefined ? {} : { defaultCountry: country }),
    });
    if (first?.isValid() === true && first.ext === undefined) return first.number;
  }
  return undefined;
}
