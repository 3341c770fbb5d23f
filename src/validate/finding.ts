/** What the rules report about a value, before its place in the source is added. */
import type { Code } from '../core/codes.js';

/** One thing wrong (or odd) with a value. The rules are functions `checkX(text) → Finding | undefined`. */
export interface Finding {
  readonly code: Code;
  /** What was expected and what was found: `expected …, found ….`, appended to the column's name. */
  readonly message: string;
  /** Default: the code's remedy. */
  readonly hint?: string;
  /** The value to put instead, where it is known. */
  readonly suggestion?: string;
}

const LONGEST_SHOWN = 60;

/** A value as shown in messages: in backticks, readable and short. */
export function showText(text: string): string {
  return `\`${toReadable(text)}\``;
}

/** A text truncated to 60 characters, with invisible characters written as `<U+200B>`. */
export function toReadable(text: string): string {
  const cut = text.length > LONGEST_SHOWN ? `${cutText(text, LONGEST_SHOWN)}…` : text;
  return cut.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (char) => `<${toCodePoint(char)}>`);
}

/** The first `length` UTF-16 units of a text, one fewer if that would cut a surrogate pair in two. */
export function cutText(text: string, length: number): string {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length);
}

/** `U+0007` for a character. */
export function toCodePoint(char: string): string {
  const point = char.codePointAt(0) ?? 0;
  return `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Whether a text has more than `max` characters, counted in code points as the schema counts them. */
export function isLongerThan(text: string, max: number): boolean {
  return text.length > max && (text.length > 2 * max || Array.from(text).length > max);
}
