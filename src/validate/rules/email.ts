/** Whether a text is an email address that can receive mail. */
import { isIP } from 'node:net';
import isEmail from 'validator/lib/isEmail.js';
import { readAllEscapes } from '../escaped-text.js';
import { showText, type Finding } from '../finding.js';
import { toNullOption } from '../null-words.js';

/** The form of most addresses; the rest goes through the slower and exact check. All that match here pass that check too. */
const PLAIN =
  /^[a-z\d_+-]+(?:\.[a-z\d_+-]+)*@[a-z\d]+(?:-[a-z\d]+)*(?:\.[a-z\d]+(?:-[a-z\d]+)*)*\.[a-z]{2,}$/i;
/** Below this length neither the local part (64) nor a label (63) can be too long. */
const PLAIN_LENGTH = 63;

const OPTIONS = {
  // Internationalised addresses (RFC 6531) are addresses.
  allow_utf8_local_part: true,
  // a@b is deliverable inside one network only.
  require_tld: true,
  // `Jane <jane@example.com>` is two things in one cell.
  allow_display_name: false,
} as const;

/** Spaces and invisible characters, which copying leaves behind; validator accepts most of them as letters. */
const INVISIBLE = /[\p{Cf}\p{Z}]/u;
/** Typographic quotes around the address. */
const QUOTED = /^[\p{Pi}\p{Pf}]|[\p{Pi}\p{Pf}]$/u;
/** Punctuation that no domain has; hyphen, dot and the middle dots of Catalan, Japanese and Hebrew are allowed. */
const DOMAIN_PUNCTUATION = /[^\P{P}.\-\u00B7\u30FB\u05F3\u05F4]/u;

/** Whether a text is an address of the most usual form. False decides nothing. */
export function isPlainEmail(text: string): boolean {
  return text.length <= PLAIN_LENGTH && PLAIN.test(text);
}

/** An email (normalised, at most 254 characters) that is not an address. Quoted local parts and IP literals are valid. */
export function checkEmail(text: string): Finding | undefined {
  if (isPlainEmail(text)) return undefined;
  if (isAddress(text)) return undefined;
  const meant = readAllEscapes(text, { lineBreaks: false });
  if (meant !== text && isAddress(meant)) return toEscaped(text, meant);
  const hint = toHint(text);
  return {
    code: 'email_invalid',
    message: `expected an email address such as jane@example.com, found ${showText(text)}.`,
    ...(hint === undefined ? {} : { hint }),
  };
}

function toEscaped(text: string, meant: string): Finding {
  return {
    code: 'email_invalid',
    message: `expected an email address such as jane@example.com, found ${showText(text)}, whose escapes mean ${showText(meant)}.`,
    hint: `Write ${meant}.`,
    suggestion: meant,
  };
}

function toHint(text: string): string | undefined {
  if (text.split('@').length > 2) return 'Keep one address in the cell.';
  if (/^(?:n\/?a|none|-+)$/i.test(text)) return `Leave the cell empty, or pass ${toNullOption(text)}.`;
  return QUOTED.test(text) ? 'Remove the quotation marks.' : undefined;
}

function isAddress(text: string): boolean {
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at);
  const domain = text.slice(at + 1);
  // Within quotes, plain spaces are part of the address.
  const unquoted = local.startsWith('"') ? local.replaceAll(' ', '') : local;
  // A single quotation mark is not an empty quoted part, although validator reads it so.
  if (at < 1 || local === '"' || INVISIBLE.test(unquoted) || INVISIBLE.test(domain) || QUOTED.test(text))
    return false;
  if (domain.startsWith('['))
    return isIpLiteral(domain) && isEmail.default(`${toBmp(local)}@example.com`, OPTIONS);
  return !DOMAIN_PUNCTUATION.test(domain) && isEmail.default(`${toBmp(local)}@${domain}`, OPTIONS);
}

/** `[192.0.2.1]` or `[IPv6:2001:db8::1]` (RFC 5321 §4.1.3). */
function isIpLiteral(domain: string): boolean {
  if (!domain.endsWith(']')) return false;
  const literal = domain.slice(1, -1);
  return literal.startsWith('IPv6:') ? isIP(literal.slice(5)) === 6 : isIP(literal) === 4;
}

/** Replaces letters beyond the basic plane by others, because validator's patterns do not support them. */
function toBmp(text: string): string {
  return text.replace(/[\u{10000}-\u{10FFFF}]/gu, '\u4E00');
}
