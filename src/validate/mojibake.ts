/**
 * Detects text that was written as UTF-8 and read as Windows-1252: `JosÃ©` for `José`. In such text, the letters above
 * ASCII come in runs that are themselves valid UTF-8, which real text almost never has.
 */
import { showText, type Finding } from './finding.js';

/** The characters of Windows-1252 at 0x80–0x9F; the five unassigned bytes represent themselves. */
const UPPER_HALF =
  '\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F' +
  '\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178';

const BYTES: ReadonlyMap<string, number> = new Map(
  Array.from(UPPER_HALF, (char, at): [string, number] => [char, 0x80 + at]),
);

/** A character that begins a UTF-8 sequence if read as a byte, and all upper-half characters that follow it. */
const RUN = new RegExp(`[\\u00C2-\\u00F4][\\u0080-\\u00FF${UPPER_HALF}]+`, 'g');

/** What can follow a word: with one of these, `CAFÉ®` or `été…” ` is correct, although it also reads as UTF-8. */
const AFTER_WORD = /^[\u00A0©ª«®°º»’”›™…–—]+$/u;

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** How many times text can have been garbled. */
const MOST_ROUNDS = 3;

/** The intended text, or undefined if nothing indicates this damage. Call it only for texts beyond ASCII. */
export function repairMojibake(text: string): string | undefined {
  let repaired = text;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const next = repaired.replace(RUN, (run: string, at: number, all: string) => decodeRun(run, at, all));
    if (next === repaired) break;
    repaired = next;
  }
  return repaired === text ? undefined : repaired;
}

/** Text in the wrong encoding, or with the mark (U+FFFD) that programs put in place of characters that they could not read. */
export function checkMojibake(text: string): Finding | undefined {
  if (text.includes('\uFFFD')) {
    return {
      code: 'mojibake',
      message: `expected text, found ${showText(text)}: some characters were lost when the file was converted.`,
      hint: 'Export the file again as UTF-8 from where it came from: the characters are gone from this one.',
    };
  }
  const repaired = repairMojibake(text);
  if (repaired === undefined) return undefined;
  return {
    code: 'mojibake',
    message: `expected text in the right encoding, found ${showText(text)}, which was probably ${showText(repaired)}.`,
    hint: `Write ${showText(repaired)}, or export the file again as UTF-8.`,
    suggestion: repaired,
  };
}

function decodeRun(run: string, at: number, all: string): string {
  let decoded: string;
  try {
    decoded = UTF8.decode(Uint8Array.from(run, toByte));
  } catch {
    return run;
  }
  return isWordWithPunctuation(run, decoded, all.charAt(at - 1), all.charAt(at + run.length)) ? run : decoded;
}

function toByte(char: string): number {
  return BYTES.get(char) ?? char.charCodeAt(0);
}

/** Whether a run is a word's last letter and punctuation, and reads as one character only by chance. */
function isWordWithPunctuation(run: string, decoded: string, before: string, after: string): boolean {
  if (Array.from(decoded).length > 1 || /\p{L}/u.test(after) || !AFTER_WORD.test(run.slice(1))) return false;
  return /\p{Lu}/u.test(run.charAt(0)) ? /\p{Lu}/u.test(before) : /\p{L}/u.test(before);
}
