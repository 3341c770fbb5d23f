/** Encodings that use only ASCII bytes: letters that are not ASCII are written between escapes, and pass as ASCII text. */

export interface Escaped {
  /** As people know it. */
  readonly name: string;
  /** What to do about it. */
  readonly hint: string;
}

const convert = (name: string): Escaped => ({
  name,
  hint: `Convert it to UTF-8: iconv -f ${name} -t UTF-8 FILE > utf8.csv`,
});

/** A control character (ESC), and what it shifts to: Japanese ($B, $@, (J), Korean ($)C) or Chinese letters. */
const SHIFT = /\p{Cc}(\$\)[ACEG]|\$[@B]|\(J)/gu;

/** The encoding of a sample without bytes beyond ASCII, where its escapes show one. */
export function findEscaped(sample: Buffer): Escaped | undefined {
  const text = sample.toString('latin1');
  if (/[\x80-\xff]/.test(text)) return undefined;
  const shifts = new Set(Array.from(text.matchAll(SHIFT), ([, shift = '']) => shift));
  if (shifts.has('$)C')) return convert('ISO-2022-KR');
  if (shifts.has('$)A') || shifts.has('$)G') || shifts.has('$)E')) return convert('ISO-2022-CN');
  if (shifts.size > 0) return { name: 'ISO-2022-JP', hint: 'Pass --encoding iso-2022-jp.' };
  if (/~\{(?:[\x21-\x77][\x21-\x7e])+~\}/.test(text)) return convert('HZ');
  return isUtf7(text) ? convert('UTF-7') : undefined;
}

/** In UTF-7, each + begins a run of base64, and a plus sign is "+-". */
function isUtf7(text: string): boolean {
  const runs = Array.from(text.matchAll(/\+([A-Za-z0-9+/]*)(-?)/g), ([, run = '', end = '']) => ({
    run,
    end,
  }));
  const encoded = runs.filter(({ run }) => run !== '');
  return (
    encoded.some(({ end }) => end === '-') &&
    runs.every(({ run, end }) => (run === '' ? end === '-' : isLetters(run)))
  );
}

/** Whether the base64 of UTF-16 has letters beyond ASCII, and nothing but characters that names have. */
function isLetters(run: string): boolean {
  const bits = run.length * 6;
  const units = Math.floor(bits / 16);
  const bytes = Buffer.from(run, 'base64');
  const isPadded = bits % 16 < 6 && units > 0 && Buffer.from(bytes).toString('base64').startsWith(run);
  if (!isPadded) return false;
  const text = Buffer.from(bytes.subarray(0, units * 2))
    .swap16()
    .toString('utf16le');
  return /^[\p{L}\p{M}\p{P}\p{Zs}]+$/u.test(text) && /[\u0080-\uffff]/.test(text);
}
