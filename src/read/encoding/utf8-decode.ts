/** Passes UTF-8 through once it is checked: what can't be decoded is reported, never replaced. */
import { CUT_OFF, toHex, type Decode } from './decoded.js';
import { makeUtf8Check } from './utf8.js';

export function makeUtf8Decode(): Decode {
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
