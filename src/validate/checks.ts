/** Assigns the rules to the fields. */
import { MAX_LENGTH } from '../core/customer.js';
import type { PlainField } from '../core/types.js';
import type { FieldTexts } from './cells.js';
import { isLongerThan, type Finding } from './finding.js';
import type { Note } from './issues.js';
import { isNullWord } from './null-words.js';
import { toFloatFinding, toWholeNumber } from './number-float.js';
import type { CountryNames } from './rules/country-names.js';
import { checkCountry } from './rules/country.js';
import { checkEmail } from './rules/email.js';
import { checkEmailTypo } from './rules/email-typo.js';
import { isNational, parseDefaultCountry, toPhone, toPhoneCountry } from './rules/phone.js';
import { checkProvisionAddress } from './rules/provision-address.js';
import { checkSubAccountId } from './rules/sub-account-id.js';
import { checkNameIsEmail, findSwap } from './rules/swapped-columns.js';
import { checkUid } from './rules/uid.js';
import { checkZipcode, type ZipcodeRule } from './rules/zipcode.js';

type Check = (text: string) => Finding | undefined;

/**
 * Notes what the rules find, and returns the texts, with the phone in E.164 if it is a valid number. `phoneCountry`: of the row,
 * as the mapping makes it; empty where it says nothing.
 */
export type FieldChecker = (texts: FieldTexts, note: Note, phoneCountry?: string) => FieldTexts;

/** The rules of a run. Throws `config_invalid` for an unknown default country. */
export function makeFieldChecker(
  defaultCountry: string | undefined,
  zipcode: ZipcodeRule | undefined,
  toCountryCode: CountryNames,
): FieldChecker {
  const fallback = defaultCountry === undefined ? undefined : parseDefaultCountry(defaultCountry);
  const checks: readonly (readonly [PlainField, Check])[] = [
    ['uid', checkUid],
    ['name', checkNameIsEmail],
    ['email', (text) => checkEmail(text) ?? checkEmailTypo(text)],
    ['address.zipcode', unlessNullWord((text) => checkFloat(text) ?? checkZipcode(text, zipcode))],
    ['address.country', unlessNullWord((text) => checkCountry(text, toCountryCode))],
    ['provisionAddress', checkProvisionAddress],
    ['subAccountId', checkSubAccountId],
  ];
  const toCountry = (text: string): ReturnType<typeof toPhoneCountry> =>
    toPhoneCountry(toCountryCode(text) ?? '');
  const toOwnCountry = (texts: FieldTexts, ofMapping: string): ReturnType<typeof toPhoneCountry> =>
    toCountry(texts['address.country'] ?? '') ?? toCountry(ofMapping);
  return (all, note, phoneCountry = '') => {
    const swap = findSwap(all);
    if (swap !== undefined) note('email', swap.finding);
    const texts = swap === undefined ? all : omit(all, swap.fields);
    for (const [field, check] of checks) {
      const text = texts[field];
      const finding = text === undefined || isTooLong(field, text) ? undefined : check(text);
      if (finding !== undefined) note(field, finding);
    }
    if (texts.phone === undefined || isTooLong('phone', texts.phone) || isNullWord(texts.phone)) return all;
    const own = isNational(texts.phone) ? toOwnCountry(texts, phoneCountry) : undefined;
    const phone = toPhone(texts.phone, { own, fallback });
    if (phone.finding !== undefined) note('phone', phone.finding);
    return phone.text === texts.phone ? all : { ...all, phone: phone.text };
  };
}

function checkFloat(text: string): Finding | undefined {
  const whole = toWholeNumber(text);
  return whole === undefined ? undefined : toFloatFinding('number_is_float', text, whole);
}

/** Of a word for "no value", which is reported already, the field's own rule has nothing to say. */
function unlessNullWord(check: Check): Check {
  return (text) => (isNullWord(text) ? undefined : check(text));
}

function omit(texts: FieldTexts, fields: readonly PlainField[]): FieldTexts {
  return Object.fromEntries(Object.entries(texts).filter(([field]) => !fields.includes(field as PlainField)));
}

/** Whether a text is longer than its field allows. The schema reports it. */
function isTooLong(field: PlainField, text: string): boolean {
  return field in MAX_LENGTH && isLongerThan(text, MAX_LENGTH[field as keyof typeof MAX_LENGTH]);
}
