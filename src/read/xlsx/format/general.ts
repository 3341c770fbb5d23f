/** Shows a number that has no format. */

/** From here on Excel has lost digits: it keeps fifteen. */
const FIFTEEN_DIGITS = 1e15;

/**
 * All its digits, at most the fifteen that Excel keeps, and never the scientific form of a phone number in a narrow cell.
 * Numbers with more digits are given as `2.34E+15`, to show that digits were lost. `raw` is the text in the file: a whole
 * number written out there in full has lost none, and is kept.
 */
export function toGeneral(value: number, raw: string): string {
  if (/^-?\d+$/.test(raw) && Number.isSafeInteger(value)) return String(value);
  const size = Math.abs(value);
  if (size !== 0 && (size >= FIFTEEN_DIGITS || size < 1e-9)) return toScientific(value);
  const digits = Number(value.toPrecision(15));
  const text = String(digits);
  return text.includes('e') ? digits.toFixed(20).replace(/0+$/, '') : text;
}

function toScientific(value: number): string {
  const [mantissa = '', exponent = ''] = value.toExponential(14).split('e');
  const sign = exponent.startsWith('-') ? '-' : '+';
  return `${mantissa.replace(/\.?0+$/, '')}E${sign}${exponent.slice(1).padStart(2, '0')}`;
}
