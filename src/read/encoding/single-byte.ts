/** Encodings with one byte per character. */
import { toHex, type Decode } from './decoded.js';

/** The character of each byte; undefined where the encoding has no character. */
export type Characters = readonly (string | undefined)[];

/** Microsoft defines no character for these bytes of its code pages; the web's decoders turn them into control characters. */
const C1 = /[\u0080-\u009f]/;

export function makeSingleByteDecode(characters: Characters): Decode {
  return (chunk) => {
    const at = chunk.findIndex((byte) => characters[byte] === undefined);
    const good = at < 0 ? chunk : chunk.subarray(0, at);
    // Latin-1 maps each byte to the code point of the same number, so that only the differences need replacing.
    const text = good
      .toString('latin1')
      .replaceAll(/[\x80-\xff]/g, (byte) => characters[byte.charCodeAt(0)] ?? byte);
    const utf8 = Buffer.from(text, 'utf8');
    return at < 0 ? { utf8 } : { utf8, fault: `the byte 0x${toHex(chunk[at] ?? 0, 2)}` };
  };
}

/** The characters of an encoding that Node knows. */
export function toCharacters(encoding: string): Characters {
  const bytes = Uint8Array.from({ length: 256 }, (_byte, at) => at);
  // Web decoders treat `iso-8859-1` as windows-1252; the standard's own mapping is Node's latin1.
  if (encoding === 'iso-8859-1') return Array.from(Buffer.from(bytes).toString('latin1'));
  const isMicrosoft = encoding.startsWith('windows-');
  // In a single call, windows-1252 loses 0x80 to 0x9F on Node 20 (nodejs/node#60888); as part of a stream it does not.
  return Array.from(new TextDecoder(encoding).decode(bytes, { stream: true }), (character) =>
    character === '\uFFFD' || (isMicrosoft && C1.test(character)) ? undefined : character,
  );
}
