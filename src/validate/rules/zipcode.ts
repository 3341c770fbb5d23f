/** Whether a zipcode would survive being made a number, which is what the vendor documents. */
import { showText, type Finding } from '../finding.js';

/** A zipcode that is more than a number: letters, hyphens, or zeros that a number would lose. */
export function checkZipcode(text: string): Finding | undefined {
  if (/^(?:[1-9]\d*|0)$/.test(text)) return undefined;
  return {
    code: 'zipcode_not_numeric',
    message: `expected digits without a leading zero, as the vendor documents a number, found ${showText(text)}; it is sent as text.`,
  };
}
