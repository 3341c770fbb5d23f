/**
 * Escapes cells that a spreadsheet would run as a formula, and removes the escapes again.
 *
 * The writer puts an apostrophe before every risky cell. The reader removes one if the rest is risky. A cell that
 * already has apostrophes before such a character counts as risky too, so that reading gives exactly what was written.
 */
import { fromWholeText } from './whole-text.js';

/**
 * What programs skip at the beginning of a cell, or may: white space (OWASP names tab and CR, ASVS NUL too; imports of Google
 * Sheets, LibreOffice and Excel trim blanks), other controls, and characters without width, such as a byte order mark.
 */
const SKIPPED = String.raw`\s\u0000-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF`;

/**
 * What makes a spreadsheet run a cell (OWASP, "CSV Injection"), after any apostrophes. Some programs treat the full-width
 * forms of East Asian keyboards (U+FF1D, U+FF0B, U+FF0D, U+FF20) like the plain ones. A control that begins a cell is enough.
 */
const STARTS_FORMULA = new RegExp(
  String.raw`^'*(?:[\u0000\t\r\n]|[${SKIPPED}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])`,
);

/** A phone or a number, perhaps after blanks: a spreadsheet shows it as a number at worst, so it needs no escape. */
const PLAIN_NUMBER = /^[ \u00A0]*[+-]?[0-9][0-9 ().-]*$/;

/** Whether a spreadsheet would run this cell, or could once an escape is removed. */
export function isRisky(cell: string): boolean {
  // Check the first character code first: nearly every cell of a table begins with an ASCII letter or digit, or is empty.
  const first = cell.charCodeAt(0);
  if ((first > 64 && first < 127) || (first > 47 && first < 58) || Number.isNaN(first)) return false;
  return STARTS_FORMULA.test(cell) && !PLAIN_NUMBER.test(cell);
}

/** The cell, escaped for a file that people open in a spreadsheet. */
export function toFormulaSafe(cell: string): string {
  return isRisky(cell) ? `'${cell}` : cell;
}

/** Reverts `toFormulaSafe`. Only for files that this tool wrote: elsewhere an apostrophe is meant. */
export function fromFormulaSafe(cell: string): string {
  if (cell.charCodeAt(0) !== 39) return cell;
  const rest = cell.slice(1);
  return isRisky(rest) ? rest : cell;
}

/** A cell as it was before this tool wrote it to a text file. */
export function fromOwnText(cell: string): string {
  return fromFormulaSafe(fromWholeText(cell));
}

/** `="00123"` or `=T("00123")`: how a table says to a spreadsheet that a number is a text. */
const TEXT_FORMULA = /^\s*=\s*(?:T\(\s*)?"((?:[^"]|"")*)"\s*\)?\s*$/i;

/** The text that a spreadsheet shows for a formula that is only a text; any other cell unchanged. */
export function fromTextFormula(cell: string): string {
  const first = cell.charCodeAt(0);
  // `=` or a space: nearly every cell of a table ends here.
  if (first !== 61 && first !== 32) return cell;
  const inner = TEXT_FORMULA.exec(cell)?.[1];
  return inner === undefined ? cell : fromTextFormula(inner.replaceAll('""', '"'));
}
