/** What a customer of the server says of a row's cells. Written from the contract, with none of the program's comparisons. */
import type { Customer } from '../../src/sandbox/index.js';
import type { Fields } from '../support/run-import.js';

/**
 * `bent`: another form that the contract knows (a phone or zipcode that was a number, an email in lower case).
 * `reformed`: the same words written another way.
 */
export type Likeness = 'same' | 'bent' | 'reformed' | 'differs';

/** Every field that a made-up file has besides the keys. */
export const FIELDS = [
  'name',
  'email',
  'phone',
  'description',
  'address.street',
  'address.city',
  'address.zipcode',
  'address.country',
  'metaData.plan',
  'metaData.seats',
] as const;

/** Fields of customers that no file names. */
export const OTHER_FIELDS = ['address.state', 'metaData.tier'] as const;

/** The value under a field such as `address.city`, as text; empty where there is none. */
export function toText(customer: Customer, field: string): string {
  const [group = '', key] = field.split('.');
  const whole: unknown = Object.entries(customer).find(([name]) => name === group)?.[1];
  if (key === undefined) return toPlain(whole);
  if (typeof whole !== 'object' || whole === null) return '';
  return toPlain(Object.entries(whole).find(([name]) => name === key)?.[1]);
}

function toPlain(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** How much alike two texts of one field are. */
export function compareTexts(field: string, one: string, other: string): Likeness {
  const [a, b] = [one.normalize('NFC').trim(), other.normalize('NFC').trim()];
  if (a === b) return 'same';
  if (field === 'email' && a.toLowerCase() === b.toLowerCase()) return 'bent';
  if (field === 'phone' && toDigits(a) === toDigits(b) && toDigits(a) !== '') return 'bent';
  if (field === 'address.zipcode' && /^\d+$/.test(a) && /^\d+$/.test(b) && toDigits(a) === toDigits(b)) {
    return 'bent';
  }
  return field === 'name' && toLoose(a) === toLoose(b) ? 'reformed' : 'differs';
}

/** Digits less the zeros before them: what is left of a number that was text. */
function toDigits(text: string): string {
  return text.replace(/\D/g, '').replace(/^0+/, '');
}

/** Capitals and runs of spaces don't count. */
function toLoose(text: string): string {
  return text.toUpperCase().replace(/\s+/g, ' ');
}

/** The countries of made-up files whose phones may lack the code. */
const DIALLING_CODES: Readonly<Record<string, string>> = { Nigeria: '+234', Germany: '+49', Japan: '+81' };

/** The text that is to arrive: a phone without its code is one of the row's country. */
function toExpected(field: string, row: Fields): string {
  const text = row[field] ?? '';
  const code = DIALLING_CODES[row['address.country'] ?? ''];
  return field === 'phone' && text.startsWith('0') && code !== undefined ? code + text.slice(1) : text;
}

/** How each filled cell of the row is at the customer. */
export function compareRow(row: Fields, customer: Customer): Map<string, Likeness> {
  const filled = FIELDS.filter((field) => (row[field] ?? '') !== '');
  return new Map(
    filled.map((field) => [field, compareTexts(field, toExpected(field, row), toText(customer, field))]),
  );
}

/** Whether the list of `bulk_not_kept` names a field, alone or with its group. */
export function isNamed(field: string, notKept: string): boolean {
  const named = notKept.split(';');
  return named.includes(field) || named.includes(field.split('.')[0] ?? '');
}
