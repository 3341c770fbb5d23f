/** Whether a zipcode would survive being made a number, which is what the vendor documents. */
import { showText, type Finding } from '../finding.js';

/** How zipcodes are sent: as `--zipcode` says. */
export type ZipcodeRule = 'auto' | 'text' | 'number';

/**
 * A zipcode that is more than a number: letters, hyphens, or zeros that a number would lose. Nothing is wrong with it where
 * the user has it sent as text.
 */
export function checkZipcode(text: string, mode: ZipcodeRule = 'auto'): Finding | undefined {
  if (mode === 'text' || /^(?:[1-9]\d*|0)$/.test(text)) return undefined;
  const isNumber = mode === 'number' && /^\d{1,15}$/.test(text);
  const end = isNumber ? 'it is sent as a number, which drops the zeros' : 'it is sent as text';
  return {
    code: 'zipcode_not_numeric',
    message: `expected digits without a leading zero, as the vendor documents a number, found ${showText(text)}; ${end}.`,
  };
}
