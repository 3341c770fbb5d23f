/** Texts that can be sent but are probably not what was meant: leftovers of conversion and pasting. */
import type { PlainField } from '../core/types.js';
import { checkEscapedText } from './escaped-text.js';
import { showText, toCodePoint, type Finding } from './finding.js';
import { checkBidiControl, checkMixedScripts } from './look-alikes.js';
import { checkLostLetters } from './lost-letters.js';
import { checkMojibake } from './mojibake.js';

/** Opening quotation marks, with those that may close them. */
const QUOTES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['“', '”“'],
  ['”', '”'],
  ['„', '“”'],
  ['«', '»'],
  ['»', '«'],
  ['‘', '’'],
  ['’', '’'],
  ['‚', '‘’'],
  ['‹', '›'],
]);

/** Invisible, and without a use in the middle of a text. Joiners and direction marks have a use in many languages. */
const ZERO_WIDTH = /[\u00AD\u180E\u200B\u2060\uFEFF]/;
/** In one-line text, also non-breaking spaces and spaces of unusual width. */
const ODD_SPACE = /[\u00A0\u00AD\u180E\u2000-\u200B\u202F\u205F\u2060\uFEFF]/;
/** In an id, everything invisible: two ids that look the same are two customers. */
const ODD_IN_ID = /[\p{Cf}\u00A0\u2000-\u200A\u202F\u205F\u3000]/u;

/** Fields where an invisible character matters; email has its own, stricter rule, and phones are read without them. */
const INVISIBLE: Readonly<Partial<Record<PlainField, RegExp>>> = {
  externalId: ODD_IN_ID,
  subAccountId: ODD_IN_ID,
  name: ODD_SPACE,
  description: ZERO_WIDTH,
  'address.street': ZERO_WIDTH,
  'address.city': ODD_SPACE,
  'address.state': ODD_SPACE,
  'address.zipcode': ODD_SPACE,
  'address.country': ODD_SPACE,
  metaData: ZERO_WIDTH,
};

/** Fields whose own rule refuses quotation marks, or that may have them. */
const NO_QUOTES_RULE: ReadonlySet<PlainField | undefined> = new Set<PlainField>([
  'uid',
  'email',
  'phone',
  'description',
  'metaData',
  'provisionAddress',
]);

/** Anything but printable ASCII, and the characters that escapes and lost letters leave. */
const SUSPECT = /[^ !#$'-;>@-[\]-~]/;
/** Anything but printable ASCII: the other faults are not possible without it. */
const NOT_PLAIN = /[^ -~]/;

/** Whether a text has only characters that nothing is odd about: no control, line break, quotation mark, backslash, or letter beyond ASCII. */
export function isOrdinary(text: string): boolean {
  return !SUSPECT.test(text);
}

/** What is odd about a (normalised, not empty) text; `field` is absent for cells of metaData columns. */
export function checkOddText(text: string, field?: PlainField): Finding | undefined {
  if (isOrdinary(text)) return undefined;
  const isPlain = !NOT_PLAIN.test(text);
  return (
    (isPlain ? undefined : checkMojibake(text)) ??
    checkQuotes(text, field) ??
    checkEscapedText(text, field) ??
    checkLostLetters(text, field) ??
    (isPlain ? undefined : checkLooks(text, field))
  );
}

function checkLooks(text: string, field: PlainField | undefined): Finding | undefined {
  return checkInvisible(text, field) ?? checkBidiControl(text) ?? checkMixedScripts(text, field);
}

function checkQuotes(text: string, field: PlainField | undefined): Finding | undefined {
  if (NO_QUOTES_RULE.has(field) || text.length < 2) return undefined;
  const closing = QUOTES.get(text.charAt(0));
  if (closing?.includes(text.charAt(text.length - 1)) !== true) return undefined;
  // Where each inner quote follows a backslash, the outer ones are not the value's either.
  const inner = text.slice(1, -1).replaceAll('\\"', '"').trim();
  if (text.startsWith('"') && text.includes('\\"') && !/(?<!\\)"/.test(text.slice(1, -1)))
    return toQuotesFinding(text, inner);
  // Two quoted words are a text with quotes, not a quoted text.
  if (inner === '' || inner.includes(text.charAt(0)) || inner.includes(text.charAt(text.length - 1)))
    return undefined;
  return toQuotesFinding(text, inner);
}

function toQuotesFinding(text: string, inner: string): Finding {
  return {
    code: 'smart_quotes',
    message: `expected the value itself, found it in quotation marks: ${showText(text)}.`,
    hint: `Write ${showText(inner)}, without the quotation marks.`,
    suggestion: inner,
  };
}

function checkInvisible(text: string, field: PlainField | undefined): Finding | undefined {
  const found = (field === undefined ? ZERO_WIDTH : INVISIBLE[field])?.exec(text)?.[0];
  if (found === undefined) return undefined;
  const readable = showText(text.replaceAll(found, `<${toCodePoint(found)}>`));
  return {
    code: 'invisible_character',
    message: `expected text that is as it looks, found the invisible character ${toCodePoint(found)} in ${readable}; pasting from a web page or a mail leaves such.`,
  };
}
