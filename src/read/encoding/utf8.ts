/** Strict UTF-8 validation of a whole file that comes in chunks. */
import { isUtf8 } from 'node:buffer';

/**
 * A check to call with each chunk in turn, and with an empty last one; returns the offset in this chunk of the first byte
 * that is not UTF-8 (negative: in an earlier chunk), or undefined.
 */
export function makeUtf8Check(): (chunk: Buffer, last: boolean) => number | undefined {
  let carry: Buffer = Buffer.alloc(0);
  return (chunk, last) => {
    const bytes = carry.length === 0 ? chunk : Buffer.concat([carry, chunk]);
    const complete = last ? bytes.length : bytes.length - countIncomplete(bytes);
    if (!isUtf8(bytes.subarray(0, complete))) return findInvalid(bytes) - carry.length;
    carry = Buffer.from(bytes.subarray(complete));
    return undefined;
  };
}

/** How many bytes at the end belong to a character that continues in the next chunk: 0 to 3. */
function countIncomplete(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return isLead(byte) && back < toSequenceLength(byte) ? back : 0;
  }
  return 0;
}

/** C0, C1 and F5 to FF never begin a character. */
function isLead(byte: number): boolean {
  return byte >= 0xc2 && byte <= 0xf4;
}

function toSequenceLength(lead: number): number {
  if (lead >= 0xf0) return 4;
  return lead >= 0xe0 ? 3 : 2;
}

/** Offset of the first invalid character, in bytes that are not all UTF-8: the end of the longest valid prefix. */
function findInvalid(bytes: Buffer): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isValidSoFar(bytes.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  return good - countIncomplete(bytes.subarray(0, good));
}

function isValidSoFar(bytes: Buffer): boolean {
  return isUtf8(bytes.subarray(0, bytes.length - countIncomplete(bytes)));
}
