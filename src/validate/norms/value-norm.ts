/** What is usual among values that should be alike, in a few counters for any number of values. */
import { isDateLike } from './date-like.js';

/** Wider numbers are counted as this wide. */
const WIDEST = 32;
/** This many values of one width, and this share of all numbers, make it the usual one. */
const FEWEST_USUAL = 3;
const USUAL_SHARE = 0.7;
/** With more dates than this share, the column really holds dates. */
const LARGEST_DATE_SHARE = 0.2;

export class ValueNorm {
  #values = 0;
  #dates = 0;
  #numbers = 0;
  readonly #byWidth = new Array<number>(WIDEST + 1).fill(0);
  readonly #withZeroByWidth = new Array<number>(WIDEST + 1).fill(0);

  /** Takes a trimmed value that is not empty. */
  add(value: string): void {
    this.#values += 1;
    if (isNumber(value)) {
      const width = Math.min(value.length, WIDEST);
      this.#numbers += 1;
      this.#byWidth[width] = this.#countOf(width) + 1;
      if (value.startsWith('0')) this.#withZeroByWidth[width] = (this.#withZeroByWidth[width] ?? 0) + 1;
    } else if (isDateLike(value)) this.#dates += 1;
  }

  /** The number of digits that most of the values have, if most are numbers and some, not all, are shorter. */
  get usualWidth(): number | undefined {
    const most = Math.max(...this.#byWidth);
    if (most < FEWEST_USUAL || most < USUAL_SHARE * this.#numbers || 2 * this.#numbers < this.#values)
      return undefined;
    const width = this.#byWidth.indexOf(most);
    return this.#byWidth.slice(0, width).some((count) => count > 0) ? width : undefined;
  }

  /** Whether a value of this width begins with 0: zeros are then part of the values, and some were kept. */
  hasZerosAt(width: number): boolean {
    return (this.#withZeroByWidth[width] ?? 0) > 0;
  }

  /** Whether there are dates among other values. */
  get hasStrayDates(): boolean {
    return this.#dates > 0 && this.#dates <= LARGEST_DATE_SHARE * this.#values;
  }

  #countOf(width: number): number {
    return this.#byWidth[width] ?? 0;
  }
}

export function isNumber(value: string): boolean {
  for (let at = 0; at < value.length; at += 1) {
    const code = value.charCodeAt(at);
    if (code < 0x30 || code > 0x39) return false;
  }
  return value !== '';
}
