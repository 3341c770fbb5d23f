/** Finds the encoding of a file whose first bytes don't show it: UTF-8 if all of it is valid; else perhaps Windows-1252. */
import type { SourceBytes } from '../bytes.js';
import { makeUtf8Check } from './utf8.js';

/** Whether all of these bytes are valid UTF-8. */
export async function isUtf8Throughout(bytes: SourceBytes): Promise<boolean> {
  const findInvalid = makeUtf8Check();
  for (let chunk = await bytes.read(); chunk !== undefined; chunk = await bytes.read()) {
    if (findInvalid(chunk, false) !== undefined) return false;
  }
  return findInvalid(Buffer.alloc(0), true) === undefined;
}

/**
 * Whether bytes that are not UTF-8 throughout can be read as Windows-1252 (and its subset Latin-1). They can't be
 *
 * - if most of what is not ASCII is valid UTF-8: then it is damaged UTF-8, and all its other letters would break;
 * - with a byte that Windows-1252 doesn't define;
 * - if bytes from 0x80 to 0x9F outnumber the letters (from 0xC0): in Windows-1252 the former are quotes and dashes, in
 *   Mac Roman and the old DOS code pages the common letters.
 */
export async function isLikelyWindows1252(bytes: SourceBytes): Promise<boolean> {
  const counts = new Uint32Array(256);
  let sequences = 0;
  for (let chunk = await bytes.read(); chunk !== undefined; chunk = await bytes.read()) {
    for (const byte of chunk) counts[byte] = (counts[byte] ?? 0) + 1;
    sequences += chunk.toString('latin1').match(UTF8_SEQUENCE)?.length ?? 0;
  }
  const count = (from: number, to: number): number =>
    counts.subarray(from, to + 1).reduce((a, b) => a + b, 0);
  const others = count(0x80, 0xff) - 2 * sequences;
  const undefinedBytes = UNDEFINED_BYTES.some((byte) => (counts[byte] ?? 0) > 0);
  return 4 * sequences <= others && !undefinedBytes && count(0x80, 0x9f) <= count(0xc0, 0xff);
}

const UNDEFINED_BYTES = [0x81, 0x8d, 0x8f, 0x90, 0x9d];

/** As seen in Latin-1. In Windows-1252 it would be an accented capital letter before a symbol. */
const UTF8_SEQUENCE = /[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}/g;
