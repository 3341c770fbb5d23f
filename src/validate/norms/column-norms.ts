/**
 * Damage that shows only in comparison with a column's other values: ids and postcodes that lost zeros, ids that became
 * dates or were rounded. The first pass counts what is usual in each column; a second pass reports the rows that depart from it.
 */
import type { MappedRow, Mapping, Issue } from '../../core/types.js';
import { makeLocator } from '../columns.js';
import { showText, type Finding } from '../finding.js';
import { toFieldIssue } from '../issues.js';
import { normaliseNumberText } from '../../core/normalise.js';
import { toFloatFinding, toWholeNumber } from '../number-float.js';
import { isDateLike } from './date-like.js';
import { FloatNorm } from './float-norm.js';
import { isRounded, RoundedNorm } from './rounded-norm.js';
import { isNumber, ValueNorm } from './value-norm.js';
import { toZipcodeWidth } from './zipcode-widths.js';

/** Spellings of countries that get a norm of their own; all others share one. */
const MOST_COUNTRIES = 300;
const MOST_SPELLINGS = 1000;

/** What is wrong with a row's ids and postcodes, compared with the other rows. */
export type RowJudge = (row: MappedRow) => readonly Issue[];

/** The conclusions from one norm. */
interface NormVerdict {
  readonly strayDates: boolean;
  /** Whether decimal numbers are whole numbers with `.0`. */
  readonly floats?: boolean;
  /** Whether long numbers have lost their last digits. */
  readonly rounded?: boolean;
  /** The width of values that lost no zeros, and how many zeros a value may have lost. */
  readonly width?: { readonly digits: number; readonly mostLost: number };
}

export class ColumnNorms {
  readonly #mapping: Mapping;
  readonly #ids = new ValueNorm();
  readonly #idFloats = new FloatNorm();
  readonly #idDigits = new RoundedNorm();
  /** By country as the rows write it, because postcodes differ between countries. */
  readonly #zipcodes = new Map<string, ValueNorm>();
  /** The same norms, so that a country of many rows is made comparable once. */
  readonly #bySpelling = new Map<string, ValueNorm>();

  constructor(mapping: Mapping) {
    this.#mapping = mapping;
  }

  /** Counts a row. Rows with shifted cells, and those that are not read, are ignored. */
  add({ fields, columnCount, leftOut }: Pick<MappedRow, 'fields' | 'columnCount' | 'leftOut'>): void {
    if (columnCount !== undefined || leftOut !== undefined) return;
    this.count(toValue(fields.externalId), toValue(fields['address.zipcode']), fields['address.country']);
  }

  /** Counts the values of a row, which are normalised, or empty. The country is as the row has it. */
  count(id: string, zipcode: string, country: string | undefined): void {
    if (id !== '') {
      this.#ids.add(id);
      this.#idFloats.add(id);
      this.#idDigits.add(id);
    }
    if (zipcode !== '') this.#toZipcodeNorm(country).add(zipcode);
  }

  /** The judge of this source's rows; undefined if no value departs from the others. */
  toJudge(): RowJudge | undefined {
    const ofIds = this.#toIdVerdict();
    const ofZipcodes = new Map([...this.#zipcodes].map(([key, norm]) => [key, toZipcodeVerdict(norm, key)]));
    if (![ofIds, ...ofZipcodes.values()].some((verdict) => verdict !== undefined)) return undefined;
    const locate = makeLocator(this.#mapping);
    return (row) => {
      if (row.columnCount !== undefined || row.leftOut !== undefined) return [];
      const { fields } = row;
      const zipcodes = ofZipcodes.get(this.#toCountryKey(fields['address.country']));
      return [
        ...check('externalId', fields.externalId, ofIds),
        ...check('address.zipcode', fields['address.zipcode'], zipcodes),
      ].map(({ field, finding }) => toFieldIssue(row, field, locate(row, field), finding));
    };
  }

  #toIdVerdict(): NormVerdict | undefined {
    const verdict = toIdVerdict(this.#ids);
    const { areWhole: floats } = this.#idFloats;
    const { areRounded: rounded } = this.#idDigits;
    return floats || rounded ? { strayDates: false, ...verdict, floats, rounded } : verdict;
  }

  #toZipcodeNorm(country = ''): ValueNorm {
    const known = this.#bySpelling.get(country);
    if (known !== undefined) return known;
    const key = this.#toCountryKey(country);
    const norm = this.#zipcodes.get(key) ?? new ValueNorm();
    this.#zipcodes.set(key, norm);
    if (this.#bySpelling.size < MOST_SPELLINGS) this.#bySpelling.set(country, norm);
    return norm;
  }

  #toCountryKey(country = ''): string {
    const key = country.trim().toLowerCase();
    return this.#zipcodes.has(key) || this.#zipcodes.size < MOST_COUNTRIES ? key : OTHER_COUNTRIES;
  }
}

const OTHER_COUNTRIES = '\0';

function toValue(cell: string | undefined): string {
  return cell === undefined ? '' : normaliseNumberText(cell);
}

/** Sequential numbers (1, 2, … 10 000) vary in width too: if none has a leading zero, none was lost. */
function toIdVerdict(norm: ValueNorm): NormVerdict | undefined {
  const digits = norm.usualWidth;
  const hasZeros = digits !== undefined && norm.hasZerosAt(digits);
  return toVerdict(norm, hasZeros ? { digits, mostLost: digits } : undefined);
}

/** Postcodes are not sequential: even if none has a leading zero, all may have lost theirs, if the country has some. */
function toZipcodeVerdict(norm: ValueNorm, country: string): NormVerdict | undefined {
  const digits = norm.usualWidth;
  if (digits === undefined) return toVerdict(norm, undefined);
  if (norm.hasZerosAt(digits)) return toVerdict(norm, { digits, mostLost: digits });
  if (country !== '')
    return toVerdict(norm, toZipcodeWidth(country) === digits ? { digits, mostLost: 2 } : undefined);
  // One country and an unnamed one, then.
  return toVerdict(norm, digits >= 5 ? { digits, mostLost: 1 } : undefined);
}

function toVerdict(norm: ValueNorm, width: NormVerdict['width']): NormVerdict | undefined {
  const strayDates = norm.hasStrayDates;
  if (!strayDates && width === undefined) return undefined;
  return width === undefined ? { strayDates } : { strayDates, width };
}

interface Departure {
  readonly field: 'externalId' | 'address.zipcode';
  readonly finding: Finding;
}

function check(
  field: Departure['field'],
  cell: string | undefined,
  verdict: NormVerdict | undefined,
): readonly Departure[] {
  const value = verdict === undefined ? '' : toValue(cell);
  if (verdict === undefined || cell === undefined || value === '') return [];
  const finding =
    (verdict.floats === true ? checkFloat(value) : undefined) ??
    (verdict.rounded === true ? checkDigits(value) : undefined) ??
    checkWidth(value, verdict.width) ??
    (verdict.strayDates ? checkDate(value) : undefined);
  return finding === undefined ? [] : [{ field, finding }];
}

function checkFloat(value: string): Finding | undefined {
  const whole = toWholeNumber(value);
  return whole === undefined ? undefined : toFloatFinding('id_is_float', value, whole);
}

function checkDigits(value: string): Finding | undefined {
  if (!isRounded(value)) return undefined;
  return {
    code: 'spreadsheet_rounded',
    message: `expected an id with all its digits, found ${showText(value)}, which ends in zeros as most long numbers of the column do; a spreadsheet keeps 15 or 16 digits of a number and writes 0 for the others.`,
  };
}

function checkWidth(value: string, width: NormVerdict['width']): Finding | undefined {
  if (width === undefined || !isNumber(value)) return undefined;
  const { digits, mostLost } = width;
  const lost = digits - value.length;
  if (lost < 1 || lost > mostLost) return undefined;
  const meant = value.padStart(digits, '0');
  return {
    code: 'spreadsheet_lost_zero',
    message: `expected ${digits} digits as most of the column's values have, found ${showText(value)}; a spreadsheet drops zeros in front when it takes a value for a number.`,
    hint: `If it was ${showText(meant)}, write that. In the spreadsheet, format the column as text first.`,
    suggestion: meant,
  };
}

function checkDate(value: string): Finding | undefined {
  if (!isDateLike(value)) return undefined;
  return {
    code: 'spreadsheet_date',
    message: `expected a value like the column's others, found the date ${showText(value)}; a spreadsheet makes dates of values such as 3-5, MAR5 or 3/5.`,
  };
}
