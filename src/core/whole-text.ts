/**
 * Text that UTF-8 can hold. Of half of a character (a lone surrogate, from JSON, a workbook or the API) it would write another
 * character in silence. A cell with one is coded as a workbook codes it (ECMA-376, ST_Xstring): `_xD83D_`, and `_x005F_x` for `_x`.
 */

const HALF = /\p{Surrogate}/u;

/** In a cell that is coded; a cell that has it of its own is coded, too, so that reading gives exactly what was written. */
const CODED = /_xD[89A-F][0-9A-F]{2}_/;
const CODE = /_x(005F|D[89A-F][0-9A-F]{2})_/g;

/** Whether a text, or the cells that it was joined from, must be coded. */
export function needsCode(text: string): boolean {
  return HALF.test(text) || CODED.test(text);
}

/** The cell, coded if it must be. */
export function toWholeText(cell: string): string {
  if (!needsCode(cell)) return cell;
  return cell.replaceAll('_x', '_x005F_x').replaceAll(/\p{Surrogate}/gu, toCode);
}

/** Reverts `toWholeText`. Only for files that this tool wrote. */
export function fromWholeText(cell: string): string {
  if (!CODED.test(cell)) return cell;
  return cell.replaceAll(CODE, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function toCode(half: string): string {
  return `_x${half.charCodeAt(0).toString(16).toUpperCase()}_`;
}
