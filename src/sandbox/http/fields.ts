import { refuse, type Refusal } from './reply.js';

/** The values that a field of a body may have. */
export interface Field {
  expected: string;
  accepts(value: unknown): boolean;
  /** Missing, null or empty is a 400. */
  isRequired?: boolean;
}

export type Body = Record<string, unknown>;

export const textField: Field = { expected: 'a text', accepts: (value) => typeof value === 'string' };
export const objectField: Field = { expected: 'an object', accepts: isObject };
export const booleanField: Field = {
  expected: 'true or false',
  accepts: (value) => typeof value === 'boolean',
};
export const filledField: Field = {
  expected: 'a text that is not empty',
  accepts: (value) => typeof value === 'string' && value.trim() !== '' && value.length <= 255,
};
export const emailField: Field = {
  expected: 'an email address',
  // An empty text clears the field, as in the other fields.
  accepts: (value) => typeof value === 'string' && value.length <= 320 && /^([^\s@]+@[^\s@]+)?$/.test(value),
};
export const indexField: Field = {
  expected: 'an integer from 0 to 2147483647',
  accepts: (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) < 2 ** 31,
};

/** The same field, but required. */
export function required(field: Field): Field {
  return { ...field, isRequired: true };
}

/** A field with a fixed list of values. */
export function oneOf(...words: readonly string[]): Field {
  return { expected: `one of ${words.join(', ')}`, accepts: (value) => words.includes(String(value)) };
}

/** Restrictions on optional fields. `path`: the prefix of the fields, such as `address.`. */
export interface FieldRules {
  path?: string;
  refuseNull?: boolean;
  refuseEmptyText?: boolean;
}

/** The first fault in a body: 400 for a missing field, 422 for an invalid one. Unknown fields pass. */
export function checkFields(
  body: Body,
  fields: Record<string, Field>,
  { path = '', refuseNull = false, refuseEmptyText = false }: FieldRules = {},
): Refusal | undefined {
  let invalid: Refusal | undefined;
  for (const name in fields) {
    const field = fields[name];
    const value = body[name];
    if (field === undefined) continue;
    if (value === undefined || value === null || (value === '' && field.isRequired === true)) {
      if (field.isRequired === true) return refuse(400, `${path}${name} is required`);
      if (value === null && refuseNull) invalid ??= refuse(422, `${path}${name} must be ${field.expected}`);
    } else if (!field.accepts(value)) {
      invalid ??= refuse(422, `${path}${name} must be ${field.expected}`);
    } else if (value === '' && refuseEmptyText) {
      invalid ??= refuse(422, `${path}${name} must be a text that is not empty`);
    }
  }
  return invalid;
}

export function isObject(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The text of a field that has been checked; null if it was left out. */
export function textOf(body: Body, name: string): string | null {
  const value = body[name];
  return typeof value === 'string' ? value : null;
}

/** The object of a field that has been checked; null if it was left out. */
export function objectOf(body: Body, name: string): Body | null {
  const value = body[name];
  return isObject(value) ? value : null;
}
