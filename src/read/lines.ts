/** Counts lines in the bytes of a file. */
import type { LineEnding } from './detect.js';

/** Line ends from `start` to `end` (exclusive); in an `lf` file a lone CR does not count, as in `grep -n`. */
export function countLineEnds(bytes: Buffer, start: number, end: number, lineEnding: LineEnding): number {
  return lineEnding === 'lf' ? countByte(bytes, start, end, LF) : countAnyEnds(bytes, start, end);
}

/** Whether a line ends immediately before `end`. */
export function endsLine(bytes: Buffer, end: number, lineEnding: LineEnding): boolean {
  const last = bytes[end - 1];
  return last === LF || (lineEnding === 'cr' && last === CR);
}

/** The blank lines at the start of the bytes, as far as they are certainly complete. */
export function measureBlankLines(bytes: Buffer, start: number, lineEnding: LineEnding): BlankLines {
  let at = start;
  let lines = 0;
  for (;;) {
    const length = toLineEndLength(bytes, at, lineEnding);
    if (length === 0) return { bytes: at - start, lines };
    at += length;
    lines += 1;
  }
}

export interface BlankLines {
  readonly bytes: number;
  readonly lines: number;
}

const LF = 0x0a;
const CR = 0x0d;

function countByte(bytes: Buffer, start: number, end: number, byte: number): number {
  let count = 0;
  for (let at = start; at < end; at += 1) {
    at = bytes.indexOf(byte, at);
    if (at < 0 || at >= end) break;
    count += 1;
  }
  return count;
}

function countAnyEnds(bytes: Buffer, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at += 1) {
    // A CRLF is counted at its CR.
    if (bytes[at] === CR || (bytes[at] === LF && !(at > start && bytes[at - 1] === CR))) count += 1;
  }
  return count;
}

/** Length of the line end at an offset; 0 if there is none, or if it may continue beyond the bytes. */
function toLineEndLength(bytes: Buffer, at: number, lineEnding: LineEnding): number {
  if (bytes[at] === LF) return 1;
  if (bytes[at] !== CR || at + 1 >= bytes.length) return 0;
  if (bytes[at + 1] === LF) return 2;
  return lineEnding === 'cr' ? 1 : 0;
}
