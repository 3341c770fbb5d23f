/** The results of decoders. */

export interface Decoded {
  /** The text, as UTF-8, up to what can't be decoded. */
  readonly utf8: Buffer;
  /** What can't be decoded, in words: `the byte 0xE9`. Nothing may be decoded after it. */
  readonly fault?: string;
  /** What to do about the fault, where more is known than of any fault. */
  readonly hint?: string | undefined;
}

/** Call with each chunk in turn, and with an empty last one; a character cut at the end of a chunk waits for the next. */
export type Decode = (chunk: Buffer, last: boolean) => Decoded;

export const CUT_OFF = 'a character that is cut off';

/** In upper case, with leading zeros. */
export function toHex(number: number, digits: number): string {
  return number.toString(16).toUpperCase().padStart(digits, '0');
}
