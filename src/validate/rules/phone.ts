/** Converts a phone to E.164 if it is a valid number; otherwise keeps it, with a warning. */
import { isSupportedCountry, parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max';
import { BulkError } from '../../core/errors.js';
import { showText, type Finding } from '../finding.js';
import { isPlainE164 } from './plain-e164.js';

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
    `Expected \`default-country\` to be a country code of two letters such as NG, got ${showText(text)}.`,
  );
}

/**
 * Reads a (normalised) phone. A number with an extension is left unchanged: E.164 would lose the extension. `00…` is read
 * only with a default country, because not every country uses it as the international prefix.
 */
export function toPhone(text: string, defaultCountry: CountryCode | undefined): PhoneReading {
  // Full-width digits become digits; the direction marks that copying from contacts leaves inside are removed.
  const folded = /[^ -~]/.test(text) ? text.normalize('NFKC').replace(/\p{Cf}/gu, '') : text;
  const plain = folded.replace(/^tel:/i, '');
  if (isPlainE164(plain)) return { text: plain };
  if (defaultCountry === undefined && !plain.startsWith('+'))
    return { text, finding: checkLostPlus(plain) ?? toUnread(text) };
  // Without `extract: false` the library would find a number in any sentence.
  const parsed = parsePhoneNumberFromString(plain, {
    extract: false,
    ...(defaultCountry === undefined ? {} : { defaultCountry }),
  });
  if (parsed?.isValid() !== true)
    return { text, finding: checkLostPlus(plain) ?? toInvalid(text, defaultCountry) };
  return { text: parsed.ext === undefined ? parsed.number : text };
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
  };
}

function toUnread(text: string): Finding {
  // A cell without digits is not a number in any country.
  if (!/\p{Nd}/u.test(text)) return toInvalid(text, undefined);
  return {
    code: 'phone_not_international',
    message: `expected a phone that begins with + and the country's code, such as +2348031234567, found ${showText(text)}.`,
  };
}

function toInvalid(text: string, defaultCountry: CountryCode | undefined): Finding {
  const where = defaultCountry === undefined || text.startsWith('+') ? '' : ` in ${defaultCountry}`;
  return {
    code: 'phone_invalid',
    message: `expected a phone number that exists${where}, such as +2348031234567, found ${showText(text)}.`,
    ...(text.includes('@') ? { hint: 'This is an email address: put it into the email column.' } : {}),
  };
}
