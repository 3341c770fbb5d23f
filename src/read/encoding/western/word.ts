/** Whether a word that was read as Windows-1252 is a Western one, or a word of another encoding. */
import { isUsualPair, judgeLetter, type LetterVerdict } from './letters.js';

/** What is usual before a word, or after it, without a space. */
const AROUND = /^(?:[“‘„«‹–—•·€§°…\u00a0º'’\u00ad]|[¿¡](?=\p{Lu}))+|[”’“‘»›…–—®™©°ºª€²³\u00a0'´·\u00ad]+$/gu;

/** What may stand alone, or next to digits and ASCII punctuation. */
const ALONE = /^[\u0080-\u00bf\u2010-\u203a\u20ac\u2122×÷]+$/;

/** Within a word: apostrophes, dashes, non-breaking spaces; in ordinals and Catalan, more. */
const JOINS = /[’´‘'–—\u00a0]/;

const NOT_LETTER = /[^A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ffŠŒŽšœžŸªº·]/;

/** Words of one or two letters before an apostrophe, and some longer ones: O’Brien, dell’Arte. */
const ELIDED = /^(.{1,2}|dell|dall|nell|sull|all|qu|lorsqu|aujourd|puisqu|jusqu|quelqu|presqu|sant|mac)$/i;
const CONTRACTED = /^(s|t|re|ll|ve|d|m|n)$/i;

/** Names that continue with a capital. */
const PREFIX = /^(mc|mac|de|d|di|da|del|la|le|lo|du|van|von|o|san|st|fitz|l|n|h|t)$/i;

/** Nº, Mª; µm */
const SHORT = /^(?:[A-Za-z]{1,4}[ªº]|µ[A-Za-z]{1,2})$/;

/** Judges a run of letters and characters beyond ASCII, together with what comes before and after it. */
export function judgeWord(word: string, before: string, after: string): LetterVerdict {
  if (ALONE.test(word)) return judgeSymbols(word, before, after);
  if (SHORT.test(word)) return 'fine';
  const bare = word.replace(AROUND, '').replaceAll('\u00ad', '');
  const parts = bare.split(JOINS);
  let worst = parts.length > 1 ? judgeJoins(bare, parts) : 'fine';
  for (const part of parts) worst = toWorse(worst, judgePart(part));
  return worst;
}

/** A symbol next to a digit or a space is one; the letter of another script may look the same. */
function judgeSymbols(word: string, before: string, after: string): LetterVerdict {
  if (word.length > 3 || word.includes('¤')) return 'odd';
  return /[\w]/.test(before + after) || word.length === 1 ? 'fine' : 'odd';
}

function judgeJoins(bare: string, parts: readonly string[]): LetterVerdict {
  const joins = bare.match(new RegExp(JOINS, 'g')) ?? [];
  const isUsual = joins.every((join, at) => {
    const [left = '', right = ''] = [parts[at], parts[at + 1]];
    if (/^\p{Lu}/u.test(right) || right === '' || left === '') return true;
    if (join === '\u00a0')
      return /^(de|du|la|le|von|van|der|und|et|and|of|del|da|y|e|i|di|den)$/i.test(right);
    return ELIDED.test(left) || CONTRACTED.test(right);
  });
  return isUsual ? 'fine' : 'odd';
}

function judgePart(part: string): LetterVerdict {
  if (!/[\u0080-\uffff]/.test(part)) return 'fine';
  if (NOT_LETTER.test(part) || /[ªº]/.test(part) || (part.includes('·') && !/l·l/i.test(part)))
    return 'wrong';
  if (hasOddCase(part)) return 'wrong';
  return judgeLetters(part.toLowerCase());
}

/** An accented capital after a small letter, or a capital and a small accented letter in a row of accents. */
function hasOddCase(part: string): boolean {
  for (const { index } of part.matchAll(/[À-ÖØ-ÞŠŒŽŸ]/g)) {
    const start = part.slice(0, index);
    const rest = part.slice(index + 1);
    if (index === 0 || PREFIX.test(start)) continue;
    if (/[a-zß-öø-ÿšœž]/.test(start.replaceAll('ß', '')) || /[a-zà-öø-ÿšœž]/.test(rest)) return true;
  }
  return false;
}

function judgeLetters(word: string): LetterVerdict {
  const letters = Array.from(word);
  const accented = letters.filter((letter) => letter > '\x7f').length;
  if (letters.length > 3 && accented * 2 > letters.length) return 'wrong';
  let worst: LetterVerdict = letters.length > 1 && accented === letters.length ? 'odd' : 'fine';
  for (const [at, letter] of letters.entries()) {
    if (letter <= '\x7f') continue;
    const before = letters[at - 1] ?? '';
    const after = letters[at + 1] ?? '';
    if (after > '\x7f' && ((letters[at + 2] ?? '') > '\x7f' || !isUsualPair(letter + after))) return 'wrong';
    const place = { before, after, start: word.slice(0, at), isFirst: at === 0 };
    worst = toWorse(worst, judgeLetter(letter, place));
  }
  return worst;
}

const RANK = { fine: 0, odd: 1, wrong: 2 } as const;

function toWorse(one: LetterVerdict, other: LetterVerdict): LetterVerdict {
  return RANK[other] > RANK[one] ? other : one;
}
