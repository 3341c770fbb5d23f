/** UTF-16 in either byte order. */
import { CUT_OFF, toHex, type Decode } from './decoded.js';

/** A surrogate without its other half. */
const LONE_SURROGATE = /\p{Surrogate}/u;

export function makeUtf16Decode(encoding: 'utf-16le' | 'utf-16be'): Decode {
  let carry: Buffer = Buffer.alloc(0);
  return (chunk, last) => {
    const bytes = carry.length === 0 ? chunk : Buffer.concat([carry, chunk]);
    const even = Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)));
    const units = encoding === 'utf-16be' ? even.swap16() : even;
    const complete = units.length - (last || !endsInHighSurrogate(units) ? 0 : 2);
    carry = Buffer.from(bytes.subarray(complete));
    const text = units.toString('utf16le', 0, complete);
    const at = text.search(LONE_SURROGATE);
    if (at >= 0) {
      const unit = toHex(text.charCodeAt(at), 4);
      return { utf8: Buffer.from(text.slice(0, at)), fault: `half a character (0x${unit})` };
    }
    const utf8 = Buffer.from(text);
    return last && carry.length > 0 ? { utf8, fault: CUT_OFF } : { utf8 };
  };
}

function endsInHighSurrogate(units: Buffer): boolean {
  if (units.length < 2) return false;
  const unit = units.readUInt16LE(units.length - 2);
  return unit >= 0xd800 && unit <= 0xdbff;
}
