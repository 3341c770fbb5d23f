/** Whether a zipcode survives conversion to a number, the type that the vendor documents. */
import { showText, type Finding } from '../finding.js';

/** How zipcodes are sent (`--zipcode`). */
export type ZipcodeRule = 'auto' | 'text' | 'number';

/**
 * A zipcode that is more than a number: letters, hyphens, or zeros that a number would lose. It is fine if the user chose
 * to send zipcodes as text.
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
