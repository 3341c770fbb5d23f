/**
 * One look at a cell that has nothing to report. The validator decides about every cell that does not pass here; one that passes
 * would pass there without an issue, and unchanged.
 */
import { isUuid, MAX_LENGTH } from '../core/customer.js';
import type { PlainField } from '../core/types.js';
import { checkEmptyDate } from './empty-dates.js';
import { checkNullWord } from './null-words.js';
import { toWholeNumber } from './number-float.js';
import type { CountryNames } from './rules/country-names.js';
import { isPlainEmail } from './rules/email.js';
import { checkEmailTypo } from './rules/email-typo.js';
import { isPlainE164 } from './rules/plain-e164.js';
import { toProvisionAddress } from './rules/provision-address.js';
import { checkSpreadsheetDamage } from './spreadsheet-damage.js';
import { checkTruthWord } from './truth-words.js';

/** Whether a cell that is not empty has nothing to report. */
export type IsPlain = (cell: string) => boolean;

/**
 * A character that asks for a closer look: all but letters, digits and harmless punctuation of ASCII, letters of Latin script,
 * kana, hanzi and hangul in their composed form, dashes, and the apostrophe of typesetters. Or two that may be one letter in the wrong encoding.
 */
const CLOSER = String.raw`[^ !$'-;>A-Z[\]^-~À-ÖØ-öø-ɏḀ-ỿ–—’ぁ-ゖァ-ヺ一-鿿가-힣]`;
const MOJIBAKE = '[Â-ô][\\u0080-ÿ–—’Œœ-ŠšŸŽžƒ]';
const LINE = new RegExp(`${CLOSER}|${MOJIBAKE}`);
const TEXT = new RegExp(`${CLOSER.replace('[^ !', '[^ !"\\n')}|${MOJIBAKE}`);

/** Marks above or below letters of Latin script, as in ọ̀, where there is no letter that has them. */
const MARKS = /(?<=[A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ])[\u0300-\u036f]+/g;

/** Longer cells are rare. No field of text is shorter, but the country and the zipcode. */
export const LONGEST_PLAIN = 200;
const MOST_REMEMBERED = 1000;

const ZIPCODE = /^[1-9]\d{0,14}$/;

/** A letter or a digit: no word of a program, formula, quotation mark or space begins so. */
function beginsPlain(cell: string): boolean {
  const first = cell.charCodeAt(0);
  if (first >= 0x80) return first >= 0xc0 && (first < 0x2000 || first > 0x2fff);
  const letter = first | 0x20;
  return (letter >= 0x61 && letter <= 0x7a) || (first >= 0x30 && first <= 0x39);
}

function isShaped(cell: string, closer: RegExp): boolean {
  if (cell.length > LONGEST_PLAIN || !beginsPlain(cell)) return false;
  const last = cell.charCodeAt(cell.length - 1);
  if (last === 0x20 || last === 0x0a) return false;
  return !closer.test(cell) || isShapedWithMarks(cell, closer);
}

function isShapedWithMarks(cell: string, closer: RegExp): boolean {
  const letters = cell.replace(MARKS, '');
  return letters.length < cell.length && !closer.test(letters) && cell === cell.normalize('NFC');
}

function makeTextCheck(field: PlainField, closer: RegExp): IsPlain {
  return (cell) =>
    isShaped(cell, closer) &&
    checkSpreadsheetDamage(cell, field) === undefined &&
    checkNullWord(cell, field) === undefined &&
    checkTruthWord(cell, field) === undefined;
}

/** A part of a name, before it is joined. */
export const isPlainPart: IsPlain = (cell) => isShaped(cell, LINE);

/** Of few countries and many rows, each spelling is looked up once. */
export function makeCountryCheck(toCode: CountryNames): IsPlain {
  const known = new Set<string>();
  const isPlain = makeTextCheck('address.country', LINE);
  return (cell) => {
    if (known.has(cell)) return true;
    if (cell.length > MAX_LENGTH['address.country'] || !isPlain(cell) || toCode(cell) === undefined)
      return false;
    if (known.size < MOST_REMEMBERED) known.add(cell);
    return true;
  };
}

/** For `metaData.<key>`. */
export function makeValueCheck(key: string): IsPlain {
  return (cell) =>
    isShaped(cell, TEXT) &&
    checkSpreadsheetDamage(cell) === undefined &&
    checkNullWord(cell) === undefined &&
    checkEmptyDate(cell, key) === undefined;
}

/** One that no rule has a word on. */
export const isZipcodeNumber: IsPlain = (cell) => ZIPCODE.test(cell);

const isZipcode = makeTextCheck('address.zipcode', LINE);
const isZipcodeText: IsPlain = (cell) =>
  cell.length <= MAX_LENGTH['address.zipcode'] && isZipcode(cell) && toWholeNumber(cell) === undefined;

const isPlainEmailCell: IsPlain = (cell) => isPlainEmail(cell) && checkEmailTypo(cell) === undefined;

const never: IsPlain = () => false;

/** A country needs the list of their names. */
export const PLAIN_CHECKS: Readonly<Record<Exclude<PlainField, 'address.country'>, IsPlain>> = {
  uid: isUuid,
  externalId: makeTextCheck('externalId', LINE),
  name: makeTextCheck('name', LINE),
  email: isPlainEmailCell,
  phone: isPlainE164,
  description: makeTextCheck('description', TEXT),
  'address.street': makeTextCheck('address.street', TEXT),
  'address.city': makeTextCheck('address.city', LINE),
  'address.state': makeTextCheck('address.state', LINE),
  'address.zipcode': (cell) => isZipcodeNumber(cell) || isZipcodeText(cell),
  // JSON.
  metaData: never,
  provisionAddress: (cell) => beginsPlain(cell) && toProvisionAddress(cell) !== undefined,
  subAccountId: makeTextCheck('subAccountId', LINE),
};
