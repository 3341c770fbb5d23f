/** Values in each other's columns: an email where the name should be, a phone where the email should be. */
import type { PlainField } from '../../core/types.js';
import type { FieldTexts } from '../cells.js';
import { showText, type Finding } from '../finding.js';
import { checkEmail } from './email.js';

export interface Swap {
  readonly finding: Finding;
  /** The fields that hold the wrong value; nothing more is reported about them. */
  readonly fields: readonly PlainField[];
}

/** The fields that an email may be swapped with. */
const PARTNERS: readonly PlainField[] = ['name', 'phone', 'externalId', 'description'];

/** The content of the email column in a row whose columns are swapped; undefined if they are not. */
export function findSwap(texts: FieldTexts): Swap | undefined {
  const { email } = texts;
  if (email === undefined || email.includes('@')) return undefined;
  const partner = PARTNERS.find((field) => isEmail(texts[field]));
  if (partner !== undefined) {
    const message = `expected an email address, found ${showText(email)}; the address ${showText(texts[partner] ?? '')} is in the column of the ${partner}.`;
    return { finding: { code: 'columns_swapped', message }, fields: ['email', partner] };
  }
  if (!looksLikePhone(email)) return undefined;
  const message = `expected an email address, found ${showText(email)}, which looks like a phone.`;
  return { finding: { code: 'columns_swapped', message }, fields: ['email'] };
}

/** A name that is an email, if no other column lacks it. */
export function checkNameIsEmail(name: string): Finding | undefined {
  if (!isEmail(name)) return undefined;
  return { code: 'name_is_email', message: `expected a name, found the email address ${showText(name)}.` };
}

function isEmail(text: string | undefined): boolean {
  return text?.includes('@') === true && checkEmail(text) === undefined;
}

function looksLikePhone(text: string): boolean {
  return /^\+?[\d\s().-]{7,20}$/.test(text) && text.replace(/\D/g, '').length >= 7;
}
