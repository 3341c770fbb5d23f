/**
 * Cells that a spreadsheet would run as a formula, made harmless and made whole again.
 *
 * The writer puts an apostrophe before every risky cell; the reader takes one away where what is left is risky. A cell that
 * begins with apostrophes of its own before such a character counts as risky too, so that write then read is identity.
 */

/**
 * What makes a spreadsheet run a cell (OWASP, "CSV Injection"), behind any apostrophes. Some read the full-width forms of
 * East Asian keyboards (U+FF1D, U+FF0B, U+FF0D, U+FF20) as the plain ones.
 */
const STARTS_FORMULA = /^'*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

/** A phone or a number: opened as one at worst, so it may stay as it is. */
const PLAIN_NUMBER = /^[+-]?[0-9][0-9 ().-]*$/;

/** Whether a spreadsheet would, or after un-escaping could, run this cell. */
export function isRisky(cell: string): boolean {
  // First by character code: nearly every cell of a table ends here.
  const first = cell.charCodeAt(0);
  if ((first > 64 && (first < 0xff0b || first > 0xff20)) || Number.isNaN(first)) return false;
  return STARTS_FORMULA.test(cell) && !PLAIN_NUMBER.test(cell);
}

/** The cell as it may stand in a file that people open in a spreadsheet. */
export function toFormulaSafe(cell: string): string {
  return isRisky(cell) ? `'${cell}` : cell;
}

/** The cell as it was before `toFormulaSafe`. Only for files that this tool wrote: elsewhere an apostrophe is meant. */
export function fromFormulaSafe(cell: string): string {
  if (cell.charCodeAt(0) !== 39) return cell;
  const rest = cell.slice(1);
  return isRisky(rest) ? rest : cell;
}
