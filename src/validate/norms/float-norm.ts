/** Whether the decimal numbers among values are whole numbers that a program has written with `.0`. */
import { toWholeNumber } from '../number-float.js';

const DECIMAL = /^\d+[.,]\d+$/;

export class FloatNorm {
  #floats = 0;
  #hasFractions = false;

  /** Takes a trimmed value that is not empty. */
  add(value: string): void {
    // Most ids begin with a letter.
    if (value.charCodeAt(0) > 0x39 || !DECIMAL.test(value)) return;
    if (toWholeNumber(value) === undefined) this.#hasFractions = true;
    else this.#floats += 1;
  }

  /** `1.0` beside `1.1` is an id of its own. */
  get areWhole(): boolean {
    return this.#floats > 0 && !this.#hasFractions;
  }
}
