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

/** How lines end, and which are no rows. */
export interface LineRules {
  readonly lineEnding: LineEnding;
  /** Lines that begin with it are no rows. */
  readonly comment?: string | undefined;
}

/** The blank lines and comments at an offset, as far as they are certainly complete. */
export function measureBlankLines(
  bytes: Buffer,
  start: number,
  { lineEnding, comment }: LineRules,
): BlankLines {
  const mark = comment === undefined ? undefined : Buffer.from(comment, 'utf8');
  let at = start;
  let lines = 0;
  for (;;) {
    const text = mark === undefined ? 0 : measureComment(bytes, at, mark, lineEnding);
    const length = toLineEndLength(bytes, at + text, lineEnding);
    if (length === 0) return { bytes: at - start, lines };
    at += text + length;
    lines += 1;
  }
}

/** Offset of the line after the one at an offset; undefined if its end is not among the bytes. */
export function findNextLine(bytes: Buffer, at: number, lineEnding: LineEnding): number | undefined {
  const end = at + measureText(bytes, at, lineEnding);
  const length = toLineEndLength(bytes, end, lineEnding);
  return length === 0 ? undefined : end + length;
}

/** Length of the comment at an offset, without its line end; 0 if the line is no comment. */
function measureComment(bytes: Buffer, at: number, mark: Buffer, lineEnding: LineEnding): number {
  return bytes.subarray(at, at + mark.length).equals(mark) ? measureText(bytes, at, lineEnding) : 0;
}

function measureText(bytes: Buffer, start: number, lineEnding: LineEnding): number {
  let at = start;
  while (at < bytes.length && toLineEndLength(bytes, at, lineEnding) === 0) at += 1;
  return at - start;
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
