/** Finds secrets in text, in every form that they are sent or returned in. */
import { Buffer } from 'node:buffer';

/** From `start` to `end` (exclusive). */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/** Finds secrets in lower-case text without escapes. Spans may overlap, in any order. */
export type FindSecrets = (text: string) => readonly TextSpan[];

const NONE: readonly TextSpan[] = [];

interface Form {
  /** In lower case. */
  readonly text: string;
  readonly isBase64: boolean;
}

/** A shared run of this length is a piece of the secret, not chance. */
const PIECE = 16;
/** Every piece contains one of these at a position that is a multiple of its length. */
const GRAM = PIECE / 2;

/** A text shorter than this contains none of the secrets. */
export function toShortestForm(secrets: readonly string[]): number {
  return Math.min(PIECE, ...toForms(secrets).map(({ text }) => text.length));
}

/** Finds whole secrets, plain and in base64, also inside a longer base64 text. */
export function makeWholeFinder(secrets: readonly string[]): FindSecrets {
  const forms = toForms(secrets);
  return (text) => {
    // Called for every answer, and nearly none contains a secret: nothing is allocated then.
    for (const form of forms) {
      if (text.includes(form.text)) return forms.flatMap((one) => findForm(one, text));
    }
    return NONE;
  };
}

/** Finds whole secrets, and every piece of at least 16 characters of them or of their base64. */
export function makePieceFinder(secrets: readonly string[]): FindSecrets {
  const forms = toForms(secrets);
  const short = forms.filter((form) => form.text.length < PIECE);
  const grams = toGrams(forms.filter((form) => form.text.length >= PIECE));
  return (text) => [...short.flatMap((form) => findForm(form, text)), ...findPieces(grams, text)];
}

function toForms(secrets: readonly string[]): Form[] {
  const forms = secrets.flatMap((secret) => [
    { text: secret.toLowerCase(), isBase64: false },
    ...[0, 1, 2].flatMap((offset) => toBase64Core(secret, offset)),
  ]);
  return [...new Map(forms.map((form) => [form.text, form])).values()];
}

/**
 * The base64 characters that a longer text always contains if the secret begins `offset` bytes (modulo 3) after its start:
 * those whose six bits all come from the secret.
 */
function toBase64Core(secret: string, offset: number): Form[] {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret, 'utf8')]);
  const whole = bytes.toString('base64').slice(0, Math.floor((bytes.length * 8) / 6));
  const core = whole.slice(Math.ceil((offset * 8) / 6)).toLowerCase();
  const url = core.replaceAll('+', '-').replaceAll('/', '_');
  return [...new Set([core, url])].map((text) => ({ text, isBase64: true }));
}

function findForm(form: Form, text: string): TextSpan[] {
  const spans: TextSpan[] = [];
  for (let at = text.indexOf(form.text); at >= 0;) {
    const span = toSpan(form, text, at, at + form.text.length);
    spans.push(span);
    at = text.indexOf(form.text, span.end);
  }
  return spans;
}

type Grams = ReadonlyMap<string, readonly { readonly form: Form; readonly at: number }[]>;

function toGrams(forms: readonly Form[]): Grams {
  const grams = new Map<string, { form: Form; at: number }[]>();
  for (const form of forms) {
    for (let at = 0; at + GRAM <= form.text.length; at += 1) {
      const gram = form.text.slice(at, at + GRAM);
      const places = grams.get(gram);
      if (places === undefined) grams.set(gram, [{ form, at }]);
      else places.push({ form, at });
    }
  }
  return grams;
}

function findPieces(grams: Grams, text: string): TextSpan[] {
  const spans: TextSpan[] = [];
  let covered = 0;
  for (let at = 0; at + GRAM <= text.length; at += GRAM) {
    // Search a long run of base64 only once.
    if (at + GRAM <= covered) continue;
    for (const place of grams.get(text.slice(at, at + GRAM)) ?? []) {
      const { form } = place;
      let [start, end] = [0, GRAM];
      while (start < place.at && start < at && form.text[place.at - start - 1] === text[at - start - 1])
        start += 1;
      while (place.at + end < form.text.length && form.text[place.at + end] === text[at + end]) end += 1;
      if (start + end < PIECE) continue;
      const span = toSpan(form, text, at - start, at + end);
      spans.push(span);
      covered = Math.max(covered, span.end);
    }
  }
  return spans;
}

/** Extends a base64 match over everything joined to it: the word `Bearer` before the secret, the padding after it. */
function toSpan({ isBase64 }: Form, text: string, from: number, to: number): TextSpan {
  if (!isBase64) return { start: from, end: to };
  let [start, end] = [from, to];
  // Stop at the letter of an escape such as `\n`.
  while (start > 0 && isBase64Digit(text.charCodeAt(start - 1)) && text[start - 2] !== '\\') start -= 1;
  while (isBase64Digit(text.charCodeAt(end))) end += 1;
  while (text[end] === '=') end += 1;
  return { start, end };
}

/** `a`–`z`, `0`–`9`, `+`, `/`, `-`, `_` */
function isBase64Digit(code: number): boolean {
  const isLetter = code >= 97 && code <= 122;
  const isDigit = code >= 48 && code <= 57;
  return isLetter || isDigit || code === 43 || code === 47 || code === 45 || code === 95;
}
