/** How a zipcode is sent: the vendor documents a number, and a number has no leading zeros. Pure. */
import type { CustomerBody, JsonValue } from '../core/customer.js';

/** `auto`: digits without a leading zero go as a number, everything else as text. `number`: all digits do. `text`: none do. */
export const ZIPCODE_MODES = ['auto', 'text', 'number'] as const;
export type ZipcodeMode = (typeof ZIPCODE_MODES)[number];

/** The most digits that a JSON number keeps. */
const MAX_DIGITS = 15;

export function toZipcode(text: string, mode: ZipcodeMode): string | number {
  if (mode === 'text' || !/^\d+$/.test(text) || text.length > MAX_DIGITS) return text;
  return mode !== 'number' && text.startsWith('0') && text !== '0' ? text : Number(text);
}

/** The same body with a text zipcode, for a server that refuses a number; undefined if it has no zipcode as a number. */
export function withTextZipcode(body: CustomerBody): CustomerBody | undefined {
  const zipcode: JsonValue | undefined = body.address?.['zipcode'];
  if (typeof zipcode !== 'number') return undefined;
  return { ...body, address: { ...body.address, zipcode: String(zipcode) } };
}
