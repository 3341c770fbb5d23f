/** Whether the long numbers among values were rounded: a spreadsheet keeps 15 or 16 digits of a number and writes 0 for the others. */
import { isNumber } from './value-norm.js';

/** Excel keeps 15 digits; other programs 16. */
const KEPT_DIGITS = 15;
const MOST_KEPT_DIGITS = 16;
/** Of all numbers, one in a thousand ends in three zeros. A single id with a zero or two at its end says nothing. */
const FEWEST_LOST = 3;

export class RoundedNorm {
  #long = 0;
  #rounded = 0;
  #lostDigits = 0;

  /** Takes a trimmed value that is not empty. */
  add(value: string): void {
    if (!isLongNumber(value)) return;
    this.#long += 1;
    if (!isRounded(value)) return;
    this.#rounded += 1;
    this.#lostDigits += value.length - KEPT_DIGITS;
  }

  /** Most of the long numbers: a few of them end in zeros anyway. */
  get areRounded(): boolean {
    return 2 * this.#rounded > this.#long && this.#lostDigits >= FEWEST_LOST;
  }
}

/** Whether a number has nothing but zeros beyond the digits that a spreadsheet keeps. */
export function isRounded(value: string): boolean {
  if (!isLongNumber(value)) return false;
  const lost = /0*$/.exec(value)?.[0].length ?? 0;
  const kept = value.length - lost;
  return kept <= KEPT_DIGITS || (kept === MOST_KEPT_DIGITS && lost >= FEWEST_LOST);
}

/** A zero in front shows that the value is text, which no spreadsheet rounds. */
function isLongNumber(value: string): boolean {
  return value.length > KEPT_DIGITS && value.charCodeAt(0) !== 0x30 && isNumber(value);
}
