/** A `?` where a letter was: a program wrote the text in an encoding that does not have the letter. */
import type { PlainField } from '../core/types.js';
import { showText, type Finding } from './finding.js';

const FIELDS: ReadonlySet<PlainField | undefined> = new Set<PlainField>([
  ...(['name', 'address.city', 'address.state'] as const),
]);
/** A street may end in a question. */
const IN_WORD = /\p{L}\?\p{L}|(?:^|\s)\?\p{L}|\?\?/u;

export function checkLostLetters(text: string, field?: PlainField): Finding | undefined {
  if (!text.includes('?')) return undefined;
  if (!FIELDS.has(field) && !(field === 'address.street' && IN_WORD.test(text))) return undefined;
  return {
    code: 'letters_lost',
    message: `expected text, found a question mark in ${showText(text)}, which programs write for a letter that they do not know.`,
  };
}
