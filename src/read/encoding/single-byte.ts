/** Encodings of one byte to a character. */
import { toHex, type Decode } from './decoded.js';
import type { Encoding } from './names.js';

type SingleByte = Exclude<Encoding, 'utf-8' | 'utf-16le' | 'utf-16be'>;

/** Microsoft defines no character for these bytes of its pages; the web's decoders make control characters of them. */
const C1 = /[\u0080-\u009f]/;

export function makeSingleByteDecode(encoding: SingleByte): Decode {
  const characters = toCharacters(encoding);
  return (chunk) => {
    const at = chunk.findIndex((byte) => characters[byte] === undefined);
    const good = at < 0 ? chunk : chunk.subarray(0, at);
    // Latin-1 gives each byte the code point of its number, so that only those that differ have to be replaced.
    const text = good
      .toString('latin1')
      .replaceAll(/[\x80-\xff]/g, (byte) => characters[byte.charCodeAt(0)] ?? byte);
    const utf8 = Buffer.from(text, 'utf8');
    return at < 0 ? { utf8 } : { utf8, fault: `the byte 0x${toHex(chunk[at] ?? 0, 2)}` };
  };
}

/** The character of each byte; undefined where there is none. */
function toCharacters(encoding: SingleByte): readonly (string | undefined)[] {
  const bytes = Uint8Array.from({ length: 256 }, (_byte, at) => at);
  // For the web's decoders `iso-8859-1` is another name of windows-1252; the standard's own is Node's latin1.
  if (encoding === 'iso-8859-1') return Array.from(Buffer.from(bytes).toString('latin1'));
  const isMicrosoft = encoding.startsWith('windows-');
  // In one go, windows-1252 loses 0x80 to 0x9F on Node 20 (nodejs/node#60888); as part of a stream it does not.
  return Array.from(new TextDecoder(encoding).decode(bytes, { stream: true }), (character) =>
    character === '\uFFFD' || (isMicrosoft && C1.test(character)) ? undefined : character,
  );
}
