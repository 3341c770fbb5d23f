/** Characters that no text should have: they break databases, terminals and files later. */
import { repairMojibake } from '../mojibake.js';
import { showText, toCodePoint, type Finding } from '../finding.js';

/** C0, DEL and C1 controls, and halves of surrogate pairs. */
const CONTROL = /[\p{Cc}\p{Cs}]/u;
const CONTROL_BUT_BREAKS = /[^\P{Cc}\n\t\r]|\p{Cs}/u;

const BIT_HINT =
  'MySQL writes a BIT as this character. Export the column as a number, such as SELECT active+0.';

/** A control character in a (normalised) text; `breaksAllowed`: line breaks and tabs are allowed in it. */
export function checkControlCharacters(text: string, breaksAllowed: boolean): Finding | undefined {
  const found = (breaksAllowed ? CONTROL_BUT_BREAKS : CONTROL).exec(text)?.[0];
  if (found === undefined) return undefined;
  const what = /[\n\t\r]/.test(found) ? 'a line break or tab' : `the character ${toCodePoint(found)}`;
  // Text in the wrong encoding is full of controls from U+0080 on.
  const repaired = found >= '\u0080' ? repairMojibake(text) : undefined;
  return {
    code: 'control_character',
    message: `expected text without control characters, found ${what} in ${showText(text)}.`,
    ...(text === '\0' || text === '\u0001' ? { hint: BIT_HINT } : {}),
    ...(repaired === undefined
      ? {}
      : { hint: `The encoding is wrong: write ${showText(repaired)}, or export the file again as UTF-8.` }),
  };
}
