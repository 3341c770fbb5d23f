/** Whether a text names a country. */
import { showText, type Finding } from '../finding.js';
import type { CountryNames } from './country-names.js';

/** What is odd about a country. */
export function checkCountry(text: string, toCode: CountryNames): Finding | undefined {
  if (toCode(text) !== undefined) return undefined;
  return {
    code: 'country_unknown',
    message: `expected a country's name or ISO code, such as Nigeria or NG, found ${showText(text)}.`,
  };
}
