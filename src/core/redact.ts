/** Removes secrets from text on its way in and out. */
import { Buffer } from 'node:buffer';
import {
  makePieceFinder,
  makeWholeFinder,
  toShortestForm,
  type FindSecrets,
  type TextSpan,
} from './secret-forms.js';
import { hasEscape, toLower, unescape } from './unescape.js';

/** Replaces a secret. */
export const REDACTED = '[redacted]';

export interface RedactorOptions {
  /**
   * Whether pieces of a secret of at least 16 characters are removed too: a server may truncate its own messages. Off for
   * records, because a name may share a piece with a secret by chance. @default true
   */
  readonly pieces?: boolean;
}

/** Shorter ones are words, not secrets; from this length on, case is ignored. */
const LEAST = 4;
const LEAST_IN_ANY_FORM = 8;

/** For example `%252b`: the server escapes what a proxy has escaped. */
const MAX_LAYERS = 4;

/**
 * Returns a function that replaces every given secret by `[redacted]`: in any case, escaped as in JSON, URLs and HTML, and
 * in base64, even where the base64 begins before the secret. A secret of 4 to 7 characters is replaced only plain and in
 * base64, in the given case, and only with `pieces`. A replacement never ends within an escape, so that JSON stays JSON
 * unless the secret was a number in it.
 */
export function makeRedactor(
  secrets: readonly string[],
  { pieces = true }: RedactorOptions = {},
): (text: string) => string {
  const given = [...new Set(secrets.map((secret) => secret.trim()))];
  const long = given.filter((secret) => secret.length >= LEAST_IN_ANY_FORM);
  const shortest = long.length === 0 ? Number.POSITIVE_INFINITY : toShortestForm(long);
  const find = pieces ? makePieceFinder(long) : makeWholeFinder(long);
  const short = pieces
    ? toShortForms(given.filter(({ length }) => length >= LEAST && length < LEAST_IN_ANY_FORM))
    : [];
  return (text) => {
    const spans = text.length < shortest ? [] : findLayered(find, text);
    const left = spans.length === 0 ? text : replaceSpans(text, spans);
    return short.reduce((rest, form) => rest.replaceAll(form, REDACTED), left);
  };
}

/** Longest first, so that a secret inside another leaves no remainder. */
function toShortForms(secrets: readonly string[]): string[] {
  const forms = secrets.flatMap((secret) => {
    const base64 = Buffer.from(secret, 'utf8').toString('base64');
    const bare = base64.replace(/=+$/, '');
    return [
      secret,
      base64,
      bare,
      Buffer.from(secret, 'utf8').toString('base64url'),
      encodeURIComponent(secret),
    ];
  });
  return [...new Set(forms)].sort((one, other) => other.length - one.length);
}

/** Finds secrets in the plain text and under each layer of escapes. */
function findLayered(find: FindSecrets, text: string): readonly TextSpan[] {
  const lower = toLower(text);
  const plain = find(lower);
  if (plain.length === 0 && !hasEscape(lower)) return plain;
  const spans = plain.map((span) => withBackslash(lower, span));
  let toOriginal = (start: number, end: number): readonly [number, number] => [start, end];
  let at = lower;
  for (let layer = 0; layer < MAX_LAYERS; layer += 1) {
    const next = unescape(at);
    if (next === undefined) break;
    const before = toOriginal;
    toOriginal = (start, end) => before(...next.toSource(start, end));
    at = next.text;
    for (const span of find(at)) {
      const [start, end] = toOriginal(span.start, span.end);
      spans.push({ start, end });
    }
  }
  return spans;
}

/** Includes half an escape: the `\\` before what only looks like the first letter of a secret. */
function withBackslash(text: string, { start, end }: TextSpan): TextSpan {
  let slashes = 0;
  while (text[start - slashes - 1] === '\\') slashes += 1;
  return { start: start - (slashes % 2), end };
}

function replaceSpans(text: string, spans: readonly TextSpan[]): string {
  const parts: string[] = [];
  let done = 0;
  for (const { start, end } of spans.toSorted(
    (one, other) => one.start - other.start || other.end - one.end,
  )) {
    if (end <= done) continue;
    // If two overlap, the second only extends the first.
    if (start >= done) parts.push(text.slice(done, start), REDACTED);
    done = end;
  }
  return [...parts, text.slice(done)].join('');
}

/** A value reduced to a hint that its owner recognises: `j***@e***.com`, `+23***78`, `J***`. */
export function maskText(text: string): string {
  const at = text.lastIndexOf('@');
  if (at > 0) {
    const domain = text.slice(at + 1);
    const dot = domain.lastIndexOf('.');
    return `${toFirst(text)}***@${toFirst(domain)}***${dot > 0 ? domain.slice(dot) : ''}`;
  }
  return /^\+?\d{9,}$/.test(text) ? `${text.slice(0, 3)}***${text.slice(-2)}` : `${toFirst(text)}***`;
}

function toFirst(text: string): string {
  return text === '' ? '' : String.fromCodePoint(text.codePointAt(0) ?? 0);
}
