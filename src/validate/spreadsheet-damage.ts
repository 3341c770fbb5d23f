/** Traces of a spreadsheet that exported what it displayed instead of what was entered. */
import type { PlainField } from '../core/types.js';
import { showText, type Finding } from './finding.js';

/**
 * Formula errors as Excel, Sheets and LibreOffice write them, with the German, French and Spanish names. The whole cell
 * must be one: `#1 Plumbing` is a name.
 */
const FORMULA_ERROR =
  /^(?:#(?:REF!|N\/A|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|ERROR!|GETTING_DATA|BEZUG!|NV|WERT!|ZAHL!|VALEUR!|NOM\?|NOMBRE!|N\/D|¡VALOR!|¡REF!|¿NOMBRE\?|¡DIV\/0!|¡NUM!)|Err:5\d\d)$/i;

/** A column that was too narrow. Two or fewer could be meant. */
const OVERFLOW = /^#{3,}$/;

/**
 * A long number as Excel shows it: `2.34E+11`, `2,34E+11`, `5E+11`, `1.20E-04`. The sign is required, and a fraction
 * before a minus, so that ids such as `12E5` and `5E-12` pass.
 */
const SCIENTIFIC = /^[+-]?(?:\d{1,3}[.,]\d+E[+-]\d{2,3}|\d{1,3}E\+\d{2,3})$/i;

/** The fields whose long numbers identify something and are never quantities. */
const NUMBER_FIELDS: ReadonlySet<PlainField> = new Set([
  'uid',
  'externalId',
  'phone',
  'address.zipcode',
  'subAccountId',
]);

/** Damage by a spreadsheet in a (trimmed) cell; `field` is absent for cells of metaData columns. */
export function checkSpreadsheetDamage(text: string, field?: PlainField): Finding | undefined {
  const first = text.charCodeAt(0);
  // `#` or `Er`: no error or overflow begins with anything else.
  if (first === 0x23 || (first === 0x45 && (text.charCodeAt(1) | 0x20) === 0x72)) {
    if (OVERFLOW.test(text)) return toFinding('spreadsheet_overflow', text);
    if (FORMULA_ERROR.test(text)) return toFinding('spreadsheet_error', text);
  }
  if (field !== undefined && NUMBER_FIELDS.has(field) && hasSignNearEnd(text) && SCIENTIFIC.test(text))
    return toFinding('spreadsheet_scientific', text);
  return undefined;
}

/** The power of a number in scientific notation has a sign, and two or three digits. Few values have. */
function hasSignNearEnd(text: string): boolean {
  return isSign(text.charCodeAt(text.length - 3)) || isSign(text.charCodeAt(text.length - 4));
}

function isSign(code: number): boolean {
  return code === 0x2b || code === 0x2d;
}

const SAYS = {
  spreadsheet_overflow: 'the # signs of a column that was too narrow',
  spreadsheet_error: 'the error of a spreadsheet formula',
  spreadsheet_scientific: 'a number in scientific notation, whose last digits are lost',
} as const;

/** No program has calculated the formula since another one wrote it, or its list of values is empty. */
const NOT_CALCULATED = /^#CALC!$/i;

const NOT_AVAILABLE = /^#(?:N\/A|NV|N\/D)$/i;

function toFinding(code: keyof typeof SAYS, text: string): Finding {
  if (NOT_CALCULATED.test(text)) {
    return {
      code,
      message: `expected the value itself, found a formula without a result: ${showText(text)}.`,
      hint: 'Open the workbook in a spreadsheet program and save it, which calculates its formulas. If the error stays, correct the formula.',
    };
  }
  const hint = `Correct the formula, enter the value, or, if it means "no value", pass --null "${text}".`;
  return {
    ...(NOT_AVAILABLE.test(text) ? { hint } : {}),
    code,
    message: `expected the value itself, found ${SAYS[code]}: ${showText(text)}.`,
  };
}
