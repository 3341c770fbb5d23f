/** What the first bytes of a source say about the rest. Pure; guesses nothing that the bytes don't show. */
import { findBinaryFormat, type RefusedFormat } from './formats/binary.js';

import { looksLikeJson } from './json/looks-like.js';

/** The kind of content, by its first bytes; `text` for what may be a table. */
export type Content = 'text' | 'json' | 'sqlite' | 'gzip' | 'zip' | RefusedFormat;

export function detectContent(sample: Buffer): Content {
  if (ZIP.some((bytes) => startsWith(sample, bytes))) return 'zip';
  if (startsWith(sample, GZIP)) return 'gzip';
  if (startsWith(sample, SQLITE)) return 'sqlite';
  return findBinaryFormat(sample) ?? (looksLikeJson(toStartText(sample)) ? 'json' : 'text');
}

function startsWith(sample: Buffer, signature: Buffer): boolean {
  return sample.subarray(0, signature.length).equals(signature);
}

/** The beginning as text, in an encoding that shows itself. */
function toStartText(sample: Buffer): string {
  const { encoding, bomBytes } = detectEncoding(sample);
  const start = sample.subarray(bomBytes, bomBytes + 4096);
  if (encoding === 'utf-8') return start.toString('utf8');
  const even = start.subarray(0, start.length & ~1);
  return (encoding === 'utf-16be' ? Buffer.from(even).swap16() : even).toString('utf16le');
}

const ZIP = [Buffer.from('PK\x03\x04', 'latin1'), Buffer.from('PK\x05\x06', 'latin1')];
const GZIP = Buffer.from([0x1f, 0x8b]);
const SQLITE = Buffer.from('SQLite format 3\0', 'latin1');

export interface DetectedEncoding {
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be';
  /** Length of the byte order mark. */
  readonly bomBytes: number;
}

/** The encoding by byte order mark, else UTF-16 by the parity of its NUL bytes, else UTF-8 (to be checked in full). */
export function detectEncoding(sample: Buffer): DetectedEncoding {
  if (sample[0] === 0xef && sample[1] === 0xbb && sample[2] === 0xbf)
    return { encoding: 'utf-8', bomBytes: 3 };
  if (sample[0] === 0xff && sample[1] === 0xfe) return { encoding: 'utf-16le', bomBytes: 2 };
  if (sample[0] === 0xfe && sample[1] === 0xff) return { encoding: 'utf-16be', bomBytes: 2 };
  const [even, odd] = countNulsByParity(sample);
  // In UTF-16 every ASCII letter has a NUL next to it, always on the same side; half of that leaves room for other scripts.
  const many = sample.length / 4;
  if (odd > many && even === 0) return { encoding: 'utf-16le', bomBytes: 0 };
  if (even > many && odd === 0) return { encoding: 'utf-16be', bomBytes: 0 };
  return { encoding: 'utf-8', bomBytes: 0 };
}

function countNulsByParity(sample: Buffer): readonly [even: number, odd: number] {
  const counts: [number, number] = [0, 0];
  for (let at = sample.indexOf(0); at >= 0; at = sample.indexOf(0, at + 1)) {
    if (at % 2 === 0) counts[0] += 1;
    else counts[1] += 1;
  }
  return counts;
}

export interface SepLine {
  readonly delimiter: string;
  /** Length including its line end. */
  readonly bytes: number;
}

/** Excel's own first line `sep=;`, which sets the delimiter and is not part of the table. */
export function detectSepLine(sample: Buffer): SepLine | undefined {
  const text = sample.toString('utf8', 0, 32);
  const [line, delimiter] = /^"?sep=([^"\r\n])"?(?:\r\n|\n|\r)/i.exec(text) ?? [];
  return line === undefined || delimiter === undefined
    ? undefined
    : { delimiter, bytes: Buffer.byteLength(line, 'utf8') };
}

/**
 * What ends a line: `lf` (LF or CRLF, in any mix; a lone CR is part of a cell), or `cr` (a lone CR, as old Macs write it,
 * and the other two). Decided by the first line end outside quotes.
 */
export type LineEnding = 'lf' | 'cr';

/** The line ending of the file; `lf` if the sample has none. */
export function detectLineEnding(sample: Buffer): LineEnding {
  let quoted = false;
  for (let at = 0; at < sample.length; at += 1) {
    const byte = sample[at];
    if (byte === 0x22) quoted = !quoted;
    else if (!quoted && byte === 0x0a) return 'lf';
    // At the very end of the sample it can't be distinguished from CRLF, which is more common.
    else if (!quoted && byte === 0x0d) return at + 1 < sample.length && sample[at + 1] !== 0x0a ? 'cr' : 'lf';
  }
  return 'lf';
}
