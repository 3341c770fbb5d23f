/** The short way by compiled patterns, against the library itself. */
import fc from 'fast-check';
import {
  getCountries,
  getCountryCallingCode,
  getExampleNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/examples.mobile.json';
import { describe, expect, it } from 'vitest';
import { isPlainE164 } from '../../src/validate/rules/plain-e164.js';
import { bySize } from '../support/size.js';

/** What the library says of a text in E.164. */
function isValidAsItStands(text: string): boolean {
  const parsed = parsePhoneNumberFromString(text, { extract: false });
  return parsed?.isValid() === true && parsed.number === text && parsed.ext === undefined;
}

const CALLING_CODES = [...new Set(getCountries().map((country) => getCountryCallingCode(country)))];

const digit = fc.integer({ min: 0, max: 9 }).map(String);
const anyNumber = fc
  .tuple(fc.constantFrom(...CALLING_CODES), fc.array(digit, { minLength: 4, maxLength: 12 }))
  .map(([code, digits]) => `+${code}${digits.join('')}`);
/** A number that exists, with one of its digits changed, left out or doubled. */
const nearNumber = fc
  .tuple(fc.constantFrom(...getCountries()), fc.nat(14), fc.array(digit, { maxLength: 2 }))
  .map(([country, at, digits]) => {
    const { number = '' } = getExampleNumber(country, examples) ?? {};
    const place = 2 + (at % Math.max(1, number.length - 2));
    return number.slice(0, place) + digits.join('') + number.slice(place + 1);
  });

describe('isPlainE164', () => {
  it('knows an example of nearly every country', () => {
    const known = getCountries().filter((country) =>
      isPlainE164(getExampleNumber(country, examples)?.number ?? ''),
    );
    // The rest begin with what may be a prefix, and are left to the library.
    expect(known.length).toBeGreaterThan(0.9 * getCountries().length);
  });

  it('accepts only what the library accepts unchanged', () => {
    fc.assert(
      fc.property(fc.oneof(anyNumber, nearNumber), (text) => {
        if (isPlainE164(text)) expect(isValidAsItStands(text)).toBe(true);
      }),
      { numRuns: bySize({ small: 500, full: 5000 }) },
    );
  });

  it('leaves few good numbers to the library', () => {
    const good = fc.sample(nearNumber, 3000).filter(isValidAsItStands);
    const known = good.filter(isPlainE164);
    expect(good.length).toBeGreaterThan(300);
    expect(known.length / good.length).toBeGreaterThan(0.85);
  });

  it.each([
    '',
    '+',
    '+1',
    '2348031234567',
    '+234 803 123 4567',
    '+0123456789',
    '+9991234567',
    '+2348031234567x',
  ])('does not take %j', (text) => {
    expect(isPlainE164(text)).toBe(false);
  });
});
