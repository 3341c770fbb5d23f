/** Encodings with several bytes for a character, such as GBK and Shift_JIS, by Node's decoder. */
import { CUT_OFF, type Decode } from './decoded.js';

/** What Node's decoder gives for bytes that are no character: U+FFFD, and for some a control or private character. */
const NO_CHARACTER = /[\uFFFD\u0080-\u009F\uE000-\uF8FF]/;

export function makeMultiByteDecode(encoding: string): Decode {
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  return (chunk, last) => {
    const text = decoder.decode(chunk, { stream: !last });
    const at = text.search(NO_CHARACTER);
    if (at < 0) return { utf8: Buffer.from(text) };
    const isCut = last && chunk.length === 0;
    return { utf8: Buffer.from(text.slice(0, at)), fault: isCut ? CUT_OFF : 'a sequence of bytes' };
  };
}
