/** Text that looks different from what it is: characters that reverse its direction, look-alike letters of another script. */
import type { PlainField } from '../core/types.js';
import { showText, toCodePoint, type Finding } from './finding.js';

/** Embeddings, overrides and isolates. The plain marks (U+200E, U+200F, U+061C) reverse nothing and are correct spelling. */
const BIDI_CONTROL = /[\u202A-\u202E\u2066-\u2069]/;

/** The fields that identify the customer. In other text, such as a street, a wrong keyboard layout deceives no one. */
const JUDGED_BY_SCRIPT: ReadonlySet<PlainField | undefined> = new Set<PlainField>([
  'name',
  'externalId',
  'subAccountId',
]);

/** Scripts whose letters resemble each other's. Mixtures of other scripts are normal: kanji with kana, Hangul with Hanja. */
const SCRIPTS = [
  ['Latin', /\p{Script=Latin}/u],
  ['Cyrillic', /\p{Script=Cyrillic}/u],
  ['Greek', /\p{Script=Greek}/u],
] as const;

const NOT_LATIN = /[\p{Script=Cyrillic}\p{Script=Greek}]/u;
const WORDS = /[\p{L}\p{M}]+/gu;

/** A control that changes the direction of a text. At the ends of a value it is dropped and harmless. */
export function checkBidiControl(text: string): Finding | undefined {
  const found = BIDI_CONTROL.exec(text)?.[0];
  if (found === undefined) return undefined;
  return {
    code: 'bidi_control',
    message: `expected text that reads as it is stored, found ${toCodePoint(found)}, which turns the direction of what follows, in ${showText(text)}.`,
  };
}

/** A word with letters of two scripts that look alike: `Раypal` with a Cyrillic `Ра`. */
export function checkMixedScripts(text: string, field: PlainField | undefined): Finding | undefined {
  if (!JUDGED_BY_SCRIPT.has(field) || !NOT_LATIN.test(text)) return undefined;
  for (const word of text.match(WORDS) ?? []) {
    const scripts = SCRIPTS.filter(([, letters]) => letters.test(word)).map(([name]) => name);
    if (scripts.length < 2) continue;
    return {
      code: 'mixed_scripts',
      message: `expected each word in the letters of one script, found ${scripts.join(' and ')} in ${showText(word)} (${toSpelled(word)}).`,
    };
  }
  return undefined;
}

/** The letters that are not Latin, because they can't be recognised by sight. */
function toSpelled(word: string): string {
  const letters = [...new Set(Array.from(word).filter((letter) => NOT_LATIN.test(letter)))].slice(0, 5);
  return letters.map((letter) => `${letter} is ${toCodePoint(letter)}`).join(', ');
}
