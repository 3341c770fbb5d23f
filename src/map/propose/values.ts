/** What the values of a column look like. */
import type Countries from 'i18n-iso-countries';
import { later } from '../../core/later.js';

const loadCountries = later<typeof Countries>('i18n-iso-countries/index.js');

export interface ColumnValues {
  /** Rows of the sample. */
  readonly rows: number;
  readonly filled: number;
  readonly distinct: number;
  /** The first three different values. */
  readonly samples: readonly string[];
  /** The part of the filled cells that look like it, from 0 to 1; 0 without any. */
  readonly share: (kind: ValueKind) => number;
}

export type ValueKind = 'email' | 'phone' | 'uuid' | 'country' | 'postcode' | 'date' | 'boolean' | 'letters';

const EMAIL = /^[^\s@;,]+@[^\s@;,]+\.[^\s@;,]+$/;
const DATE = /^(?:\d{4}-\d\d?-\d\d?|\d\d?[./-](?:\d\d?|[a-z]{3})[./-](?:\d{4}|\d\d))(?:[T ][\d:.]+Z?)?$/i;
const BOOLEAN = /^(?:0|1|-1|y|n|t|f|yes|no|true|false|on|off|ja|nein|oui|non|si|sim|nao|active|inactive)$/i;

const LOOKS: Readonly<Record<ValueKind, (text: string) => boolean>> = {
  // Two in one cell are emails, too.
  email: (text) => text.split(/[;,]\s*/).some((part) => EMAIL.test(part)),
  phone: (text) => /^\+?[\d\s()./-]{6,}$/.test(text) && isBetween(text.replace(/\D/g, '').length, 6, 15),
  uuid: (text) => /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i.test(text),
  country: (text) => /^[A-Za-z]{2,3}$/.test(text) && loadCountries().isValid(text.toUpperCase()),
  postcode: (text) => /^(?=.*\d)[A-Z\d][A-Z\d -]{1,11}$/i.test(text),
  date: (text) => DATE.test(text),
  boolean: (text) => BOOLEAN.test(text),
  letters: (text) => /\p{L}/u.test(text) && !text.includes('@') && !/\d{4}/.test(text),
};

const isBetween = (value: number, min: number, max: number): boolean => value >= min && value <= max;

const SAMPLES = 3;

/** Describes the cells of one column. */
export function readValues(cells: readonly string[]): ColumnValues {
  const filled = cells.map((cell) => cell.trim()).filter((text) => text !== '');
  const different = new Set(filled);
  return {
    rows: cells.length,
    filled: filled.length,
    distinct: different.size,
    samples: [...different].slice(0, SAMPLES),
    share: (kind) => (filled.length === 0 ? 0 : filled.filter(LOOKS[kind]).length / filled.length),
  };
}
