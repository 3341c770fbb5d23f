/** Decodes bytes of any encoding to UTF-8, strictly: what can't be decoded is reported, never replaced. */
import { CUT_OFF, toHex, type Decode } from './decoded.js';
import type { Encoding } from './names.js';
import { makeSingleByteDecode } from './single-byte.js';
import { makeUtf16Decode } from './utf16.js';
import { makeUtf8Check } from './utf8.js';

export function makeDecode(encoding: Encoding): Decode {
  switch (encoding) {
    case 'utf-8':
      return makeUtf8Decode();
    case 'utf-16le':
    case 'utf-16be':
      return makeUtf16Decode(encoding);
    default:
      return makeSingleByteDecode(encoding);
  }
}

/** Passes UTF-8 through once it is checked. */
function makeUtf8Decode(): Decode {
  const findInvalid = makeUtf8Check();
  return (chunk, last) => {
    const at = findInvalid(chunk, last);
    if (at === undefined) return { utf8: chunk };
    const byte = chunk[at];
    return {
      utf8: chunk.subarray(0, Math.max(0, at)),
      fault: byte === undefined ? CUT_OFF : `the byte 0x${toHex(byte, 2)}`,
    };
  };
}
