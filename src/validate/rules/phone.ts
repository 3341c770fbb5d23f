/** Converts a phone to E.164 if it is a valid number; otherwise keeps it, with a warning. */
import {
  isSupportedCountry,
  parsePhoneNumberFromString,
  type CountryCode,
  type PhoneNumber,
} from 'libphonenumber-js/max';
import { BulkError } from '../../core/errors.js';
import { showText, type Finding } from '../finding.js';
import { toFloatFinding, toWholeNumber } from '../number-float.js';
import { isPlainE164 } from './plain-e164.js';
import { findFirstOfTwo } from './two-phones.js';

/** With fewer digits before `.0`, it is an extension or nonsense. */
const FEWEST_DIGITS = 7;
/** Without one of these there is one phone. */
const BETWEEN_PHONES = /[/\\;,&|]|.\+|[a-z]|\)$/i;

export interface PhoneReading {
  /** E.164 if the number is valid; otherwise unchanged. */
  readonly text: string;
  readonly finding?: Finding;
}

/** The country for phones without `+`. Throws `config_invalid` for an unknown code. */
export function parseDefaultCountry(text: string): CountryCode {
  const code = text.trim().toUpperCase();
  if (isSupportedCountry(code)) return code;
  throw new BulkError(
    'config_invalid',
    `Expected \`--default-country\` to be the code of a country, such as NG or GB, got ${showText(text)}.`,
  );
}

/** The countries of a phone without `+`. */
export interface PhoneCountries {
  /** That of the row's own address; it decides. */
  readonly own: CountryCode | undefined;
  /** That of `--default-country`. */
  readonly fallback: CountryCode | undefined;
}

/** The country of this code, if it has phones. */
export function toPhoneCountry(code: string): CountryCode | undefined {
  return isSupportedCountry(code) ? code : undefined;
}

/** Whether the row's country matters for a (normalised) phone. */
export function isNational(text: string): boolean {
  return !text.startsWith('+');
}

/**
 * Reads a (normalised) phone. A number with an extension is left unchanged: E.164 would lose the extension. `00…` is read
 * only with a country, because not every country uses it as the international prefix.
 */
export function toPhone(text: string, countries: PhoneCountries): PhoneReading {
  // Full-width digits become digits; the direction marks that copying from contacts leaves inside are removed.
  const folded = /[^ -~]/.test(text) ? text.normalize('NFKC').replace(/\p{Cf}/gu, '') : text;
  const plain = folded.replace(/^tel:/i, '');
  if (isPlainE164(plain)) return { text: plain };
  const whole = toWholeNumber(plain);
  if (whole !== undefined && whole.length >= FEWEST_DIGITS) return toFloatReading(text, whole, countries);
  const country = countries.own ?? countries.fallback;
  if (country === undefined && isNational(plain))
    return { text, finding: checkLostPlus(plain) ?? toUnread(text) };
  const parsed = parse(plain, country);
  const first = BETWEEN_PHONES.test(plain) ? findFirstOfTwo(plain, country) : undefined;
  if (parsed === undefined) {
    const finding = checkLostPlus(plain) ?? toInvalid(text, plain, countries);
    return { text, finding: first === undefined ? finding : { ...finding, ...toOneOfTwo(first) } };
  }
  if (first !== undefined) return { text, finding: toAmbiguous(text, first) };
  if (parsed.ext !== undefined) return { text };
  const finding = checkCountries(plain, parsed.number, countries);
  return finding === undefined ? { text: parsed.number } : { text: parsed.number, finding };
}

/** A valid number. Without `extract: false` the library would find one in any sentence. */
function parse(plain: string, country: CountryCode | undefined): PhoneNumber | undefined {
  const parsed = parsePhoneNumberFromString(plain, {
    extract: false,
    ...(country === undefined ? {} : { defaultCountry: country }),
  });
  return parsed?.isValid() === true ? parsed : undefined;
}

function toFloatReading(text: string, whole: string, countries: PhoneCountries): PhoneReading {
  const { text: read, finding } = toPhone(whole, countries);
  return { text, finding: toFloatFinding('number_is_float', text, finding?.suggestion ?? read) };
}

function toAmbiguous(text: string, first: string): Finding {
  return {
    code: 'phone_ambiguous',
    message: `expected one phone, found ${showText(text)}, whose first part is a number of its own.`,
    ...toOneOfTwo(first),
  };
}

function toOneOfTwo(first: string): Pick<Finding, 'hint' | 'suggestion'> {
  return { hint: `Keep one number in the cell, such as ${first}.`, suggestion: first };
}

/** Where both countries have such a number, the option would have made another one. */
function checkCountries(
  plain: string,
  number: string,
  { own, fallback }: PhoneCountries,
): Finding | undefined {
  if (own === undefined || fallback === undefined || own === fallback || !isNational(plain)) return undefined;
  const other = parse(plain, fallback)?.number;
  if (other === undefined || other === number) return undefined;
  return {
    code: 'phone_country_doubtful',
    message: `expected one country for the phone, found ${own} in the row and ${fallback} in --default-country: ${showText(plain)} is sent as ${number}, and not as ${other}.`,
    suggestion: number,
  };
}

/**
 * Digits that become a valid number when + is added. At least eleven: shorter ones are national numbers in many countries,
 * and one of these would match by chance.
 */
function checkLostPlus(text: string): Finding | undefined {
  if (!/^[1-9]\d{10,14}$/.test(text)) return undefined;
  if (parsePhoneNumberFromString(`+${text}`, { extract: false })?.isValid() !== true) return undefined;
  return {
    code: 'phone_lost_plus',
    message: `expected a phone that begins with +, found ${showText(text)}; a spreadsheet drops the + when it takes a phone for a number.`,
    hint: `Write +${text}. In the spreadsheet, format the column as text first.`,
    suggestion: `+${text}`,
  };
}

function toUnread(text: string): Finding {
  // A cell without digits is not a number in any country.
  if (!/\p{Nd}/u.test(text)) return toNotANumber(text, '');
  return {
    code: 'phone_not_international',
    message: `expected a phone that begins with + and the country's code, such as +2348031234567, found ${showText(text)}.`,
  };
}

function toInvalid(text: string, plain: string, { own, fallback }: PhoneCountries): Finding {
  if (!isNational(plain)) return toNotANumber(text, '');
  if (own === undefined || own === fallback) return toNotANumber(text, ` in ${own ?? fallback ?? ''}`);
  if (fallback === undefined) return toUnread(text);
  const other = parse(plain, fallback)?.number;
  const finding = toNotANumber(text, ` in ${own}, the country of the row`);
  if (other === undefined) return finding;
  return { ...finding, hint: `If it is a number of ${fallback}, write ${other}.`, suggestion: other };
}

function toNotANumber(text: string, where: string): Finding {
  return {
    code: 'phone_invalid',
    message: `expected a phone number that exists${where}, such as +2348031234567, found ${showText(text)}.`,
    ...(text.includes('@') ? { hint: 'This is an email address: put it into the email column.' } : {}),
  };
}
